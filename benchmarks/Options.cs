using System.Globalization;

namespace Safeguard.Benchmarks;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Which">The series, in order.</param>
/// <param name="Keep">The log to work on and to leave in place; null for one that is dropped.</param>
/// <param name="Events">How far to fill it.</param>
/// <param name="Largest">Entries of its largest family.</param>
/// <param name="Turns">How often both sides of a comparison are measured.</param>
internal sealed record Options(IReadOnlyList<string> Which, string? Keep, long Events, int Largest, int Turns)
{
    /// <exception cref="ArgumentException">An option is not one, or has no value.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options([], null, 1_000_000, 5_000, 5);
        var i = 0;
        for (; i < arguments.Length; i++)
            options = arguments[i] switch
            {
                "--keep" => options with { Keep = Value() },
                "--events" => options with { Events = long.Parse(Value(), CultureInfo.InvariantCulture) },
                "--largest" => options with { Largest = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--turns" => options with { Turns = int.Parse(Value(), CultureInfo.InvariantCulture) },
                ['-', ..] => throw new ArgumentException($"There is no option {arguments[i]}. There are --keep NAME, --events N, --largest N and --turns N."),
                var series => options with { Which = [.. options.Which, series] },
            };
        return options.Which.Count > 0 ? options : options with { Which = Series.Quick };

        string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
    }
}
