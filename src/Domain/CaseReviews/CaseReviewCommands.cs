namespace Safeguard.Domain.CaseReviews;

/// <summary>Whatever is asked of a review.</summary>
public abstract record CaseReviewCommand : Command
{
    [SetByEdge]
    public CaseReviewId Review { get; init; }
}

/// <summary>Begins a review of some records, for a period.</summary>
public sealed record OpenCaseReview : CaseReviewCommand
{
    public required CaseReviewKind Kind { get; init; }
    public required Jurisdiction Nation { get; init; }
    /// <summary>First day of the period.</summary>
    public required DateOnly From { get; init; }
    /// <summary>Its last day.</summary>
    public required DateOnly To { get; init; }
    public IReadOnlyList<FamilyId> Records { get; init; } = [];
    /// <summary>The terms of reference.</summary>
    public string? Terms { get; init; }

    /// <summary>Those of <see cref="Records"/> that there are.</summary>
    [SetByEdge]
    public IReadOnlyList<FamilyId> Known { get; init; } = [];
}

/// <summary>Lets somebody read the records as they were frozen.</summary>
public sealed record GrantReviewScope : CaseReviewCommand
{
    /// <summary>The reviewer, as their token names them.</summary>
    public required ActorId Reviewer { get; init; }
    public required AgencyId Agency { get; init; }
    /// <summary>True where they may ask for names; false where pseudonyms will do.</summary>
    public bool LiftsPseudonyms { get; init; }

    /// <summary>True where they recorded something in one of the records: then they worked the case.</summary>
    [SetByEdge]
    public bool WorkedTheCase { get; init; }

    /// <summary>True where the agency is registered.</summary>
    [SetByEdge]
    public bool AgencyIsRegistered { get; init; }
}

/// <summary>Ends one reviewer's access.</summary>
public sealed record WithdrawReviewScope : CaseReviewCommand
{
    public required ActorId Reviewer { get; init; }
    public required AgencyId Agency { get; init; }
}

/// <summary>Lets the review look at more: further records, a longer period, or both.</summary>
public sealed record ExtendReviewScope : CaseReviewCommand
{
    /// <summary>Further records.</summary>
    public IReadOnlyList<FamilyId> Records { get; init; } = [];
    /// <summary>The earlier first day; left out where it stays.</summary>
    public DateOnly? From { get; init; }
    /// <summary>The later last day; left out where it stays.</summary>
    public DateOnly? To { get; init; }
    public string? Reason { get; init; }

    /// <summary>Those of <see cref="Records"/> that there are.</summary>
    [SetByEdge]
    public IReadOnlyList<FamilyId> Known { get; init; } = [];

    /// <summary>True where somebody who reads under the review recorded something in one of <see cref="Records"/>.</summary>
    [SetByEdge]
    public bool ReviewerWorkedThere { get; init; }

    /// <summary>Everybody who ever belonged to one of the records, the further ones included, in the order of joining.</summary>
    [SetByEdge]
    public IReadOnlyList<PersonId> Persons { get; init; } = [];
}

/// <summary>Freezes the records, their persons and who read them, as they stand now.</summary>
public sealed record FreezeEvidence : CaseReviewCommand
{
    /// <summary>Everybody who ever belonged to one of the records, in the order of joining.</summary>
    [SetByEdge]
    public IReadOnlyList<PersonId> Persons { get; init; } = [];
}

/// <summary>Notes something beside the record.</summary>
public sealed record AnnotateReview : CaseReviewCommand
{
    /// <summary>The family record that it is about, of those that the review looks at.</summary>
    public required FamilyId Record { get; init; }
    /// <summary>The entry that it is about; left out for the record as a whole.</summary>
    public EventId? About { get; init; }
    public string? Note { get; init; }

    [SetByEdge]
    public AnnotationId Annotation { get; init; }

    /// <summary>True where <see cref="About"/> is an entry of that record, from before the freeze; true where it is left out.</summary>
    [SetByEdge]
    public bool EntryIsEvidence { get; init; }
}

/// <summary>Ends the review, and all access that it gave.</summary>
public sealed record CloseCaseReview : CaseReviewCommand
{
    /// <summary>Where the report can be found, or why there is none.</summary>
    public string? Outcome { get; init; }
}
