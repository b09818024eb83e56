using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;

namespace Safeguard.Projections;

/// <summary>
/// The risk view (V1) as one reader may read it: the position of every child and adult on one day, and what is not
/// known. No score. Every line carries the entries it rests on. What another agency recorded and did not share is
/// absent from lines, flags, counts and from the list of what is not known alike.
/// </summary>
public sealed partial record FamilyRiskView(FamilyId Family, DateOnly On, DateTimeOffset AsOf)
{
    /// <summary>The one sentence for “empty”, whether or not anything is hidden (design §5).</summary>
    public const string Nothing = "Nothing recorded that your agency can see.";

    public string? Reference { get; init; }
    public Jurisdiction? Jurisdiction { get; init; }
    public string? Area { get; init; }

    /// <summary>What is not known, first: a reader must meet it before what is.</summary>
    public IReadOnlyList<NotKnownLine> NotKnown { get; init; } = [];

    /// <summary>Who belonged to the household on the day, however they lived in it.</summary>
    public IReadOnlyList<MemberLine> Members { get; init; } = [];
    public IReadOnlyList<RelationLine> Relations { get; init; } = [];
    public AddressLine? Address { get; init; }

    public IReadOnlyList<ChildRisk> Children { get; init; } = [];
    public IReadOnlyList<AdultRisk> Adults { get; init; } = [];
    public ThreeTogether ThreeTogether { get; init; } = ThreeTogether.NotSeen;

    /// <summary>Concerns about no particular child.</summary>
    public IReadOnlyList<ConcernLine> Concerns { get; init; } = [];
    public IReadOnlyList<ReferralLine> Referrals { get; init; } = [];
    public ConsentsByKind Consents { get; init; } = new();

    /// <summary>Who was judged able to decide for themselves, and who not.</summary>
    public IReadOnlyList<CompetenceLine> Competences { get; init; } = [];

    /// <summary>Shares that the reader's agency proposed or made.</summary>
    public IReadOnlyList<ShareLine> Shares { get; init; } = [];
    public IReadOnlyList<OverrideLine> Overrides { get; init; } = [];
    public IReadOnlyList<DecisionNotToShareLine> DecisionsNotToShare { get; init; } = [];
    /// <summary>Parents told, and parents of whom it was decided not to tell them yet.</summary>
    public IReadOnlyList<OpennessLine> Openness { get; init; } = [];
    /// <summary>Children told of a share, or of sharing in general.</summary>
    public IReadOnlyList<ChildInformedLine> ChildrenInformed { get; init; } = [];
    /// <summary>Deadlines of the reader's agency that passed with nothing done; what was done since stands with the share or the request.</summary>
    public IReadOnlyList<LapseLine> Lapsed { get; init; } = [];
    /// <summary>Requests that the reader's agency made or was asked.</summary>
    public IReadOnlyList<RequestLine> Requests { get; init; } = [];
    /// <summary>What was sent to the reader's agency, as it was sent.</summary>
    public IReadOnlyList<ReceivedLine> Received { get; init; } = [];
    /// <summary>Documents of the record: whose they are, and how they ask to be handled.</summary>
    public IReadOnlyList<FamilyDocumentLine> Documents { get; init; } = [];
    /// <summary>What an officer asks of the reader's agency about its shares, waiting or answered.</summary>
    public IReadOnlyList<IgQueryLine> Queries { get; init; } = [];
    public IReadOnlyList<InvolvementLine> Agencies { get; init; } = [];
    /// <summary>That the record is restricted, for whoever may read it all the same; null for one that is not.</summary>
    public RestrictionLine? Restriction { get; init; }

    /// <summary>The entries whose text is in this answer, for the access event: reading them opens them (design D7).</summary>
    public IReadOnlyList<EventId> Shown { get; init; } = [];
}

/// <summary>Somebody who belonged to the household on the day. The name is sealed: the edge opens it.</summary>
/// <param name="Residence">How they lived there; contact only and not resident are no part of the household itself.</param>
public sealed record MemberLine(Source Source, PersonId Person, MemberRole Role, Residence Residence, DateOnly From, DateOnly? To) : Statement(Source)
{
    public Personal<PersonName>? Name { get; init; }
    /// <summary>What stands for the name, for a reader under a review who is not to see it.</summary>
    public string? Pseudonym { get; init; }
    public Sex Sex { get; init; } = Sex.NotKnown;
    public Personal<DateOnly>? DateOfBirth { get; init; }
    public Age? Age { get; init; }
    /// <summary>True where who this is, is restricted, and the reader shut out: name and date of birth are on record and not shown.</summary>
    public bool? IdentityRestricted { get; init; }
}

/// <summary>The record is open to fewer than it was. Who restricted it and why is for whoever may lift it.</summary>
public sealed record RestrictionLine(Source Source, RestrictionLevel Level, DateOnly ReviewDate) : Statement(Source);

/// <summary><paramref name="From"/> is the <paramref name="Kind"/> of <paramref name="To"/>. The newest word on each stands.</summary>
public sealed record RelationLine(Source Source, PersonId From, PersonId To, RelationKind Kind, ParentalResponsibility ParentalResponsibility) : Statement(Source)
{
    public Personal<string>? Evidence { get; init; }
}

/// <summary>Where the family lived on the day.</summary>
public sealed record AddressLine(Source Source, AddressKind Kind, DateOnly From, bool SafeToWrite) : Statement(Source)
{
    public Personal<string>? Line { get; init; }
    public Personal<string>? Postcode { get; init; }
    public int? DeprivationDecile { get; init; }
    public DeprivationIndex? DeprivationIndex { get; init; }
    public string? DeprivationEdition { get; init; }
    /// <summary>What was sent of it, where it was received.</summary>
    public Personal<string>? Text { get; init; }
}

public sealed record InvolvementLine(Source Source, AgencyId Involved, InvolvementRole Role, DateOnly From) : Statement(Source);
