using System.Globalization;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Auditing.SomeReview;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Auditing;

/// <summary>A query to the agency that decided, and its answer in five working days (D23).</summary>
public sealed class Querying
{
    private static readonly FamilyHistory Open = Given(ByOfficer);
    private static readonly FamilyHistory Asked = Given(ByOfficer, Raised.RecordedBy(Officer));

    [Fact]
    public void The_reviewer_asks() => Open.When(IgReviewDecider.Decide, Raise).Then(Raised);

    [Theory]
    [InlineData("2026-11-06T17:42:00Z", "2026-11-13")]
    [InlineData("2026-12-23T09:00:00Z", "2027-01-04")] // four days without work lie between
    public void The_answer_is_due_at_the_end_of_the_fifth_working_day(string at, string by)
    {
        var now = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        var accepted = (Decision.Accepted)IgReviewDecider.Decide(Open.Record, Raise with { Now = now });
        Assert.Equal(LondonTime.EndOf(DateOnly.Parse(by, CultureInfo.InvariantCulture)), Assert.IsType<IgQueryRaised>(accepted.Events[0].Event).AnswerBy);
    }

    [Fact]
    public void A_partnership_may_give_another_time_for_the_answer()
    {
        var accepted = (Decision.Accepted)IgReviewDecider.Decide(Open.Record, Raise with { Now = new(2026, 11, 6, 17, 42, 0, TimeSpan.Zero), Policy = ReviewPolicy.Default with { DaysToAnswer = 2 } });
        Assert.Equal(LondonTime.EndOf(new(2026, 11, 10)), Assert.IsType<IgQueryRaised>(accepted.Events[0].Event).AnswerBy);
    }

    [Fact]
    public void Nobody_else_asks_and_another_agency_s_officer_learns_of_no_review()
    {
        Open.When(IgReviewDecider.Decide, Raise with { By = OfPartnership }).Refuses(IgReviewRefusals.ReviewerOnly);
        Open.When(IgReviewDecider.Decide, Raise with { By = Worker }).Refuses(IgReviewRefusals.OfficerOnly);
        Open.When(IgReviewDecider.Decide, Raise with { By = OfSocialCare }).Refuses(IgReviewRefusals.NotFound);
        Open.When(IgReviewDecider.Decide, Raise with { Review = IgReviewId.From(Uuid(0x99)) }).Refuses(IgReviewRefusals.NotFound);
    }

    [Fact]
    public void Who_took_a_hand_in_the_share_meanwhile_reviews_it_no_longer() =>
        Given(ByOfficer, Sharing.SomeShare.Disclosed.RecordedBy(Officer)).When(IgReviewDecider.Decide, Raise).Refuses(IgReviewRefusals.SeparationOfDuties);

    [Fact]
    public void It_asks_something()
    {
        Open.When(IgReviewDecider.Decide, Raise with { Question = " " }).Refuses(IgReviewRefusals.QuestionRequired);
        Assert.Equal("TOO_LONG", Open.When(IgReviewDecider.Decide, Raise with { Question = new string('x', Text.NarrativeLimit + 1) }).Refusal.Code);
    }

    [Fact]
    public void Whoever_works_for_the_agency_that_decided_answers_once()
    {
        Asked.When(IgReviewDecider.Decide, Answer).Then(Answered);
        Asked.When(IgReviewDecider.Decide, Answer with { By = Manager }).Then(Answered);
        Given(ByOfficer, Raised.RecordedBy(Officer), Answered).When(IgReviewDecider.Decide, Answer).Refuses(IgReviewRefusals.AlreadyAnswered);
    }

    [Fact]
    public void An_answer_after_its_day_is_an_answer_all_the_same()
    {
        var later = Now.AddDays(30);
        Asked.When(IgReviewDecider.Decide, Answer with { Now = later }).Then(Answered with { Envelope = Said(later) });
    }

    [Fact]
    public void Nobody_answers_their_own_query()
    {
        Asked.When(IgReviewDecider.Decide, Answer with { By = Officer with { Roles = [Role.IgOfficer, Role.Practitioner] } }).Refuses(IgReviewRefusals.OwnQuery);
        Asked.When(IgReviewDecider.Decide, Answer with { Entry = new() { LearnedAt = Now, KnownFrom = KnownFrom.Observed, DecidedBy = Officer.Id } }).Refuses(IgReviewRefusals.OwnQuery);
    }

    [Fact]
    public void Another_officer_does_not_answer_for_the_workers() =>
        Asked.When(IgReviewDecider.Decide, Answer with { By = Officer with { Id = ActorId.Of("second-officer") } }).Refuses(RecordingRights.NotYoursToRecord);

    [Fact]
    public void An_agency_that_did_not_decide_learns_of_no_query()
    {
        Asked.When(IgReviewDecider.Decide, Answer with { By = SocialWorker }).Refuses(IgReviewRefusals.NotFound);
        Asked.When(IgReviewDecider.Decide, Answer with { Review = IgReviewId.From(Uuid(0x99)) }).Refuses(IgReviewRefusals.NotFound);
        Asked.When(IgReviewDecider.Decide, Answer with { Query = IgQueryId.From(Uuid(0x99)) }).Refuses(IgReviewRefusals.QueryNotFound);
    }

    [Fact]
    public void It_says_something()
    {
        Asked.When(IgReviewDecider.Decide, Answer with { Answer = null }).Refuses(IgReviewRefusals.AnswerRequired);
        Assert.Equal("/answer", Asked.When(IgReviewDecider.Decide, Answer with { Answer = "a\0b" }).Refusal.Pointer);
    }

    [Fact]
    public void A_completed_review_asks_nothing_more() =>
        Given(ByOfficer, Completed.RecordedBy(Officer)).When(IgReviewDecider.Decide, Raise).Refuses(IgReviewRefusals.Completed);
}
