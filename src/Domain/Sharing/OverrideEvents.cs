using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Somebody decided to share without permission, and answers why: one member for each of the tests J1 to J20
/// (domain §3.3), null where the test is not answered. The decider is the event's actor. What must be answered at
/// once, and what “answered” means, is in <see cref="OverrideTests"/>; answers given later are events of their own.
/// </summary>
public sealed record OverrideDecided(ShareId Share) : OverrideAnswers(Share);

/// <summary>
/// Answers that the decider adds later to tests which were open: shown as added later, with their date. What was answered
/// is never answered again.
/// </summary>
public sealed record OverrideSupplemented(ShareId Share) : OverrideAnswers(Share);

/// <summary>Answers to the tests J1 to J20, null where a test is not answered here.</summary>
public abstract record OverrideAnswers(ShareId Share) : SharingEvent
{
    /// <summary>J1: the adult and the child it is about, and how they are related.</summary>
    public IReadOnlyList<AdultAndChild>? Persons { get; init; }

    /// <summary>J2: each item that it covers, with category and source; never “the whole file”.</summary>
    public IReadOnlyList<OverrideItem>? Items { get; init; }

    /// <summary>J3: the concern, statement by statement, each dated, with its basis and source.</summary>
    public IReadOnlyList<ConcernStatement>? Concern { get; init; }

    /// <summary>J4: the threshold that is met.</summary>
    public OverrideThreshold? Threshold { get; init; }

    /// <summary>J5: why there is no permission.</summary>
    public MissingPermission? Permission { get; init; }

    /// <summary>J6: what each child wants, or why that is not known.</summary>
    public IReadOnlyList<ChildView>? Children { get; init; }

    /// <summary>J7: one purpose, and in words.</summary>
    public OverridePurpose? Purpose { get; init; }

    /// <summary>J8: why the recipient needs it, and what else was considered.</summary>
    public Necessity? Necessity { get; init; }

    /// <summary>J9: the harm on both sides, and what follows.</summary>
    public Proportionality? Proportionality { get; init; }

    /// <summary>J10: a line of its own for each health, criminal or sexual item.</summary>
    public IReadOnlyList<SpecialItem>? SpecialData { get; init; }

    /// <summary>J11: the agency, and the role in it that has a safeguarding function.</summary>
    public RecipientFunction? Recipient { get; init; }

    /// <summary>J12: the data-protection basis.</summary>
    public DataProtectionBasis? DataProtection { get; init; }

    /// <summary>J13: what sets the duty of confidence aside.</summary>
    public ConfidenceBasis? Confidence { get; init; }

    /// <summary>J14: the statute that is claimed, or that none is.</summary>
    public StatuteClaim? Statute { get; init; }

    /// <summary>J15: for each parent and child, whether and when they are to be told. Never that they were.</summary>
    public IReadOnlyList<OpennessDecision>? Openness { get; init; }

    /// <summary>
    /// J15: whom the record showed as to be decided on, each apart: every holder of parental responsibility for a child that it
    /// is about, as of the day of the decision, and whoever of them decides for themselves, by judgement or from sixteen (P5, P6).
    /// While it has no word on one of them the test is not answered. Null in an addition that leaves J15 alone, and in
    /// entries from before this was kept: nobody is missed then.
    /// </summary>
    public IReadOnlyList<PersonId>? ToDecideOn { get; init; }

    /// <summary>J16: who else could be identified or harmed, and what protects them.</summary>
    public SafetyOfOthers? SafetyOfOthers { get; init; }

    /// <summary>J17: whether the items were checked as current.</summary>
    public Accuracy? Accuracy { get; init; }

    /// <summary>J18: who was asked and what they said, or why no one was.</summary>
    public Advice? Advice { get; init; }

    /// <summary>J19: how it is to be authorised. Answered by <see cref="ShareAuthorised"/>; until then it is pending.</summary>
    public AuthorityPlan? Authority { get; init; }

    /// <summary>J20: how it is to be sent and looked at again. Answered by <see cref="InformationDisclosed"/>; until then it is pending.</summary>
    public TracePlan? Trace { get; init; }
}

/// <summary>The adult is the <paramref name="Relation"/> of the child.</summary>
public sealed record AdultAndChild(PersonId Adult, PersonId Child, RelationKind Relation);

