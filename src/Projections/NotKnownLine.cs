using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>What is not known, or not seen by this reader.</summary>
public enum NotKnownCode
{
    NoChildOnThatDay,
    NoAdultOnThatDay,
    ResidenceNotKnown,
    DateOfBirthNotRecorded,
    /// <summary>Recorded, and erased since or not readable.</summary>
    DateOfBirthErased,
    ParentalResponsibilityNotRecorded,
    /// <summary>Asked about, and not known.</summary>
    ParentalResponsibilityNotKnown,

    AddressNotSeen,
    AddressNotKnown,
    SubstanceUseNotSeen,
    /// <summary>Asked about, and not known.</summary>
    SubstanceUseNotKnown,
    UsePatternNotKnown,
    AssessmentNotSeen,
    /// <summary>Nothing says when this child was last seen.</summary>
    LastSeenNotSeen,
    TierNotSeen,
    ConsentNotSeen,
    /// <summary>Nothing says whether this parent was told of a share.</summary>
    OpennessNotSeen,

    ProtectiveFactorsNotKept,
    HarmIndicatorsNotKept,
    LegalStatusNotKept,
    SafeStorageNotKept,
    UnbornChildNotKept,
}

/// <summary>
/// One thing that is not known. A code that ends in <c>NotSeen</c> claims nothing about the record: its sentence is
/// always <see cref="FamilyRiskView.Nothing"/>, whether or not something is hidden. One that ends in <c>NotKept</c>
/// is of a kind that this service has no entry for yet.
/// </summary>
public sealed record NotKnownLine(NotKnownCode Code, string Sentence)
{
    /// <summary>Whom it is about; null for the household as a whole.</summary>
    public PersonId? Subject { get; init; }
    /// <summary>The second person, or null: for parental responsibility, the child.</summary>
    public PersonId? About { get; init; }
    public ShareId? Share { get; init; }
}
