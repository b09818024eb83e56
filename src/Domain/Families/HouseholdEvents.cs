using Safeguard.Domain.Time;

namespace Safeguard.Domain.Families;

/// <summary>Who the family is, where it lives, who works with it, and what is said of its members (domain §2.2, §2.3).</summary>
public abstract record HouseholdEvent : FamilyEvent;

/// <summary>A member counts as a child or as an adult of the household. The unborn have their own event, later.</summary>
public enum MemberRole
{
    Child,
    Adult,
}

/// <summary>How somebody lives in the household. Part time counts as living there (SOM-7).</summary>
public enum Residence
{
    FullTime,
    PartTime,
    ContactOnly,
    NotResident,
    NotKnown,
}

public enum RelationKind
{
    BirthParent,
    AdoptiveParent,
    StepParent,
    /// <summary>An adult living with a parent of the child, or living with the child alone (SOM-38).</summary>
    DeFactoParent,
    Sibling,
    HalfSibling,
    Grandparent,
    AuntUncle,
    Carer,
    Partner,
    Other,
}

public enum ParentalResponsibility
{
    Yes,
    No,
    NotKnown,
}

public enum AddressKind
{
    Home,
    NoFixedAbode,
    Unknown,
    Refuge,
}

/// <summary>Which index of deprivation a decile belongs to; deciles of different indices are never pooled (sources §8).</summary>
public enum DeprivationIndex
{
    Imd,
    Wimd,
}

/// <summary>An adult's use, in five states and never yes or no (SOM-9, BED-4).</summary>
public enum SubstanceUseStatus
{
    Current,
    /// <summary>Known to have used in the past; whether still is uncertain. Part of the audit population.</summary>
    PastUncertain,
    PastResolved,
    NotMisusing,
    NotKnown,
}

public enum UsePattern
{
    Experimental,
    Recreational,
    Chaotic,
    Dependent,
    Binge,
    NotKnown,
}

public enum Substance
{
    Alcohol,
    Opiate,
    Crack,
    Cocaine,
    Cannabis,
    Benzodiazepine,
    Prescribed,
    Nps,
    Other,
}

public enum UseRoute
{
    Oral,
    Smoked,
    Injected,
    Sniffed,
}

/// <summary>The kinds of serious negative consequence that make use problematic (SOM-2, WAL-1).</summary>
public enum Consequence
{
    Physical,
    Psychological,
    SocialOrInterpersonal,
    Financial,
    Legal,
}

public enum VulnerabilityKind
{
    DrugMisuse,
    AlcoholMisuse,
    MentalHealth,
    DomesticAbuse,
    Offending,
    LearningDisability,
    Other,
}

/// <summary>What an agency does with the family (SOM-29). A code, never a worker's name.</summary>
public enum InvolvementRole
{
    KeyWorker,
    SocialWorker,
    FamilyWorker,
    ParentingLead,
    Midwife,
    SubstanceMisuseMidwife,
    HealthVisitor,
    GeneralPractitioner,
    School,
    Police,
    Probation,
    Other,
}

/// <summary>Where a child was seen: a code, never an address.</summary>
public enum SeenWhere
{
    Home,
    School,
    EarlyYears,
    HealthSetting,
    AgencyOffice,
    Elsewhere,
}

/// <summary>A family's record begins. Opening it starts the involvement of the opener's agency (D4).</summary>
/// <param name="Reference"><c>F-</c> and seven characters; unique, and says nothing about the family.</param>
public sealed record FamilyRecordOpened(
    FamilyId Family, string Reference, Personal<string> Reason, string Area, Jurisdiction Jurisdiction) : HouseholdEvent
{
    /// <summary>Why this is another family although a similar record was found.</summary>
    public Personal<string>? DuplicateCheckedReason { get; init; }
}

/// <summary>An agency begins to work with the family; its workers may open the record from here on.</summary>
public sealed record InvolvementStarted(AgencyId Agency, InvolvementRole Role, DateOnly From) : HouseholdEvent;

/// <summary>Somebody belongs to the household from a date on.</summary>
public sealed record HouseholdMemberJoined(PersonId Person, MemberRole Role, Residence Residence, DateOnly From) : HouseholdEvent
{
    /// <summary>The last day of a stay that was over when it was recorded; otherwise null, and the end is an event of its own.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>Somebody no longer belongs to the household; <paramref name="To"/> is the last day.</summary>
public sealed record HouseholdMemberLeft(PersonId Person, DateOnly To) : HouseholdEvent;

/// <summary>How two people are related: <paramref name="From"/> is the <paramref name="Kind"/> of <paramref name="To"/>.</summary>
public sealed record RelationshipAsserted(
    PersonId From, PersonId To, RelationKind Kind, ParentalResponsibility ParentalResponsibility) : HouseholdEvent
{
    /// <summary>What shows parental responsibility; required where it is <see cref="ParentalResponsibility.Yes"/>.</summary>
    public Personal<string>? Evidence { get; init; }
}

/// <summary>Where the family lives from a date on. Postcode and line are sealed; the decile stays countable.</summary>
public sealed record AddressRecorded(AddressKind Kind, DateOnly From, bool SafeToWrite) : HouseholdEvent
{
    public Personal<string>? Line { get; init; }
    public Personal<string>? Postcode { get; init; }
    /// <summary>Lower-layer super output area; small enough to be personal.</summary>
    public Personal<string>? Lsoa { get; init; }
    /// <summary>The census whose areas <see cref="Lsoa"/> names, as <c>2001</c> or <c>2021</c>.</summary>
    public string? LsoaCensus { get; init; }
    /// <summary>True when the postcode is a real one that lies in a known area (SOM-21).</summary>
    public bool Mappable { get; init; }
    /// <summary>1 is the most deprived tenth; null where not known.</summary>
    public int? DeprivationDecile { get; init; }
    public DeprivationIndex? DeprivationIndex { get; init; }
    /// <summary>The edition of the index, as <c>2007</c>.</summary>
    public string? DeprivationEdition { get; init; }
}

/// <summary>What is known of an adult's drug or alcohol use from a date on (SOM-1, SOM-9).</summary>
public sealed record SubstanceUseStatusRecorded(PersonId Adult, SubstanceUseStatus Status, DateOnly From) : HouseholdEvent
{
    public IReadOnlyList<Substance> Substances { get; init; } = [];
    public Substance? Primary { get; init; }
    public UsePattern? Pattern { get; init; }
    public UseRoute? Route { get; init; }
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];
    public Personal<string>? Note { get; init; }
}

/// <summary>A vulnerability of a parent or carer, current from a date on (ESX-1).</summary>
public sealed record VulnerabilityRecorded(VulnerabilityId Vulnerability, PersonId Person, VulnerabilityKind Kind, DateOnly From) : HouseholdEvent
{
    public Personal<string>? Note { get; init; }
}

/// <summary>The vulnerability is over; <paramref name="To"/> is its last day.</summary>
public sealed record VulnerabilityEnded(VulnerabilityId Vulnerability, DateOnly To) : HouseholdEvent
{
    public Personal<string>? Note { get; init; }
}

/// <summary>A worker saw a child: alone or not, and what the child said and seemed to want (domain §4 V1: last seen, last seen alone). The worker is the event's actor.</summary>
/// <param name="Alone">True when the child was seen without parents and other adults of the household.</param>
public sealed record ChildSeen(PersonId Child, bool Alone, SeenWhere Where) : HouseholdEvent
{
    /// <summary>The child's wishes and feelings, in the child's own words where they spoke.</summary>
    public Personal<string>? WishesAndFeelings { get; init; }
}
