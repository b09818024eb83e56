using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Auditing;

/// <summary>Which shares an officer looks at, and that anybody can draw the tenth again (domain §3.4).</summary>
public sealed class SampleTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly Actor Officer = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
    private static readonly Actor OfPartnership = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);

    /// <summary>Neither urgent nor refused; not drawn, which a test holds.</summary>
    private static readonly ShareRow Plain = new(Uuid(0x85), ShareRowKind.Share, Family.Id, Treatment, SocialCare, At(9, 0), ShareState.Sent)
    {
        Month = "2026-11", DisclosedAt = At(9, 0), Override = OverrideState.Complete, Permission = SharePermission.NotSought, Hands = [Worker.Id, Manager.Id],
    };

    [Fact]
    public void What_is_complete_in_time_and_not_drawn_is_left_alone() => Assert.Empty(IgSample.ReasonsOf(Plain, Now.AddDays(60)));

    [Fact]
    public void Urgent_refused_and_late_ones_are_all_looked_at()
    {
        Assert.Equal([IgSampleReason.Urgent], IgSample.ReasonsOf(Plain with { Urgency = ShareUrgency.DecidedInTime, DecideBy = Now }, Now));
        Assert.Equal([IgSampleReason.RefusedThenShared], IgSample.ReasonsOf(Plain with { Mark = ShareMark.RefusedThenShared }, Now));
        Assert.Equal([IgSampleReason.WithdrawnBeforeSent], IgSample.ReasonsOf(Plain with { Mark = ShareMark.WithdrawnBeforeSent }, Now));
        Assert.Equal([IgSampleReason.Urgent, IgSampleReason.Late], IgSample.ReasonsOf(Plain with { Urgency = ShareUrgency.DecidedLate, DecideBy = Now }, Now));
        var undecided = Plain with { Urgency = ShareUrgency.Undecided, DecideBy = Now };
        Assert.Equal([IgSampleReason.Urgent], IgSample.ReasonsOf(undecided, Now));
        Assert.Equal([IgSampleReason.Urgent, IgSampleReason.Late], IgSample.ReasonsOf(undecided, Now.AddMicroseconds(1)));
    }

    [Fact]
    public void An_incomplete_record_is_looked_at_once_five_working_days_have_passed_since_it_was_sent()
    {
        var incomplete = Plain with { Override = OverrideState.Incomplete };
        var end = LondonTime.EndOf(new(2026, 11, 16));
        Assert.Empty(IgSample.ReasonsOf(incomplete, end));
        Assert.Equal([IgSampleReason.Incomplete], IgSample.ReasonsOf(incomplete, end.AddMicroseconds(1)));
        Assert.Empty(IgSample.ReasonsOf(incomplete with { DisclosedAt = null, State = ShareState.Authorised }, end.AddDays(90)));
    }

    /// <summary>Made outside: <c>printf 'ig-sample/1:2026-11:019a0000-0000-7000-8000-000000000009' | sha256sum</c>, eight digits, modulo ten.</summary>
    [Theory]
    [InlineData("2026-11", 0x9, true)]
    [InlineData("2026-11", 0x85, false)]
    [InlineData("2026-12", 0x9, false)]
    public void The_draw_is_the_documented_one(string month, int id, bool drawn) => Assert.Equal(drawn, IgSample.IsDrawn(month, Uuid(id)));

    [Fact]
    public void About_one_in_ten_is_drawn_in_any_month()
    {
        foreach (var month in (string[])["2026-10", "2026-11", "2027-01"])
            Assert.InRange(Enumerable.Range(1, 10_000).Count(n => IgSample.IsDrawn(month, Uuid(n))), 900, 1_100);
    }

    [Fact]
    public void A_partnership_may_draw_more_and_wait_for_longer()
    {
        var all = ReviewPolicy.Default with { SampleOneIn = 1, DaysToComplete = 6 };
        Assert.Equal([IgSampleReason.Random], IgSample.ReasonsOf(Plain, Now, all));
        var incomplete = Plain with { Override = OverrideState.Incomplete };
        var end = LondonTime.EndOf(new(2026, 11, 16));
        Assert.Equal([IgSampleReason.Random], IgSample.ReasonsOf(incomplete, end.AddMicroseconds(1), all));
        Assert.Equal([IgSampleReason.Incomplete, IgSampleReason.Random], IgSample.ReasonsOf(incomplete, end.AddDays(1).AddMicroseconds(1), all));
        Assert.Equal((10, 5, 5), (ReviewPolicy.Default.SampleOneIn, ReviewPolicy.Default.DaysToComplete, ReviewPolicy.Default.DaysToAnswer));
    }

    [Fact]
    public void Drawn_it_is_looked_at_once_it_was_sent_or_decided_against()
    {
        var drawn = Plain with { Share = Uuid(0x9) };
        Assert.Equal([IgSampleReason.Random], IgSample.ReasonsOf(drawn, Now));
        Assert.Empty(IgSample.ReasonsOf(drawn with { DisclosedAt = null, State = ShareState.Authorised }, Now));
        Assert.Equal([IgSampleReason.NotShared], IgSample.ReasonsOf(drawn with { DisclosedAt = null, State = ShareState.DecidedAgainst, Kind = ShareRowKind.DecisionNotToShare, Override = null }, Now));
    }

    [Fact]
    public void The_worklist_shows_an_officer_the_agency_s_sample_and_never_their_own_cases()
    {
        var row = Plain with { Mark = ShareMark.RefusedThenShared };
        Assert.Equal(IgReviewProgress.NotOpened, IgWorkLine.Of(row, Officer, Now)!.State);
        Assert.NotNull(IgWorkLine.Of(row, OfPartnership, Now));
        Assert.Null(IgWorkLine.Of(row, Officer with { Agency = SocialCare }, Now));
        Assert.Null(IgWorkLine.Of(row, Officer with { Id = Manager.Id }, Now));
        Assert.Null(IgWorkLine.Of(row, Officer with { Roles = [Role.IgOfficer, Role.CaldicottGuardian] }, Now));
        Assert.Null(IgWorkLine.Of(row, Worker, Now));
        Assert.Null(IgWorkLine.Of(Plain, Officer, Now));
        var chosen = IgWorkLine.Of(Plain with { Review = new ShareReview(IgReviewId.From(Uuid(1)), Officer.Id, Now) }, Officer, Now)!;
        Assert.Equal((0, IgReviewProgress.Open), (chosen.Sample.Count, chosen.State));
    }

    [Fact]
    public void A_line_of_the_register_follows_its_review()
    {
        var history = new History()
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)))
            .And(Manager, Agreed(0x85, At(9, 2)))
            .And(Worker, Sent(0x85, SocialCare, At(9, 3), Entry));
        Assert.Equal([Worker.Id, Manager.Id], Line(history).Hands);
        Assert.Equal(("2026-11", null), (Line(history).Month, Line(history).Review));

        history.And(Officer, ReviewOpened(0x90, 0x85, At(10, 0)));
        Assert.Equal((Officer.Id, IgReviewProgress.Open), (Line(history).Review!.Reviewer, Line(history).Review!.At(Now)));
        Assert.DoesNotContain(Officer.Id, Line(history).Hands);

        history.And(Officer, Queried(0x90, 0x91, 0x85, At(10, 1)));
        var by = LondonTime.EndOf(new(2026, 11, 16));
        Assert.Equal((by, IgReviewProgress.QueryWaiting, IgReviewProgress.QueryOverdue), (Line(history).Review!.AnswerBy(), Line(history).Review!.At(by), Line(history).Review!.At(by.AddMicroseconds(1))));

        history.And(Worker, QueryAnswered(0x90, 0x91, 0x85, At(10, 1).AddDays(20))).And(Officer, FoundOf(0x90, 0x85, At(10, 1).AddDays(21)));
        Assert.Equal((1, IgFinding.NotJustified, IgReviewProgress.Completed), (Line(history).Review!.AnsweredLate, Line(history).Review!.Finding, Line(history).Review!.At(Now)));

        history.And(Officer, ReviewOpened(0x92, 0x85, At(10, 1).AddDays(30)));
        Assert.Equal((IgReviewId.From(Uuid(0x92)), null), (Line(history).Review!.Review, Line(history).Review!.Finding));
    }

    [Fact]
    public void The_entry_that_weighs_the_harms_is_on_the_line_whenever_it_came()
    {
        Proportionality weighed = new(Words.Of(Family.Id, "a"), Words.Of(Family.Id, "b"), Words.Of(Family.Id, "c"));
        var history = new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)));
        Assert.Null(Line(history).WeighedIn);
        Assert.Equal(Entry, Line(history.But().And(Worker, Entry, Added(0x85, At(9, 2)) with { Proportionality = weighed })).WeighedIn);
        Assert.Equal(Entry, Line(history.But().And(Worker, Entry, Overridden(0x85, At(9, 2)) with { Proportionality = weighed })).WeighedIn);
    }

    private static ShareRow Line(History history) => history.Recorded.Where(e => ShareRegister.KeyOf(e) == Uuid(0x85).ToString()).Aggregate((ShareRow?)null, ShareRegister.Evolve)!;
}
