using System.Text.Json.Serialization;
using Safeguard.Domain;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>Why the reader may read a statement.</summary>
public enum ReadAs
{
    /// <summary>The reader's agency recorded it.</summary>
    Own,
    /// <summary>It was disclosed to the reader's agency; its text is the text that was sent, never the original.</summary>
    Received,
    /// <summary>A step of a referral that the reader's agency makes or answers.</summary>
    Party,
    /// <summary>Members, relations and residence: common to all agencies on the record (design D11).</summary>
    Common,
    /// <summary>Read under a review of the case, whoever recorded it.</summary>
    Granted,
}

/// <summary>What one line of a view rests on.</summary>
/// <param name="Events">The entries, oldest first.</param>
/// <param name="RecordedAt">When the newest of them was recorded: the age of the data.</param>
/// <param name="ReadAs">Why the reader may read it; the weakest of its entries.</param>
public sealed record Source(IReadOnlyList<EventId> Events, DateTimeOffset RecordedAt, ReadAs ReadAs, Happened Happened)
{
    /// <summary>Who recorded the newest; null where it is read as common: that an agency works with the family is not common.</summary>
    public AgencyId? Agency { get; init; }
    public DateTimeOffset? LearnedAt { get; init; }
    public KnownFrom? KnownFrom { get; init; }
    public Basis? Basis { get; init; }
    public IReadOnlyList<Sensitivity>? Sensitivity { get; init; }
    /// <summary>The disclosures through which it reached the reader's agency; null for what did not come that way.</summary>
    public IReadOnlyList<EventId>? ReceivedIn { get; init; }
}

/// <summary>A line of a view, with what it rests on.</summary>
public abstract record Statement([property: JsonIgnore] Source Source)
{
    /// <summary>The entries it rests on, oldest first.</summary>
    public IReadOnlyList<EventId> Events => Source.Events;

    /// <summary>When the newest of them was recorded.</summary>
    public DateTimeOffset RecordedAt => Source.RecordedAt;

    /// <summary>Who recorded it; null where the fact is common to all and who recorded it is not.</summary>
    public AgencyId? Agency => Source.Agency;

    public Basis? Basis => Source.Basis;

    /// <summary>When it happened, and how exactly that is known.</summary>
    public Happened Happened => Source.Happened;

    /// <summary>When that agency learned it; null, with how it knows, where the agency is not named.</summary>
    public DateTimeOffset? LearnedAt => Source.LearnedAt;

    public KnownFrom? KnownFrom => Source.KnownFrom;

    public ReadAs ReadAs => Source.ReadAs;

    public IReadOnlyList<EventId>? ReceivedIn => Source.ReceivedIn;

    public IReadOnlyList<Sensitivity>? Sensitivity => Source.Sensitivity;
}
