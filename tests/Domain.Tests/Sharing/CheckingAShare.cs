using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Ask before acting: the check says what the commands do, test by test, and records nothing.</summary>
public sealed class CheckingAShare
{
    private static readonly CheckShare Ask = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Propose, Override = SomeOverride.Decide,
    };

    private static readonly FamilyHistory Record = Family.Given(Household);

    [Fact]
    public void With_what_must_be_answered_at_once_both_commands_would_be_recorded_and_the_rest_is_listed()
    {
        var check = Check(Ask);
        Assert.True(check.WouldBeRecorded);
        Assert.Equal((ShareRoute.C, "ENG-2026.2", Today), (check.Route!.Route, check.Pack.Name, check.On));
        Assert.Equal(
            [OverrideTest.J6, OverrideTest.J10, OverrideTest.J12, OverrideTest.J13, OverrideTest.J14, OverrideTest.J16, OverrideTest.J17, OverrideTest.J18],
            check.Tests.Where(t => t.State == TestState.Empty).Select(t => t.Test));
        Assert.Equal([OverrideTest.J19, OverrideTest.J20], check.Tests.Where(t => t.State == TestState.Pending).Select(t => t.Test));
        Assert.All(check.Tests.Where(t => t.State == TestState.Empty), t => Assert.False(t.NeededAtOnce || t.Problems.IsEmpty));
    }

    [Fact]
    public void With_no_answer_yet_every_test_says_what_it_asks_for()
    {
        var check = Check(Ask with { Override = null });
        Assert.False(check.WouldBeRecorded);
        Assert.Equal("OVERRIDE_INCOMPLETE", check.OverrideRefused!.Code);
        Assert.Null(check.ProposalRefused);
        Assert.Equal(OverrideTests.All.Length, check.Tests.Length);
        Assert.All(check.Tests.Where(t => t.NeededAtOnce), t => Assert.NotEmpty(t.Problems));
        Assert.Null(check.Route);
    }

    [Fact]
    public void Without_a_ground_it_says_so_and_still_shows_the_ways()
    {
        var check = Check(Ask with { Share = SomeShare.Propose with { Ground = null } });
        Assert.Equal(SharingRefusals.PermissionOrReasonNeeded, check.ProposalRefused);
        Assert.Equal(ShareRoute.C, check.Route!.Route);
        Assert.NotEmpty(check.Tests);
    }

    [Fact]
    public void Under_a_permission_there_are_no_tests()
    {
        var check = SharingDecider.Check(
            Family.Given(Household, SomeConsent.Given with { Envelope = Said(Now.AddDays(-7), AboutMother), ValidFrom = Today.AddDays(-7) }).Record,
            Ask with { Share = SomeShare.ProposeUnderPermission, Override = null }).Value!;
        Assert.True(check.WouldBeRecorded, check.ProposalRefused?.Code);
        Assert.Equal(ShareRoute.D, check.Route!.Route);
        Assert.Empty(check.Tests);
    }

    [Fact]
    public void A_permission_that_does_not_count_opens_no_way()
    {
        var check = Check(Ask with { Share = SomeShare.ProposeUnderPermission, Override = null });
        Assert.Equal(SharingRefusals.PermissionOrReasonNeeded, check.ProposalRefused);
        Assert.Null(check.Route);
    }

    [Fact]
    public void The_law_of_the_day_is_checked_as_well() =>
        Assert.Equal("OUT_OF_DUTY_SCOPE", Check(Ask with
        {
            Override = SomeOverride.Decide with { Statute = new() { Duty = Statute.ChildrenAct2004Section16LA, Relevant = true, LimitedToFunction = true, MoreDetrimentalToChild = false } },
        }).OverrideRefused!.Code);

    [Fact]
    public void The_child_is_asked_first_and_each_holder_of_responsibility_is_told_before()
    {
        var tell = Check(Ask with { Override = null }).Tell;
        Assert.Equal([(Child, TellWhen.AskFirst), (Mother, TellWhen.Before)], tell.Select(t => (t.Person, t.When)));
        Assert.Equal([Child], tell[1].ResponsibleFor);
    }

    [Fact]
    public void What_was_decided_about_telling_them_takes_the_rules_place()
    {
        var notYet = new OpennessAnswer { Person = Mother, Choice = Openness.NotTold, Reason = NotToldReason.RiskToChild, Text = "She may leave.", ReviewBy = Today.AddDays(5) };
        var mother = Check(Ask with { Override = SomeOverride.Decide with { Openness = [notYet] } }).Tell.Single(t => t.Person == Mother);
        Assert.Equal((TellWhen.NotYet, Today.AddDays(5)), (mother.When, mother.ReviewBy));
        Assert.Equal(TellWhen.After, Check(Ask).Tell.Single(t => t.Person == Mother).When);
    }

    public static TheoryData<string, CheckShare> Many => new()
    {
        { "whole", Ask with { Override = SomeOverride.DecideWhole } },
        { "at once", Ask },
        { "nothing", Ask with { Override = null } },
        { "no threshold", Ask with { Override = SomeOverride.Decide with { Threshold = null } } },
        { "a threshold without a route", Ask with { Override = SomeOverride.Decide with { Threshold = OverrideThreshold.SeriousCrime } } },
        { "another purpose", Ask with { Override = SomeOverride.Decide with { Purpose = SomeOverride.Decide.Purpose! with { Code = Purpose.Education } } } },
        { "a wrong basis", Ask with { Override = SomeOverride.DecideWhole with { DataProtection = new() { Article6 = Article6.Consent } } } },
        { "an item that is not proposed", Ask with { Override = SomeOverride.Decide with { Items = [3] } } },
        { "somebody unknown", Ask with { Override = SomeOverride.Decide with { Openness = [new() { Person = Stranger, Choice = Openness.ToldBefore }] } } },
        { "everything", Ask with { Share = SomeShare.Propose with { Items = [SomeShare.OfferedUse with { Category = "everything" }] } } },
        { "another family's entry", Ask with { Share = SomeShare.Propose with { KnownEntries = [] } } },
        { "oneself", Ask with { Share = SomeShare.Propose with { Recipient = new SendTo { Agency = Treatment } } } },
        { "an unknown agency", Ask with { Share = SomeShare.Propose with { Parties = ShareParties.Unknown } } },
        { "an override before its proposal", Ask with { Override = SomeOverride.DecideWhole with { Entry = Ago(1) } } },
        { "both dated back, the override before the proposal", Ask with { Share = SomeShare.Propose with { Entry = Ago(1) }, Override = SomeOverride.DecideWhole with { Entry = Ago(2) } } },
        { "both dated back", Ask with { Share = SomeShare.Propose with { Entry = Ago(2) }, Override = SomeOverride.DecideWhole with { Entry = Ago(1) } } },
        { "no right to record", Ask with { By = Service } },
        { "a late entry without its reason", Ask with { Entry = new Entry { Happened = Happened.At(Now.AddDays(-3)), LearnedAt = Now.AddDays(-3), KnownFrom = KnownFrom.Observed } } },
    };

    private static Entry Ago(int hours) => new() { Happened = Happened.At(Now.AddHours(-hours)), LearnedAt = Now.AddHours(-hours), KnownFrom = KnownFrom.Observed };

    /// <summary>The proposal decided, and the override on the record with it: as if both were sent.</summary>
    [Theory]
    [MemberData(nameof(Many))]
    public void A_check_and_the_commands_never_disagree(string about, CheckShare ask)
    {
        var check = Check(ask);
        var proposed = Record.When(SharingDecider.Decide, ask.Share with { By = ask.By, Entry = ask.Share.Entry ?? ask.Entry });
        Assert.True((proposed.Decision as Decision.Refused)?.Refusal.Code == check.ProposalRefused?.Code, about);
        if (proposed.Decision is not Decision.Accepted) return;

        var answers = (ask.Override ?? new DecideOverride()) with { Family = Family.Id, By = ask.By, Now = Now, Share = SomeShare.Id, Parties = ask.Share.Parties };
        var decided = new FamilyHistory(proposed.After).When(SharingDecider.Decide, answers with { Entry = answers.Entry ?? ask.Entry });
        Assert.Equal((decided.Decision as Decision.Refused)?.Refusal.Code, check.OverrideRefused?.Code);
        Assert.Equal(decided.Decision is Decision.Accepted, check.WouldBeRecorded);
        if (decided.Decision is Decision.Accepted)
            Assert.Equal(check.Route!.Route, decided.After.Sharing.Find(SomeShare.Id)!.Route);
    }

    private static ShareCheck Check(CheckShare ask) => SharingDecider.Check(Record.Record, ask).Value!;
}
