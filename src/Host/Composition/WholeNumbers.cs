using System.Globalization;

namespace Safeguard.Host.Composition;

/// <summary>Reads what a partnership sets as whole numbers.</summary>
internal static class WholeNumbers
{
    /// <param name="name">The setting's name.</param>
    /// <param name="otherwise">What is meant where it is left out.</param>
    /// <param name="most">The greatest it may be; the least is 1.</param>
    /// <exception cref="PlainException">The value is no whole number, or out of bounds: the Host does not start on a guess.</exception>
    public static int Read(IConfiguration configuration, string name, int otherwise, int most) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most => number,
        _ => throw new PlainException(string.Create(CultureInfo.InvariantCulture, $"{name} is not a whole number from 1 to {most}. Correct it, or leave it out for {otherwise}.")),
    };
}