/// <summary>An item of the share by its number, with what the proposal said of it.</summary>
public sealed record OverrideItem(int Number, InformationCategory Category, EventId Source);

/// <summary>One statement of the concern, as seen or heard.</summary>
/// <param name="On">The day it is about.</param>
public sealed record ConcernStatement(Personal<string> Words, DateOnly On, Basis Basis, KnownFrom Source)
{
    /// <summary>The entry of the record that it rests on.</summary>
    public EventId? Entry { get; init; }
}

public enum OverrideThreshold
{
    SignificantHarmSuspected,
    SeriousRiskToOther,
    SeriousCrime,
    /// <summary>A duty in statute, which J14 then names.</summary>
    StatutoryDuty,
    /// <summary>Somebody's life is at risk now (route C2).</summary>
    LifeAtRisk,
    /// <summary>A perceived risk of harm, below significant harm (route D, where the pack of the day takes it).</summary>
    PerceivedRiskOfHarm,
}

public enum PermissionState
{
    Refused,
    Withdrawn,
    /// <summary>Nobody was asked; <see cref="MissingPermission.NotSought"/> says why.</summary>
    NotSought,
    /// <summary>Given, but it does not count: expired, unclear, given by the wrong person.</summary>
    NotValid,
}

/// <summary>Why there is no permission. A refusal or withdrawal never blocks an override; it is answered here (R3.1.1).</summary>
public sealed record MissingPermission(PermissionState State)
{
    public NotSoughtReason? NotSought { get; init; }
    /// <summary>The consent that was refused, withdrawn or found not valid.</summary>
    public ConsentId? Consent { get; init; }
    /// <summary>What is answered to whoever refused or took it back.</summary>
    public Personal<string>? Answer { get; init; }
}

/// <summary>One child's wishes, or why they are not known.</summary>
public sealed record ChildView(PersonId Child)
{
    public Personal<string>? Wishes { get; init; }
    public Personal<string>? WhyNotKnown { get; init; }
    /// <summary>How the child's competence was judged, from about twelve on.</summary>
    public Personal<string>? Competence { get; init; }
}

public sealed record OverridePurpose(Purpose Code, Personal<string> Text);

/// <param name="OptionsConsidered">Less intrusive ways that were thought of: at least one.</param>
public sealed record Necessity(Personal<string> WhyNeeded, IReadOnlyList<Personal<string>> OptionsConsidered);

/// <summary>Both harms and the conclusion. A side that was not written is null, and the test not answered.</summary>
public sealed record Proportionality(Personal<string>? HarmIfShared, Personal<string>? HarmIfNotShared, Personal<string>? Conclusion);

/// <param name="Item">The number of the item.</param>
public sealed record SpecialItem(int Item, Sensitivity Kind, Personal<string> WhyNeeded);

public sealed record RecipientFunction(AgencyId Agency, Personal<string> Role, Personal<string> Function);

/// <summary>UK GDPR Article 6(1), the letters that safeguarding uses.</summary>
public enum Article6
{
    /// <summary>(c)</summary>
    LegalObligation,
    /// <summary>(d)</summary>
    VitalInterests,
    /// <summary>(e)</summary>
    PublicTask,
    /// <summary>(ea), from 5 February 2026; not for public authorities.</summary>
    RecognisedLegitimateInterest,
    /// <summary>(a). Not the basis for safeguarding: it is there to be refused with the reason (domain §6 row 44).</summary>
    Consent,
}

/// <summary>UK GDPR Article 9(2), and Article 10 for criminal matters.</summary>
public enum SpecialDataRoute
{
    /// <summary>9(2)(b)</summary>
    SocialProtectionLaw,
    /// <summary>9(2)(c)</summary>
    VitalInterests,
    /// <summary>9(2)(f)</summary>
    LegalClaims,
    /// <summary>9(2)(g)</summary>
    SubstantialPublicInterest,
    /// <summary>9(2)(h)</summary>
    HealthOrSocialCare,
    /// <summary>Article 10</summary>
    CriminalMatters,
}

/// <summary>Data Protection Act 2018, Schedule 1.</summary>
public enum DpaCondition
{
    /// <summary>Paragraph 2: health or social care; no policy document needed.</summary>
    Paragraph2,
    /// <summary>Paragraph 6: statutory and government purposes.</summary>
    Paragraph6,
    /// <summary>Paragraph 10: preventing or detecting unlawful acts.</summary>
    Paragraph10,
    /// <summary>Paragraph 18: safeguarding children and individuals at risk, without consent.</summary>
    Paragraph18,
}

