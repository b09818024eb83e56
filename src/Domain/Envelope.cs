using Safeguard.Domain.Time;

namespace Safeguard.Domain;

/// <summary>How the recording agency came to know (domain §2.1).</summary>
public enum KnownFrom
{
    Observed,
    ToldByChild,
    ToldByParent,
    ThirdParty,
    /// <summary>A share that this agency received; <see cref="Envelope.FromShare"/> names it.</summary>
    AgencyShare,
    Document,
    Import,
}

/// <summary>What kind of statement it is. Opinions must be marked as such (domain §2.1, ICORECT).</summary>
public enum Basis
{
    Fact,
    Opinion,
    Allegation,
    Hearsay,
}

/// <summary>The part somebody plays in an entry.</summary>
public enum SubjectRole
{
    Child,
    Parent,
    OtherAdult,
    ThirdParty,
    Professional,
    Source,
}

/// <summary>What makes an entry more delicate than most; drives who may read it.</summary>
public enum Sensitivity
{
    Normal,
    Health,
    Criminal,
    SexualHealth,
    ThirdPartySource,
    Location,
    Adoption,
    Witness,
}

/// <summary>Somebody an entry is about, and as what.</summary>
public sealed record EntrySubject(PersonId Person, SubjectRole Role);

/// <summary>
/// What every event says about itself (domain §2.1): when it happened, when the recording agency learned it, how, on
/// what basis, about whom. Who acted, for which agency and under which rules stands in the event's headers.
/// </summary>
public sealed record Envelope
{
    public required Happened Happened { get; init; }

    /// <summary>When the recording person's agency learned it. Without it a late entry would hide that a worker knew.</summary>
    public required DateTimeOffset LearnedAt { get; init; }

    public required KnownFrom KnownFrom { get; init; }

    /// <summary>The share it was learned from, where <see cref="KnownFrom"/> is <see cref="Domain.KnownFrom.AgencyShare"/>.</summary>
    public ShareId? FromShare { get; init; }

    /// <summary>Required for a statement about a person; null for a decision.</summary>
    public Basis? Basis { get; init; }

    public IReadOnlyList<EntrySubject> Subjects { get; init; } = [];

    public IReadOnlyList<Sensitivity> Sensitivity { get; init; } = [];

    /// <summary>Why it was written down more than 24 hours after the agency learned it.</summary>
    public Personal<string>? LateEntryReason { get; init; }

    /// <summary>The colleague whose decision the actor writes down, where it was not the actor's own.</summary>
    public ActorId? DecidedBy { get; init; }

    /// <summary>Of something that happens as it is recorded, and that the service itself sees: a read, a key announced.</summary>
    public static Envelope JustNow(DateTimeOffset now) => new() { Happened = Happened.At(now), LearnedAt = now, KnownFrom = KnownFrom.Observed };
}
