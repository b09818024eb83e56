using Safeguard.Domain.Persons;

namespace Safeguard.Domain.Families;

/// <summary>Opens a family's record, with as much of the household as is known (domain §2.2). At most <see cref="MostMembers"/> people at once.</summary>
public sealed record OpenFamily : FamilyCommand
{
    /// <summary>With three events each they stay below the hundred that one command may record (design D10).</summary>
    public const int MostMembers = 30;

    [SetByEdge]
    public string Reference { get; init; } = "";
    public required Jurisdiction Jurisdiction { get; init; }
    /// <summary>Why the record is opened.</summary>
    public string? Reason { get; init; }
    /// <summary>The local authority area, by its name.</summary>
    public string? Area { get; init; }
    /// <summary>What the opener's agency does with the family.</summary>
    public InvolvementRole InvolvedAs { get; init; } = InvolvementRole.Other;
    public IReadOnlyList<NewMember> Members { get; init; } = [];
    public NewAddress? Address { get; init; }
    /// <summary>True when the caller looked at the similar records and this is another family; needs the reason.</summary>
    public bool DuplicateChecked { get; init; }
    public string? DuplicateCheckedReason { get; init; }
    /// <summary>Similar records that the caller may see. One that they may not see never stands here (design §5).</summary>
    [SetByEdge]
    public IReadOnlyList<PossibleDuplicate> PossibleDuplicates { get; init; } = [];
}

/// <summary>A record with a child of the same NHS number, or of the same name, date of birth and postcode.</summary>
public sealed record PossibleDuplicate(FamilyId Family, string Reference);

/// <summary>Somebody to be added to a household: either somebody new, described here, or somebody on record, named by <see cref="Existing"/>.</summary>
public sealed record NewMember
{
    /// <summary>The id of somebody new.</summary>
    [SetByEdge]
    public PersonId Person { get; init; }
    /// <summary>What is known of <see cref="Existing"/>; null when there is no such person that the caller may see.</summary>
    [SetByEdge]
    public KnownPerson? Known { get; init; }
    /// <summary>Everybody alive who has <see cref="NhsNumber"/> already.</summary>
    [SetByEdge]
    public IReadOnlyList<IdentifierHolder> NhsNumberHeldBy { get; init; } = [];

    public PersonId? Existing { get; init; }
    public PersonName? Name { get; init; }
    public Sex? Sex { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    /// <summary>In whole years today, where the date of birth is not known.</summary>
    public int? EstimatedAge { get; init; }
    public string? NhsNumber { get; init; }

    public required MemberRole Role { get; init; }
    public required Residence Residence { get; init; }
    /// <summary>The first day; left out it is the day on which it happened, and that of the entry when nothing is said.</summary>
    public DateOnly? From { get; init; }
    /// <summary>The last day of a stay that is over.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>Somebody on record whom the caller may see.</summary>
public sealed record KnownPerson(DateOnly? BornOn);

/// <summary>Somebody alive who has the same identifier.</summary>
/// <param name="Visible">True when the caller may see that person.</param>
public sealed record IdentifierHolder(PersonId Person, bool Visible);

/// <summary>Where a family lives.</summary>
public sealed record NewAddress
{
    public required AddressKind Kind { get; init; }
    /// <summary>False where a letter could put somebody in danger.</summary>
    public required bool SafeToWrite { get; init; }
    public DateOnly? From { get; init; }
    public string? Line { get; init; }
    public string? Postcode { get; init; }
    /// <summary>As <c>E01017462</c>, with the census that drew it.</summary>
    public string? Lsoa { get; init; }
    public string? LsoaCensus { get; init; }
    /// <summary>1 to 10; 1 is the most deprived tenth.</summary>
    public int? DeprivationDecile { get; init; }
    public DeprivationIndex? DeprivationIndex { get; init; }
    /// <summary>The year of the edition, as <c>2025</c>.</summary>
    public string? DeprivationEdition { get; init; }
}

/// <summary>Adds somebody to the household.</summary>
public sealed record JoinHousehold : FamilyCommand
{
    public required NewMember Member { get; init; }
}

/// <summary>Somebody, whom the address names, no longer belongs to the household.</summary>
public sealed record LeaveHousehold : FamilyCommand
{
    [SetByEdge]
    public PersonId Person { get; init; }
    /// <summary>The last day; left out as in <see cref="NewMember.From"/>.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>Says how two people are related: <see cref="From"/> is the <see cref="Kind"/> of <see cref="To"/>.</summary>
public sealed record AssertRelationship : FamilyCommand
{
    public required PersonId From { get; init; }
    public required PersonId To { get; init; }
    public required RelationKind Kind { get; init; }
    public ParentalResponsibility ParentalResponsibility { get; init; } = ParentalResponsibility.NotKnown;
    public string? Evidence { get; init; }
    [SetByEdge]
    public DateOnly? FromBornOn { get; init; }
    [SetByEdge]
    public DateOnly? ToBornOn { get; init; }
}

public sealed record RecordAddress : FamilyCommand
{
    public required NewAddress Address { get; init; }
}

/// <summary>Says what is known of an adult's use (SOM-9). Consequences are what makes use problematic, and may be unknown (SOM-2).</summary>
public sealed record RecordSubstanceUseStatus : FamilyCommand
{
    public required PersonId Adult { get; init; }
    public required SubstanceUseStatus Status { get; init; }
    public DateOnly? From { get; init; }
    public IReadOnlyList<Substance> Substances { get; init; } = [];
    public Substance? Primary { get; init; }
    public UsePattern? Pattern { get; init; }
    public UseRoute? Route { get; init; }
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];
    public string? Note { get; init; }
    [SetByEdge]
    public DateOnly? BornOn { get; init; }
}

public sealed record RecordVulnerability : FamilyCommand
{
    [SetByEdge]
    public VulnerabilityId Vulnerability { get; init; }
    public required PersonId Person { get; init; }
    public required VulnerabilityKind Kind { get; init; }
    public DateOnly? From { get; init; }
    public string? Note { get; init; }
}

/// <summary>Ends the vulnerability that the address names.</summary>
public sealed record EndVulnerability : FamilyCommand
{
    [SetByEdge]
    public VulnerabilityId Vulnerability { get; init; }
    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }
    public string? Note { get; init; }
}

/// <summary>Says that a worker of the caller's agency saw a child. The visit's moment is the entry's.</summary>
public sealed record RecordChildSeen : FamilyCommand
{
    public required PersonId Child { get; init; }
    /// <summary>True when the child was seen without parents and other adults of the household.</summary>
    public required bool SeenAlone { get; init; }
    public required SeenWhere Where { get; init; }
    /// <summary>The child's wishes and feelings, in the child's own words where they spoke.</summary>
    public string? WishesAndFeelings { get; init; }
}

/// <summary>The caller's own agency begins to work with the family.</summary>
public sealed record StartInvolvement : FamilyCommand
{
    public required InvolvementRole Role { get; init; }
    public DateOnly? From { get; init; }
}