public sealed record DataProtectionBasis(Article6 Article6)
{
    public SpecialDataRoute? SpecialData { get; init; }
    public DpaCondition? Condition { get; init; }
    /// <summary>Whether the Appropriate Policy Document was in force that day; needed for paragraphs 6 and 18.</summary>
    public bool? PolicyDocumentInForce { get; init; }
}

public enum ConfidenceBasis
{
    OverridingPublicInterest,
    LegalDuty,
    CourtOrder,
}

/// <summary>
/// The statute that is claimed, and what it asks for besides. Each member is null where the statute does not ask for it,
/// or where it was not answered: the route then does not fit (<see cref="RouteTests"/>).
/// </summary>
/// <param name="Duty">Null where none is claimed: an answer, not a gap.</param>
public sealed record StatuteClaim(Statute? Duty)
{
    /// <summary>The number of the order, request or crime reference.</summary>
    public Personal<string>? Reference { get; init; }
    /// <summary>Whether somebody checked that the order or request is what it says.</summary>
    public bool? Verified { get; init; }
    /// <summary>s.16LA(1): whether it is relevant to keeping the child safe or well.</summary>
    public bool? Relevant { get; init; }
    /// <summary>s.16LA(2): whether it is only so much as may help the recipient's function.</summary>
    public bool? LimitedToFunction { get; init; }
    /// <summary>s.16LA(3): whether sharing is judged more detrimental to the child than not sharing.</summary>
    public bool? MoreDetrimentalToChild { get; init; }
    /// <summary>s.130(4)(a): experiencing or at risk of abuse, neglect or other harm.</summary>
    public bool? AtRiskOfHarm { get; init; }
    /// <summary>s.130(4)(b): has needs for care and support.</summary>
    public bool? NeedsCareAndSupport { get; init; }
}

/// <summary>
/// What is decided, with the override, about telling somebody: a plan, whatever its tense. That they were told has an entry
/// of its own (<see cref="ParentInformed"/>, <see cref="ParentInformedLater"/>, <see cref="ChildInformed"/>), and nothing
/// here ever counts as one.
/// </summary>
public enum Openness
{
    /// <summary>They are to be told before anything is sent (P1); met once an entry says that they were, by then.</summary>
    ToldBefore,
    /// <summary>They are to be told after it was sent, by the day that is given: urgency delays telling and does not cancel it (P8).</summary>
    WillBeToldAfter,
    /// <summary>They are not told yet: with reason, words and the day on which that is looked at again (P3).</summary>
    NotTold,
}

/// <summary>What is decided about telling one person of the share.</summary>
public sealed record OpennessDecision(PersonId Person, Openness Choice)
{
    public NotToldReason? Reason { get; init; }
    public Personal<string>? Text { get; init; }
    /// <summary>Last day: for looking again at not telling them, or for telling them afterwards (P3, D15). Null where they are to be told before.</summary>
    public DateOnly? ReviewBy { get; init; }
}

public sealed record SafetyOfOthers(Personal<string> Considered)
{
    public Personal<string>? Protection { get; init; }
}

/// <param name="OldestItem">The day that the oldest item is about.</param>
public sealed record Accuracy(bool CheckedCurrent, DateOnly? OldestItem)
{
    public Personal<string>? Note { get; init; }
}

public enum Adviser
{
    Manager,
    NamedProfessional,
    CaldicottGuardian,
    DataProtectionOfficer,
    Other,
}

public sealed record AdviceTaken(Adviser Adviser, Personal<string> Said);

public sealed record Advice(IReadOnlyList<AdviceTaken> Taken)
{
    public Personal<string>? WhyNone { get; init; }
}

public enum AuthorityPath
{
    BeforeSending,
    /// <summary>Sent at once, because waiting would do harm; somebody else decides within one working day (J19).</summary>
    Urgent,
}

public sealed record AuthorityPlan(AuthorityPath Path)
{
    public ActorId? Asked { get; init; }
}

public sealed record TracePlan
{
    public DisclosureChannel? Channel { get; init; }
    public DateOnly? ReviewOn { get; init; }
}
