using Safeguard.Domain.Time;

namespace Safeguard.Domain.Facts;

/// <summary>What is said of entries themselves: that one of them was wrong (domain §2.9, §2.10 rule 1).</summary>
public abstract record FactEvent : FamilyEvent;

/// <summary>What of an entry was wrong.</summary>
public enum CorrectedField
{
    /// <summary>Its words.</summary>
    Text,
    /// <summary>When it says that it happened.</summary>
    Happened,
}

/// <summary>
/// A statement was wrong, and this is right. The entry that it corrects stays as it was: views use the newest word by
/// the moment asked about, and show both with their dates (domain §2.10 rule 1). What was sent of it is corrected by
/// <c>DisclosureCorrected</c>: each agency controls its own copy.
/// </summary>
/// <param name="Corrects">The entry, of the same agency.</param>
/// <param name="Evidence">What shows that it was wrong.</param>
public sealed record FactCorrected(EventId Corrects, CorrectedField Field, Personal<string> Evidence) : FactEvent
{
    /// <summary>The right words; null where it is not the words that were wrong.</summary>
    public Personal<string>? Text { get; init; }

    /// <summary>When it happened; null where it is not that which was wrong.</summary>
    public Happened? Happened { get; init; }
}
