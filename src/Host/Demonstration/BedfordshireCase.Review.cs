using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;

namespace Safeguard.Host.Demonstration;

public static partial class BedfordshireCase
{
    private static readonly Actor Chair = Story.Persona("review-chair"), Reviewer = Story.Persona("case-reviewer");

    /// <summary>The review of the case.</summary>
    public static CaseReviewId Review { get; } = CaseReviewId.From(Id("review"));

    /// <summary>What was known, by whom and when, is looked at by somebody who had no part in it. The last is one act: once it is recorded the story is told.</summary>
    private static IEnumerable<Chapter> TheReview() =>
    [
        InReview(At(11, 21, 9, 0), "review/opened", "A review of the case is opened", (_, _) => Task.FromResult(new OpenCaseReview
        {
            Kind = CaseReviewKind.ChildSafeguardingPracticeReview,
            Nation = Jurisdiction.England,
            From = new(2026, 10, 1),
            To = new(2026, 11, 20),
            Records = [Family],
            Known = [Family],
            Terms = "What was known of how the methadone was kept, by whom and when, and what was done with it.",
        }), CaseReviewDecider.Decide),
        InReview(At(11, 21, 9, 10), "review/reviewer", "Somebody is named to read under it", (_, _) => Task.FromResult(new GrantReviewScope
        {
            Reviewer = Reviewer.Id,
            Agency = Reviewer.Agency,
            AgencyIsRegistered = true,
        }), CaseReviewDecider.Decide),
        InReview(At(11, 21, 9, 20), "review/freeze", "The evidence is frozen", async (teller, stop) => new FreezeEvidence
        {
            Persons = [.. (await teller.StateAsync<FamilyRecord>(StreamKey.Family(Family), stop)).Household.Members.Select(m => m.Person).Distinct()],
        }, CaseReviewDecider.Decide),
    ];

    private static Chapter InReview<TCommand>(
        DateTimeOffset at, string key, string title, Func<Teller, CancellationToken, Task<TCommand>> make, Func<CaseReview, TCommand, Decision> decide)
        where TCommand : CaseReviewCommand =>
        Chapter.Of(at, title, async (teller, stop) =>
        {
            var command = await make(teller, stop);
            await teller.RecordAsync<CaseReview>($"bedfordshire/{key}", Chair, StreamKey.Review(Review),
                (review, now) => decide(review, command with { Review = Review, By = Chair, Now = now }), stop);
        });
}
