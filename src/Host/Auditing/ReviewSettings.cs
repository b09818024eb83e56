using System.Globalization;
using Safeguard.Domain.Auditing;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Auditing;

/// <summary>Reads what a partnership has set of its reviews: <c>Review:SampleOneIn</c>, <c>Review:DaysToComplete</c>, <c>Review:DaysToAnswer</c>.</summary>
public static class ReviewSettings
{
    /// <exception cref="PlainException">A value is no whole number, or out of bounds: the Host does not start on a guess.</exception>
    public static ReviewPolicy Read(IConfiguration configuration) => new(
        Number(configuration, "Review:SampleOneIn", ReviewPolicy.Default.SampleOneIn, ReviewPolicy.MostOneIn),
        Number(configuration, "Review:DaysToComplete", ReviewPolicy.Default.DaysToComplete, ReviewPolicy.MostDays),
        Number(configuration, "Review:DaysToAnswer", ReviewPolicy.Default.DaysToAnswer, ReviewPolicy.MostDays));

    private static int Number(IConfiguration configuration, string name, int otherwise, int most) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => throw new PlainException(string.Create(CultureInfo.InvariantCulture, $"{name} is not a whole number from 1 to {most}. Correct it, or leave it out for {otherwise}.")),
    };
}
