using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Access;

namespace Safeguard.Domain.Persons;

/// <summary>One identifier of somebody.</summary>
public sealed record PersonIdentifier(IdentifierScheme Scheme, Personal<string> Value, bool Verified);

/// <summary>
/// Who somebody is: the fold of <c>person-{id}</c>. The one state that keeps personal values, and keeps them as the log
/// does: sealed, or erased.
/// </summary>
public sealed record Person(PersonId Id)
{
    /// <summary>Null until the person is registered.</summary>
    public Personal<PersonName>? Name { get; init; }
    public Sex Sex { get; init; } = Sex.NotKnown;
    public Personal<DateOnly>? DateOfBirth { get; init; }
    /// <summary>In whole years on the day of recording, where the date of birth is not known.</summary>
    public int? EstimatedAge { get; init; }
    public ImmutableArray<PersonIdentifier> Identifiers { get; init; } = [];

    /// <summary>The reviews whose evidence this person's record is: their key is not destroyed while it is held.</summary>
    public ImmutableArray<CaseReviewId> Freezes { get; init; } = [];
    /// <summary>The restriction that stands for who they are; null for none.</summary>
    public Restriction? Restriction { get; init; }

    public bool Exists => Name is not null;

    public Person Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        PersonRegistered e => this with { Name = e.Name, Sex = e.Sex, DateOfBirth = e.DateOfBirth, EstimatedAge = e.EstimatedAge },
        PersonIdentifierAssigned e => this with { Identifiers = Identifiers.Add(new PersonIdentifier(e.Scheme, e.Value, e.Verified)) },
        EvidenceFrozen e => this with { Freezes = [.. Freezes.Where(r => r != e.Review), e.Review] },
        PersonRestricted e => this with { Restriction = new Restriction(e.Level, recorded.Agency, [.. e.AllowedActors], e.ReviewDate) },
        PersonRestrictionLifted => this with { Restriction = null },
        _ => throw new UnreachableException("A person event that nobody folds."),
    };
}
