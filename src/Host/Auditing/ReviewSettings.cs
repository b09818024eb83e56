using Safeguard.Domain.Auditing;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Auditing;

/// <summary>Reads what a partnership has set of its reviews: <c>Review:SampleOneIn</c>, <c>Review:DaysToComplete</c>, <c>Review:DaysToAnswer</c>.</summary>
public static class ReviewSettings
{
    /// <exception cref="PlainException">A value is no whole number, or out of bounds: the Host does not start on a guess.</exception>
    public static ReviewPolicy Read(IConfiguration configuration) => new(
        WholeNumbers.Read(configuration, "Review:SampleOneIn", ReviewPolicy.Default.SampleOneIn, ReviewPolicy.MostOneIn),
        WholeNumbers.Read(configuration, "Review:DaysToComplete", ReviewPolicy.Default.DaysToComplete, ReviewPolicy.MostDays),
        WholeNumbers.Read(configuration, "Review:DaysToAnswer", ReviewPolicy.Default.DaysToAnswer, ReviewPolicy.MostDays));
}
