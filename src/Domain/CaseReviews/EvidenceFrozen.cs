namespace Safeguard.Domain.CaseReviews;

/// <summary>
/// What a review looks at is frozen here: written in one command into the stream of each record, of its persons, of who
/// read it, and of the review (domain §2, §2.8; design D3). It is the entry after the last that belongs to the evidence,
/// so a file that holds every version up to it has left nothing out. It is a hold as well: nothing that was frozen is
/// erased until somebody releases it.
/// </summary>
/// <param name="Review">The review whose evidence it is.</param>
/// <param name="Records">The family records that were frozen together.</param>
/// <param name="Persons">Everybody who ever belonged to one of them; their order gives the pseudonyms.</param>
public sealed record EvidenceFrozen(CaseReviewId Review, IReadOnlyList<FamilyId> Records, IReadOnlyList<PersonId> Persons) : EvidenceEvent;
