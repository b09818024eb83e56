using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>
/// What reviews let the caller read. Asked anew for each request: access ends in the moment in which the review closes or
/// the scope is withdrawn (domain §5 rule 6).
/// </summary>
public sealed class ReviewGrants(StreamViews views, Denials denials)
{
    /// <summary>The parameter with which somebody who may asks for names instead of pseudonyms.</summary>
    public const string Names = "names";

    /// <summary>The record as a review opens it to the caller; null where none does.</summary>
    /// <param name="under">The review under which it is read; any, where it is left out.</param>
    /// <remarks>Of several the one that was frozen last counts.</remarks>
    /// <exception cref="ProblemException">403: the review is closed, or names were asked for by somebody who reads under pseudonyms; the try is recorded.</exception>
    public async Task<OpenedFamily?> OpenAsync(HttpContext context, OpenedFamily opened, string what, CaseReviewId? under = null)
    {
        if (opened.Record.Freezes is not { Length: > 0 } freezes) return null;
        var caller = context.Caller();
        var reviews = (await views.LoadAsync<CaseReview>([.. freezes.Select(StreamKey.Review)], context.RequestAborted))
            .Select(r => r.State).Where(r => (under is null || r.Id == under) && r.ScopeOf(caller.Id, caller.Agency) is not null).ToList();
        if (reviews.Count == 0) return null;
        if (reviews.LastOrDefault(r => !r.IsClosed) is not { FrozenAt: { } until, FrozenPosition: { } position } review)
            // Whoever reads records for their agency as well goes on doing so.
            return Reader.Of(caller).ReadsRecords ? null : throw await denials.DenyAsync(context, what, Problem.Of(CaseReviewRefusals.AccessEnded), opened.Id.Value);

        var names = Cuts.Flag(context.Request, Names) == true;
        if (names && !review.ScopeOf(caller.Id, caller.Agency)!.LiftsPseudonyms)
            throw await denials.DenyAsync(context, what, Problem.Of(CaseReviewRefusals.NamesNotYours), opened.Id.Value);
        return opened with
        {
            By = Reader.Of(caller) with { Grant = new ReviewGrant(review.Id, until, position, review.From, review.To, names) { Persons = review.Persons } },
        };
    }
}
