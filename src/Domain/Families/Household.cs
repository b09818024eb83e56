using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.Families;

/// <summary>One stay of somebody in the household; <see cref="To"/> is the last day, null while it lasts.</summary>
public sealed record Membership(PersonId Person, MemberRole Role, Residence Residence, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>One asserted relation: <see cref="From"/> is the <see cref="Kind"/> of <see cref="To"/>.</summary>
public sealed record Relation(PersonId From, PersonId To, RelationKind Kind, ParentalResponsibility ParentalResponsibility);

/// <summary>One word on whether an adult holds parental responsibility for a child, and the day from which it says so.</summary>
public sealed record ResponsibilitySaid(PersonId Adult, PersonId Child, RelationKind Kind, bool Held, DateOnly From);

/// <summary>One vulnerability, in the word of one agency; <see cref="To"/> is the last day, null while it lasts.</summary>
/// <param name="By">The agency that recorded it. Another may not know of it, and no answer may tell (design §5).</param>
public sealed record Vulnerability(VulnerabilityId Id, PersonId Person, VulnerabilityKind Kind, DateOnly From, DateOnly? To, AgencyId By);

/// <summary>What deciding needs of the household: who belongs to it, how they are related, who works with it.</summary>
public sealed record Household
{
    public static Household Empty { get; } = new();

    public string? Reference { get; init; }
    public Jurisdiction? Jurisdiction { get; init; }
    public string? Area { get; init; }
    public ImmutableArray<AgencyId> Involved { get; init; } = [];
    public ImmutableArray<Membership> Members { get; init; } = [];
    public ImmutableArray<Relation> Relations { get; init; } = [];
    public ImmutableArray<Vulnerability> Vulnerabilities { get; init; } = [];

    /// <summary>Every word on responsibility, in the order of recording: what counted on an earlier day is asked later.</summary>
    public ImmutableArray<ResponsibilitySaid> Responsibilities { get; init; } = [];

    public bool Involves(AgencyId agency) => Involved.Contains(agency);

    /// <summary>True when the person has ever belonged to this household.</summary>
    public bool Knows(PersonId person) => Members.Any(m => m.Person == person);

    /// <summary>True when the person's newest stay in this household is, or was, as a child.</summary>
    public bool IsChild(PersonId person) => Members.Where(m => m.Person == person).MaxBy(m => m.From)?.Role == MemberRole.Child;

    /// <summary>True when the person is recorded as a parent of somebody, in whichever of the four ways.</summary>
    public bool IsParent(PersonId person) => Relations.Any(r => r.From == person
        && r.Kind is RelationKind.BirthParent or RelationKind.AdoptiveParent or RelationKind.StepParent or RelationKind.DeFactoParent);

    /// <summary>The person as the subject of an entry about this family.</summary>
    public EntrySubject AsSubject(PersonId person) =>
        new(person, IsChild(person) ? SubjectRole.Child : IsParent(person) ? SubjectRole.Parent : SubjectRole.OtherAdult);

    /// <summary>The household with a relation in it. Said again of the same two and the same kind: the newer word on responsibility stands.</summary>
    public Household Relating(Relation relation) => this with
    {
        Relations = [.. Relations.Where(r => (r.From, r.To, r.Kind) != (relation.From, relation.To, relation.Kind)), relation],
    };

    /// <summary>The stay that has not ended; null when the person is not a member now.</summary>
    public Membership? CurrentStay(PersonId person) => Members.LastOrDefault(m => m.Person == person && m.To is null);

    /// <summary>True when this adult is recorded with parental responsibility for the child on this day: the last word up to it, for one kind of relation.</summary>
    public bool HoldsResponsibility(PersonId adult, PersonId child, DateOnly day) => Responsibilities
        .Where(r => r.Adult == adult && r.Child == child && r.From <= day)
        .GroupBy(r => r.Kind)
        .Any(words => words.OrderBy(r => r.From).Last().Held);

    public Household Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        FamilyRecordOpened e => this with { Reference = e.Reference, Jurisdiction = e.Jurisdiction, Area = e.Area },
        InvolvementStarted e => Involves(e.Agency) ? this : this with { Involved = Involved.Add(e.Agency) },
        HouseholdMemberJoined e => this with { Members = Members.Add(new Membership(e.Person, e.Role, e.Residence, e.From, e.To)) },
        HouseholdMemberLeft e => this with { Members = [.. Members.Select(m => m.Person == e.Person && m.To is null ? m with { To = e.To } : m)] },
        RelationshipAsserted e => Relating(new Relation(e.From, e.To, e.Kind, e.ParentalResponsibility)) with
        {
            Responsibilities = Responsibilities.Add(new(e.From, e.To, e.Kind, e.ParentalResponsibility == ParentalResponsibility.Yes, Days.Of(e.Envelope))),
        },
        AddressRecorded => this,
        SubstanceUseStatusRecorded => this,
        VulnerabilityRecorded e => this with { Vulnerabilities = Vulnerabilities.Add(new Vulnerability(e.Vulnerability, e.Person, e.Kind, e.From, null, recorded.Agency)) },
        VulnerabilityEnded e => this with { Vulnerabilities = [.. Vulnerabilities.Select(v => v.Id == e.Vulnerability ? v with { To = e.To } : v)] },
        ChildSeen => this,
        _ => throw new UnreachableException("A household event that nobody folds."),
    };
}
