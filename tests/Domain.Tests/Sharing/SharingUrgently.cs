using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeOverride;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>What cannot wait is sent at once, and somebody else decides within one working day (J19, D14; §6 row 52).</summary>
public sealed class SharingUrgently
{
    private const string Why = "The child is alone with him tonight.";
    private static readonly AuthorityAnswer Urgent = new() { Path = AuthorityPath.Urgent, Reason = Why };

    private static readonly DecideOverride DecideUrgently = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = Parties,
        Persons = SomeOverride.Decide.Persons, Items = [1, 2], Concern = SomeOverride.Decide.Concern,
        Threshold = OverrideThreshold.SignificantHarmSuspected, Recipient = SomeOverride.Decide.Recipient, Authority = Urgent,
    };

    /// <summary>Monday's share is decided on by the end of Tuesday.</summary>
    private static readonly DateTimeOffset DecideBy = LondonTime.EndOf(Today.AddDays(1));

    private static readonly UrgentShareMade Made = new(SomeShare.Id, OfFamily(Why), DecideBy) { Envelope = JustNow(AboutMother, AboutChild) };

    private static readonly OverrideDecided DecidedUrgently = new(SomeShare.Id)
    {
        Persons = Decided.Persons, Items = Decided.Items, Concern = Decided.Concern, Threshold = Decided.Threshold, Recipient = Decided.Recipient,
        Authority = new(AuthorityPath.Urgent), ToDecideOn = [Mother], Envelope = JustNow(AboutMother, AboutChild),
    };

    private static readonly FamilyHistory Before = Family.Given(Household, Proposal);
    private static readonly FamilyHistory Urgently = Family.Given(Household, Proposal, DecidedUrgently, ByHarm, Made);

    [Fact]
    public void Whom_what_why_by_which_threshold_and_to_whom_are_enough_at_once() =>
        Before.When(SharingDecider.Decide, DecideUrgently).Then(DecidedUrgently, ByHarm, Made)
            .Sets(Safeguard.Domain.Deadlines.DeadlineTimers.Of(Family.Id, Safeguard.Domain.Deadlines.Clock.RetrospectiveAuthorisation, SomeShare.Id.Value, DecideBy));

    [Fact]
    public void It_says_why_it_cannot_wait() =>
        Before.When(SharingDecider.Decide, DecideUrgently with { Authority = Urgent with { Reason = "urgent" } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.TooShort(OverrideTest.J19, "/authority/reason", 20)]));

    [Fact]
    public void A_reason_is_for_what_cannot_wait_and_is_a_text_like_any_other()
    {
        Before.When(SharingDecider.Decide, SomeOverride.Decide with { Authority = new() { Reason = Why } }).Refuses(OverrideRefusals.NotUrgent);
        Assert.Equal("CHARACTER_NOT_ALLOWED", Before.When(SharingDecider.Decide, DecideUrgently with { Authority = Urgent with { Reason = Why + "\0" } }).Refusal.Code);
        Assert.Equal("/authority/reason", Before.When(SharingDecider.Decide, DecideUrgently with { Authority = Urgent with { Reason = new string('x', Text.NarrativeLimit + 1) } }).Refusal.Pointer);
    }

    [Fact]
    public void Each_of_the_five_is_needed() =>
        Assert.Equal(["J1", "J2", "J3", "J4", "J11"], Before.When(SharingDecider.Decide, new DecideOverride
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = Parties, Authority = Urgent,
        }).Refusal.Fields.Select(f => f.Code));

    [Theory]
    [InlineData("2026-11-06T17:42:00Z", "2026-11-09")] // a Friday evening: Monday
    [InlineData("2026-12-24T09:00:00Z", "2026-12-29")]
    public void It_is_decided_on_by_the_end_of_the_next_working_day(string at, string by)
    {
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var before = Family.Given(Household, Proposal with { Envelope = Said(now, AboutMother, AboutChild) });
        var made = (Decision.Accepted)SharingDecider.Decide(before.Record, DecideUrgently with
        {
            Now = now, Concern = [SomeOverride.Decide.Concern![0] with { On = new(2026, 11, 1) }],
        });
        Assert.Equal(LondonTime.EndOf(DateOnly.Parse(by, System.Globalization.CultureInfo.InvariantCulture)), Assert.IsType<UrgentShareMade>(made.Events[2].Event).DecideBy);
    }

    [Fact]
    public void It_is_sent_before_anybody_authorised_it_and_no_more_than_it_covers()
    {
        Urgently.When(SharingDecider.Decide, Disclose).Then(Disclosed);
        Family.Given(Household, Proposal, DecidedUrgently with { Items = [Decided.Items![0]] }, ByHarm, Made)
            .When(SharingDecider.Decide, Disclose with { Items = [1, 2] }).Refuses(SharingRefusals.MoreThanAuthorised);
    }

    [Fact]
    public void Somebody_else_decides_on_it_afterwards_as_a_whole()
    {
        var sent = Family.Given(Household, Proposal, DecidedUrgently, ByHarm, Made, Disclosed);
        sent.When(SharingDecider.Decide, Authorise with { Reason = "It could not wait." })
            .Then(new RetrospectiveAuthorised(SomeShare.Id) { Reason = OfFamily("It could not wait."), Envelope = JustNow(AboutMother, AboutChild) });
        sent.When(SharingDecider.Decide, Decline)
            .Then(new RetrospectiveRefused(SomeShare.Id, OfFamily(Decline.Reason!)) { Envelope = JustNow(AboutMother, AboutChild) });
        sent.When(SharingDecider.Decide, Authorise with { Items = [1] }).Refuses(SharingRefusals.UrgentIsWhole);
        sent.When(SharingDecider.Decide, Authorise with { By = Manager with { Id = Worker.Id } }).Refuses(SharingRefusals.SeparationOfDuties);
        sent.When(SharingDecider.Decide, Authorise with { By = OtherWorker }).Refuses(SharingRefusals.AuthoriserOnly);
    }

    [Fact]
    public void What_was_refused_afterwards_stays_sent_and_no_more_is()
    {
        var refused = new RetrospectiveRefused(SomeShare.Id, OfFamily("No.")) { Envelope = JustNow(AboutMother, AboutChild) };
        var history = Family.Given(Household, Proposal, DecidedUrgently, ByHarm, Made, Disclosed with { Items = [SentUse] }, refused.RecordedBy(Manager));
        history.When(SharingDecider.Decide, Disclose).Refuses(SharingRefusals.Ended);
        history.When(SharingDecider.Decide, Authorise).Refuses(SharingRefusals.Ended);
        history.When(SharingDecider.Decide, Decline).ChangesNothing();
        Assert.Equal([1], history.Record.Sharing.Find(SomeShare.Id)!.SentItems);
    }

    [Fact]
    public void Agreed_to_once_it_is_agreed()
    {
        var agreed = new RetrospectiveAuthorised(SomeShare.Id) { Envelope = JustNow(AboutMother, AboutChild) };
        var history = Family.Given(Household, Proposal, DecidedUrgently, ByHarm, Made, Disclosed, agreed.RecordedBy(Manager));
        history.When(SharingDecider.Decide, Authorise).ChangesNothing();
        history.When(SharingDecider.Decide, Decline).Refuses(SharingRefusals.AlreadySent);
    }

    [Fact]
    public void Decided_too_late_it_is_late_for_ever()
    {
        var late = OverrideCompleteness.Of(OverrideTests.All, authorised: true, TestState.Answered, late: true);
        Assert.False(late.Complete);
        Assert.Equal(TestState.Late, late.Tests.Single(t => t.Test == OverrideTest.J19).State);
    }

    [Fact]
    public void What_was_open_is_added_by_whoever_decided_it()
    {
        var add = new SupplementOverride
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Permission = new() { State = PermissionState.Refused },
            SpecialData = DecideWhole.SpecialData, Confidence = ConfidenceBasis.OverridingPublicInterest,
        };
        var added = new OverrideSupplemented(SomeShare.Id)
        {
            Items = Decided.Items, Permission = new(PermissionState.Refused), SpecialData = DecidedWhole.SpecialData,
            Confidence = ConfidenceBasis.OverridingPublicInterest, Envelope = JustNow(AboutMother, AboutChild),
        };
        Urgently.When(SharingDecider.Decide, add).Then(added);
        var share = Family.Given(Household, Proposal, DecidedUrgently, ByHarm, Made, added).Record.Sharing.Find(SomeShare.Id)!;
        Assert.Equal(
            [OverrideTest.J1, OverrideTest.J2, OverrideTest.J3, OverrideTest.J4, OverrideTest.J5, OverrideTest.J10, OverrideTest.J11, OverrideTest.J13],
            share.Override!.Answered);

        // What the law of that day forbids is no better when it comes later.
        Urgently.When(SharingDecider.Decide, add with { DataProtection = DecideWhole.DataProtection! with { Article6 = Article6.Consent } }).Refuses(BasisRefusals.ConsentNotAppropriate);
        Urgently.When(SharingDecider.Decide, add with { Statute = new() { Duty = Statute.ChildrenAct2004Section16LA }, Parties = new(RegisteredTreatment, RegisteredSchool) })
            .Refuses(BasisRefusals.OutOfDutyScope);
        Urgently.When(SharingDecider.Decide, add with { By = OtherWorker }).Refuses(OverrideRefusals.DeciderOnly);
        Urgently.When(SharingDecider.Decide, add with { Threshold = OverrideThreshold.LifeAtRisk }).Refuses(OverrideRefusals.AnsweredAlready(OverrideTest.J4));
        Urgently.When(SharingDecider.Decide, add with { Items = [1] }).Refuses(OverrideRefusals.AnsweredAlready(OverrideTest.J2));
        Urgently.When(SharingDecider.Decide, add with { Trace = new() }).Refuses(OverrideRefusals.AnsweredAlready(OverrideTest.J20));
        Urgently.When(SharingDecider.Decide, new SupplementOverride { Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id }).Refuses(OverrideRefusals.NothingAdded);
        Urgently.When(SharingDecider.Decide, add with { SpecialData = [DecideWhole.SpecialData![0]] })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J10)]));
        Urgently.When(SharingDecider.Decide, add with { Purpose = new() { Code = SomeOverride.Decide.Purpose!.Code } })
            .Refuses(OverrideRefusals.Incomplete([OverrideRefusals.Missing(OverrideTest.J7, "/purpose/text")]));
        Before.When(SharingDecider.Decide, add).Refuses(OverrideRefusals.NotDecided);
        Urgently.When(SharingDecider.Decide, add with { By = SocialWorker }).Refuses(SharingRefusals.NotFound);
    }
}
