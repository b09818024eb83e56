namespace Safeguard.Domain.Time;

/// <summary>How exactly the moment of an event is known (domain §2.1). Never a false 00:00.</summary>
public enum Precision
{
    Exact,
    Day,
    Month,
    Year,
    /// <summary>At some time before <see cref="Happened.Latest"/>.</summary>
    Before,
    /// <summary>About <see cref="Happened.Earliest"/>.</summary>
    About,
    Between,
    Unknown,
}

/// <summary>
/// When something happened: the earliest and the latest instant it can have been, both UTC and included, and how
/// exactly that is known. Either end is null where nothing is known of it.
/// </summary>
public sealed record Happened(DateTimeOffset? Earliest, DateTimeOffset? Latest, Precision Precision)
{
    public static Happened At(DateTimeOffset instant) => new(instant.ToUniversalTime(), instant.ToUniversalTime(), Precision.Exact);

    public static Happened Unknown { get; } = new(null, null, Precision.Unknown);

    /// <summary>
    /// The one moment by which decisions and views go where a span is all that is known: its first instant, so that what is dated
    /// the same day is not dated after; of what is only known to be before an instant, that instant.
    /// </summary>
    /// <param name="otherwise">Where nothing is known: when it was learned, recorded or decided.</param>
    public DateTimeOffset MomentOr(DateTimeOffset otherwise) => Earliest ?? Latest ?? otherwise;

    /// <summary>The London date on which it happened at the earliest; null when nothing is known.</summary>
    public DateOnly? On => (Earliest ?? Latest) is { } at ? LondonTime.DateOf(at) : null;
}
