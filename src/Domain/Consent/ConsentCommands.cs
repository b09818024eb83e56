using Safeguard.Domain.Families;

namespace Safeguard.Domain.Consent;

/// <summary>
/// A word on one consent: the first one, which says whose it is, of what kind and for which purpose; or a further one,
/// which names the consent. An agency has one consent of each person for each kind and purpose.
/// </summary>
public abstract record ConsentCommand : FamilyCommand
{
    /// <summary>The id for a new consent.</summary>
    [SetByEdge]
    public ConsentId New { get; init; }

    /// <summary>The consent that this is a further word on; null for the first.</summary>
    public ConsentId? Consent { get; init; }

    /// <summary>Whose information, service or treatment it is. This and the next two may be left out of a further word.</summary>
    public PersonId? Person { get; init; }
    public ConsentKind? Kind { get; init; }
    public Purpose? Purpose { get; init; }
}

/// <summary>A word on a consent that has a scope.</summary>
public abstract record ScopedConsentCommand : ConsentCommand
{
    /// <summary>Codes of <see cref="InformationCategory"/>, as text: “everything” deserves an answer, not a reading error.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
    public IReadOnlyList<AgencyId> Recipients { get; init; } = [];
}

/// <summary>Records that somebody was asked.</summary>
public sealed record SeekConsent : ScopedConsentCommand
{
    public string? HowExplained { get; init; }
}

/// <summary>What somebody answered: for themselves, or for somebody who does not decide.</summary>
public abstract record AnswerConsent : ScopedConsentCommand
{
    /// <summary>When the person whose consent it is was born; null where that is not known.</summary>
    [SetByEdge]
    public DateOnly? BornOn { get; init; }

    /// <summary>When whoever answered was born; null where that is not known.</summary>
    [SetByEdge]
    public DateOnly? AnswererBornOn { get; init; }
}

/// <summary>Records that it was given.</summary>
public sealed record GiveConsent : AnswerConsent
{
    public required PersonId GivenBy { get; init; }
    /// <summary>First day; left out it is the day on which it was given.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>Last day; left out it has no end.</summary>
    public DateOnly? ValidTo { get; init; }
    public required ConsentEvidence Evidence { get; init; }
    public CapacityBasis? Capacity { get; init; }
    public string? Witness { get; init; }
    public string? HowExplained { get; init; }
}

/// <summary>Records whether somebody can decide something themselves, with the reasons.</summary>
public sealed record AssessCompetence : FamilyCommand
{
    public required PersonId Person { get; init; }
    public required CompetenceFramework Framework { get; init; }
    public required bool Competent { get; init; }
    /// <summary>Which decision it is about.</summary>
    public string? About { get; init; }
    public string? Reasons { get; init; }

    [SetByEdge]
    public DateOnly? BornOn { get; init; }
}

/// <summary>Records that it was refused.</summary>
public sealed record RefuseConsent : AnswerConsent
{
    public required PersonId RefusedBy { get; init; }
    public ConsentEvidence? Evidence { get; init; }
    /// <summary>Why they could refuse: for an attorney, as for giving it; for anybody else it may be left out.</summary>
    public CapacityBasis? Capacity { get; init; }
    public string? Reasons { get; init; }
}

/// <summary>Records that somebody was not asked, and why.</summary>
public sealed record RecordConsentNotSought : ConsentCommand
{
    public required NotSoughtReason Reason { get; init; }
    public string? Text { get; init; }
}

/// <summary>Records that it was taken back, whole or in part.</summary>
public sealed record WithdrawConsent : FamilyCommand
{
    [SetByEdge]
    public ConsentId Consent { get; init; }

    /// <summary>The instant from which it no longer counts; left out it is when it was said.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>What is taken out of it; with neither items nor recipients all of it ends.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
    public IReadOnlyList<AgencyId> Recipients { get; init; } = [];
    public string? Reason { get; init; }
}

/// <summary>What the timer of <see cref="ConsentTimers.Expiry"/> asks for, once the last day has passed.</summary>
public sealed record ExpireConsent : FamilyCommand
{
    [SetByEdge]
    public ConsentId Consent { get; init; }

    /// <summary>The last day that the timer was set for; a consent given again since has another.</summary>
    [SetByEdge]
    public DateOnly ValidTo { get; init; }
}
