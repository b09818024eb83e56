namespace Safeguard.Domain.CaseReviews;

public static partial class CaseReviewDecider
{
    /// <summary>
    /// Widens what a review looks at; said again it changes nothing. A longer period shows more of what was frozen, so nothing
    /// is frozen for it. A further record was not, so it is frozen at once, and all others with it: were each evidence up to a
    /// position of its own, one record would tell what another does not know yet, and no chronology of both would be true of
    /// any moment. Before the first freeze there is nothing to freeze.
    /// </summary>
    public static Decision Decide(CaseReview review, ExtendReviewScope command)
    {
        if (RefuseLeading(review, command) is { } refusal) return refusal;
        if (command.Records.Count == 0 && command.From is null && command.To is null) return CaseReviewRefusals.NothingToExtend;
        var (from, to) = (command.From ?? review.From, command.To ?? review.To);
        if (from > review.From) return CaseReviewRefusals.Narrower("/from");
        if (to < review.To) return CaseReviewRefusals.Narrower("/to");
        IReadOnlyList<FamilyId> further = [.. command.Records.Except(review.Records)];
        if (further.Count == 0 && (from, to) == (review.From, review.To)) return Decision.NoChange;
        if (review.Records.Length + further.Count > MostRecords) return CaseReviewRefusals.TooManyRecords;
        foreach (var (i, record) in command.Records.Index())
            if (!command.Known.Contains(record)) return CaseReviewRefusals.UnknownRecord($"/records/{i}");
        if (command.ReviewerWorkedThere) return CaseReviewRefusals.ReviewerWorkedThere;
        if (Text.IsBlank(command.Reason)) return CaseReviewRefusals.ReasonRequired;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        return Now(command).Then(envelope => Decision.Record(
        [
            new Proposed(StreamKey.Review(review.Id), new ReviewScopeExtended(
                review.Id, further, from, to, Personal<string>.Open(DataSubject.Of(review.Id), command.Reason!)) { Envelope = envelope }),
            .. further.Count > 0 && review.FrozenAt is not null ? Freeze(review, [.. review.Records, .. further], command.Persons, envelope) : [],
        ]));
    }
}
