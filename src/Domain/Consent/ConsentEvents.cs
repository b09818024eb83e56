namespace Safeguard.Domain.Consent;

/// <summary>
/// What was asked of whom, and what they answered (domain §2.5). Four kinds, never one flag; one consent for each
/// person, kind and purpose, in the words of one agency: permission given to one agency lifts no other's duty.
/// </summary>
public abstract record ConsentEvent : FamilyEvent;

/// <summary>Somebody was asked.</summary>
/// <param name="Person">Whose information, service or treatment it is.</param>
public sealed record ConsentSought(
    ConsentId Consent, PersonId Person, ConsentKind Kind, Purpose Purpose,
    IReadOnlyList<InformationCategory> Items, IReadOnlyList<AgencyId> Recipients) : ConsentEvent
{
    /// <summary>How what, who, why and the limits of confidence were explained (R3.1.7).</summary>
    public Personal<string>? HowExplained { get; init; }
}

/// <summary>It was given: for these items, to these recipients, for this purpose, between these days.</summary>
/// <param name="Person">Whose information, service or treatment it is.</param>
/// <param name="GivenBy">The person, or who holds parental responsibility for them.</param>
/// <param name="ValidFrom">First day in London on which it counts.</param>
/// <param name="ValidTo">Last day on which it counts; null while it has no end. What counts is this day, not <see cref="ConsentExpired"/>.</param>
public sealed record ConsentGiven(
    ConsentId Consent, PersonId Person, ConsentKind Kind, Purpose Purpose,
    IReadOnlyList<InformationCategory> Items, IReadOnlyList<AgencyId> Recipients,
    PersonId GivenBy, DateOnly ValidFrom, DateOnly? ValidTo, ConsentEvidence Evidence) : ConsentEvent
{
    /// <summary>Null where nobody recorded it: the consent is then not valid (R3.1.7).</summary>
    public CapacityBasis? Capacity { get; init; }
    /// <summary>Who else heard it; required where it was given by word of mouth.</summary>
    public Personal<string>? Witness { get; init; }
    /// <summary>
    /// How what, who, why and the limits were explained. Where it was given by word of mouth, and no entry of asking for the same
    /// explains it either, it is not valid (R3.1.7).
    /// </summary>
    public Personal<string>? HowExplained { get; init; }
}

/// <summary>It was refused. A refusal is recorded and answered; it never blocks an override (R3.1.1).</summary>
public sealed record ConsentRefused(
    ConsentId Consent, PersonId Person, ConsentKind Kind, Purpose Purpose,
    IReadOnlyList<InformationCategory> Items, IReadOnlyList<AgencyId> Recipients, PersonId RefusedBy) : ConsentEvent
{
    public ConsentEvidence? Evidence { get; init; }
    /// <summary>Why whoever refused could; null where it was not said.</summary>
    public CapacityBasis? Capacity { get; init; }
    public Personal<string>? Reasons { get; init; }
}

/// <summary>
/// It was taken back, from an instant on; shares sent before stay as they were. With no item and no recipient named
/// it ends the whole consent, else it takes these out of it.
/// </summary>
public sealed record ConsentWithdrawn(
    ConsentId Consent, DateTimeOffset From,
    IReadOnlyList<InformationCategory> Items, IReadOnlyList<AgencyId> Recipients) : ConsentEvent
{
    public Personal<string>? Reason { get; init; }
}

/// <summary>
/// Somebody judged whether a person can decide this themselves (R3.1.8): under sixteen by Gillick, from sixteen by the
/// Mental Capacity Act. No age decides it. A competent child's word outranks a parent's.
/// </summary>
/// <param name="About">Which decision it is about.</param>
public sealed record CompetenceAssessed(
    PersonId Person, CompetenceFramework Framework, bool Competent, Personal<string> About, Personal<string> Reasons) : ConsentEvent;

/// <summary>The last day has passed. It only makes visible what <see cref="ConsentGiven.ValidTo"/> already said.</summary>
public sealed record ConsentExpired(ConsentId Consent, DateOnly ValidTo) : ConsentEvent;

/// <summary>Somebody was not asked, and why.</summary>
public sealed record ConsentNotSought(
    ConsentId Consent, PersonId Person, ConsentKind Kind, Purpose Purpose, NotSoughtReason Reason, Personal<string> Text) : ConsentEvent;
