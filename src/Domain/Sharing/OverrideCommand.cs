using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Decides to share without permission, and answers the tests J1 to J20 in the open form of
/// <see cref="OverrideDecided"/>. Any of them may be left out: what may not be is told in one refusal, test by test.
/// An answer that is begun must be whole.
/// </summary>
public sealed record DecideOverride : OverrideAnswersCommand;

/// <summary>Adds answers to tests that the decision left open. Only the one who decided does (domain §2.9.1).</summary>
public sealed record SupplementOverride : OverrideAnswersCommand;

/// <summary>Answers to the tests J1 to J20, as somebody gives them.</summary>
public abstract record OverrideAnswersCommand : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }

    /// <summary>What is registered of the sending agency and of the recipient: some routes are only for some of them.</summary>
    [SetByEdge]
    public ShareParties Parties { get; init; } = ShareParties.Unknown;

    /// <summary>What the log holds of every entry that the statements of concern cite; one that is not here does not exist.</summary>
    [SetByEdge]
    public IReadOnlyList<KnownEntry> KnownEntries { get; init; } = [];

    /// <summary>When the children of the household were born: whom J15 must decide on, and for whom a parent's word counts in J5, goes by age.</summary>
    [SetByEdge]
    public Births Births { get; init; } = Births.NotKnown;

    /// <summary>J1</summary>
    public IReadOnlyList<PersonsAnswer>? Persons { get; init; }
    /// <summary>J2: the items it covers, by their numbers in the proposal.</summary>
    public IReadOnlyList<int>? Items { get; init; }
    /// <summary>J3</summary>
    public IReadOnlyList<StatementAnswer>? Concern { get; init; }
    /// <summary>J4</summary>
    public OverrideThreshold? Threshold { get; init; }
    /// <summary>J5</summary>
    public PermissionAnswer? Permission { get; init; }
    /// <summary>J6</summary>
    public IReadOnlyList<ChildAnswer>? Children { get; init; }
    /// <summary>J7</summary>
    public PurposeAnswer? Purpose { get; init; }
    /// <summary>J8</summary>
    public NecessityAnswer? Necessity { get; init; }
    /// <summary>J9</summary>
    public ProportionalityAnswer? Proportionality { get; init; }
    /// <summary>J10</summary>
    public IReadOnlyList<SpecialItemAnswer>? SpecialData { get; init; }
    /// <summary>J11</summary>
    public RecipientAnswer? Recipient { get; init; }
    /// <summary>J12</summary>
    public DataProtectionAnswer? DataProtection { get; init; }
    /// <summary>J13</summary>
    public ConfidenceBasis? Confidence { get; init; }
    /// <summary>J14: with no duty in it, it says that none is claimed.</summary>
    public StatuteAnswer? Statute { get; init; }
    /// <summary>J15</summary>
    public IReadOnlyList<OpennessAnswer>? Openness { get; init; }
    /// <summary>J16</summary>
    public SafetyAnswer? SafetyOfOthers { get; init; }
    /// <summary>J17</summary>
    public AccuracyAnswer? Accuracy { get; init; }
    /// <summary>J18</summary>
    public AdviceAnswer? Advice { get; init; }
    /// <summary>J19: who is asked to authorise it.</summary>
    public AuthorityAnswer? Authority { get; init; }
    /// <summary>J20: how it is to be sent, and when it is looked at again.</summary>
    public TracePlan? Trace { get; init; }
}

public sealed record PersonsAnswer
{
    public PersonId? Adult { get; init; }
    public PersonId? Child { get; init; }
    public RelationKind? Relation { get; init; }
}

public sealed record StatementAnswer
{
    public string? Words { get; init; }
    public DateOnly? On { get; init; }
    public Basis? Basis { get; init; }
    public KnownFrom? Source { get; init; }
    public EventId? Entry { get; init; }
}

public sealed record PermissionAnswer
{
    public PermissionState? State { get; init; }
    public NotSoughtReason? NotSought { get; init; }
    public ConsentId? Consent { get; init; }
    public string? Answer { get; init; }
}

public sealed record ChildAnswer
{
    public PersonId? Child { get; init; }
    public string? Wishes { get; init; }
    public string? WhyNotKnown { get; init; }
    public string? Competence { get; init; }
}

public sealed record PurposeAnswer
{
    public Purpose? Code { get; init; }
    public string? Text { get; init; }
}

public sealed record NecessityAnswer
{
    public string? WhyNeeded { get; init; }
    public IReadOnlyList<string> OptionsConsidered { get; init; } = [];
}

public sealed record ProportionalityAnswer
{
    public string? HarmIfShared { get; init; }
    public string? HarmIfNotShared { get; init; }
    public string? Conclusion { get; init; }
}

public sealed record SpecialItemAnswer
{
    public int? Item { get; init; }
    public Sensitivity? Kind { get; init; }
    public string? WhyNeeded { get; init; }
}

public sealed record RecipientAnswer
{
    public AgencyId? Agency { get; init; }
    public string? Role { get; init; }
    public string? Function { get; init; }
}

public sealed record DataProtectionAnswer
{
    public Article6? Article6 { get; init; }
    public SpecialDataRoute? SpecialData { get; init; }
    public DpaCondition? Condition { get; init; }
    public bool? PolicyDocumentInForce { get; init; }

    /// <summary>The basis; null where no article is named, without which there is none.</summary>
    internal DataProtectionBasis? Read() => Article6 is { } article
        ? new DataProtectionBasis(article) { SpecialData = SpecialData, Condition = Condition, PolicyDocumentInForce = PolicyDocumentInForce }
        : null;
}

public sealed record StatuteAnswer
{
    public Statute? Duty { get; init; }
    public string? Reference { get; init; }
    public bool? Verified { get; init; }
    public bool? Relevant { get; init; }
    public bool? LimitedToFunction { get; init; }
    public bool? MoreDetrimentalToChild { get; init; }
    public bool? AtRiskOfHarm { get; init; }
    public bool? NeedsCareAndSupport { get; init; }
}

public sealed record OpennessAnswer
{
    public PersonId? Person { get; init; }
    public Openness? Choice { get; init; }
    public NotToldReason? Reason { get; init; }
    public string? Text { get; init; }
    public DateOnly? ReviewBy { get; init; }
}

public sealed record SafetyAnswer
{
    public string? Considered { get; init; }
    public string? Protection { get; init; }
}

public sealed record AccuracyAnswer
{
    public bool? CheckedCurrent { get; init; }
    public DateOnly? OldestItem { get; init; }
    public string? Note { get; init; }
}

public sealed record AdviceAnswer
{
    public IReadOnlyList<AdviceTakenAnswer> Taken { get; init; } = [];
    public string? WhyNone { get; init; }
}

public sealed record AdviceTakenAnswer
{
    public Adviser? Adviser { get; init; }
    public string? Said { get; init; }
}

public sealed record AuthorityAnswer
{
    public AuthorityPath Path { get; init; }
    public ActorId? Asked { get; init; }
    /// <summary>Why it cannot wait; for the urgent path.</summary>
    public string? Reason { get; init; }
}
