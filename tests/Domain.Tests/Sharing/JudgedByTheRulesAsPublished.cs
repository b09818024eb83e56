using Safeguard.Domain.Agencies;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>The same facts under rules that were published for other days than the release gives them (design D9; domain §3.1.9, §6 rows 46 to 48).</summary>
public sealed class JudgedByTheRulesAsPublished
{
    private static readonly DateOnly Announced = new(2026, 9, 30), Commenced = new(2026, 11, 1);

    private static readonly Agency Council = Body("council", true, DutyScope.Section11Body, DutyScope.RelevantPartnerInWales);
    private static readonly Agency Practice = Body("practice", true, DutyScope.Section11Body, DutyScope.RelevantPartnerInWales);
    private static readonly Agency Charity = Body("charity", false);

    private static readonly RuleBook HeldBack = SomeRules.England.With("ENG-2026.2", Commenced);

    /// <summary>A practice tells the council what it knows, below significant harm, by the duty to share.</summary>
    private static readonly RouteFacts Cited = new(Jurisdiction.England, Announced, new(Practice, Council))
    {
        Threshold = OverrideThreshold.StatutoryDuty,
        Statute = new(Statute.ChildrenAct2004Section16LA) { Relevant = true, LimitedToFunction = true, MoreDetrimentalToChild = false },
    };

    [Theory]
    [InlineData("2026-09-29", "NOT_IN_FORCE")]
    [InlineData("2026-09-30", "B")]
    [InlineData("2026-11-01", "B")]
    public void The_duty_begins_on_the_announced_day_where_nobody_published_another(string on, string outcome) => Assert.Equal(outcome, Outcome(Cited with { On = Day(on) }));

    [Theory]
    [InlineData("2026-09-30", "NOT_IN_FORCE")]
    [InlineData("2026-10-31", "NOT_IN_FORCE")]
    [InlineData("2026-11-01", "B")]
    public void And_on_the_day_of_its_pack_where_somebody_did(string on, string outcome) => Assert.Equal(outcome, Outcome(Cited with { On = Day(on), Rules = HeldBack }));

    [Theory]
    [InlineData("2026-12-31", "B")]
    [InlineData("2027-01-01", "NOT_IN_FORCE")]
    public void And_ends_with_it(string on, string outcome) =>
        Assert.Equal(outcome, Outcome(Cited with { On = Day(on), Rules = SomeRules.England.With("ENG-2026.2", Announced, new(2026, 12, 31)) }));

    [Fact]
    public void Without_the_duty_the_same_facts_need_permission_or_a_reason()
    {
        var uncited = Cited with { Statute = null, Threshold = null, On = Announced };
        Assert.Equal("PERMISSION_OR_REASON_NEEDED", Outcome(uncited with { Rules = HeldBack }));
        Assert.DoesNotContain(RouteTests.Judge(uncited with { Rules = HeldBack }).Value!.Answers, a => a.Rule.Route == ShareRoute.B);
        Assert.Equal("C", Outcome(uncited with { Threshold = OverrideThreshold.SignificantHarmSuspected, Rules = HeldBack }));
    }

    [Fact]
    public void Across_the_border_it_has_no_force_whatever_was_published_here()
    {
        var welsh = Cited with { Jurisdiction = Jurisdiction.Wales, On = Commenced };
        foreach (var rules in (RuleBook?[])[null, SomeRules.Wales, SomeRules.Wales.With("WAL-2026", new(2026, 2, 5))])
        {
            var refusal = RouteTests.Rest(welsh with { Rules = rules }, null).Refusal!;
            Assert.Equal("WRONG_NATION", refusal.Code);
            Assert.Contains("s.130", refusal.WhatToDo, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_Welsh_duty_moves_with_its_pack_as_well()
    {
        var reported = Cited with
        {
            Jurisdiction = Jurisdiction.Wales, On = new(2016, 5, 1), Statute = new(Statute.SocialServicesAndWellBeingWalesAct2014Section130) { AtRiskOfHarm = true, NeedsCareAndSupport = true },
        };
        Assert.Equal("BW", Outcome(reported));
        Assert.Equal("NOT_IN_FORCE", Outcome(reported with { On = new(2016, 4, 5) }));
        Assert.Equal("NOT_IN_FORCE", Outcome(reported with { Rules = SomeRules.Wales.With("WAL-2016", new(2016, 6, 1)) }));
    }

    [Theory]
    [InlineData("2026-01-01", null, "NOT_IN_FORCE")]
    [InlineData("2026-02-05", null, "C")]
    [InlineData("2026-02-05", "2026-03-01", "NOT_IN_FORCE")]
    [InlineData("2026-03-01", "2026-03-01", "C")]
    public void Recognised_legitimate_interest_is_there_while_its_pack_is(string on, string? published, string outcome)
    {
        var harm = Cited with { On = Day(on), Statute = null, Threshold = OverrideThreshold.SignificantHarmSuspected, Parties = new(Charity, Council) };
        var rules = published is null ? null : SomeRules.England.With("ENG-2026.1", Day(published));
        Assert.Equal(outcome, Outcome(harm with { Rules = rules }, new(Article6.RecognisedLegitimateInterest)));
    }

    [Fact]
    public void Rules_that_this_release_does_not_carry_judge_nothing_whatever_was_said()
    {
        var other = SomeRules.England.WithAnother("ENG-2026.2", Announced);
        Assert.Equal("RULES_NOT_HELD", Outcome(Cited with { Rules = other }));
        Assert.Equal("RULES_NOT_HELD", Outcome(Cited with { Rules = other, Permitted = true }, new(Article6.Consent)));
        Assert.Equal("RULES_NOT_HELD", RouteTests.Judge(Cited with { Rules = other }).Refusal!.Code);
        Assert.Equal("NOT_IN_FORCE", Outcome(Cited with { Rules = other, On = Announced.AddDays(-1) }));

        var given = Family.Given(Household, SomeShare.Proposal);
        given.When(SharingDecider.Decide, SomeOverride.Decide with { Rules = other }).Refuses(RuleRefusals.NotHeld("ENG-2026.2"));
        Assert.Equal(RuleRefusals.NotHeld("ENG-2026.2"), SharingDecider.Check(Family.Given(Household).Record, new CheckShare
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Propose, Override = SomeOverride.Decide, Rules = other,
        }).Refusal);
    }

    [Fact]
    public void Who_may_not_decide_is_told_so_first() =>
        Family.Given(Household, SomeShare.Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { By = SocialWorker, Rules = SomeRules.England.WithAnother("ENG-2026.2", Announced) })
            .Refuses(SharingRefusals.NotFound);

    [Fact]
    public void The_decision_keeps_the_publication_by_which_its_rules_were_in_force()
    {
        Family.Given(Household, SomeShare.Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Rules = SomeRules.England.With("ENG-2026.2", Announced) })
            .Then(SomeOverride.Decided, SomeOverride.ByHarm with { Publication = SomeRules.Publication });
        Family.Given(Household, SomeShare.Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Rules = SomeRules.England.With("ENG-2026.2", new(2027, 1, 1)) })
            .Then(SomeOverride.Decided, SomeOverride.ByHarm);
        Family.Given(Household, SomeConsent.Given with { Envelope = Said(Now.AddDays(-7), AboutMother), ValidFrom = Today.AddDays(-7) })
            .When(SharingDecider.Decide, SomeShare.ProposeUnderPermission with { Rules = SomeRules.England.With("ENG-2026.1", new(2026, 2, 5)) })
            .Then(SomeShare.ProposalUnderPermission, SomeShare.BasisOfPermission with { Publication = SomeRules.Publication });
    }

    [Fact]
    public void A_decision_that_was_made_before_a_day_is_judged_by_the_rules_before_it()
    {
        var before = new Entry { Happened = new Happened(null, At(0, 0).AddDays(-41), Precision.Before) };
        var check = SharingDecider.Check(Family.Given(Household).Record, new CheckShare
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Propose with { Entry = before }, Override = SomeOverride.Decide with { Entry = before },
        }).Value!;
        Assert.Equal(("ENG-2026.1", Today.AddDays(-41)), (check.Pack.Name, check.On));
    }

    private static string Outcome(RouteFacts facts, DataProtectionBasis? basis = null) =>
        RouteTests.Rest(facts, basis) is { Value: { } route } ? route.Route.ToString() : RouteTests.Rest(facts, basis).Refusal!.Code;

    private static DateOnly Day(string on) => DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);

    private static Agency Body(string code, bool authority, params DutyScope[] scopes) => new(AgencyId.Of(code))
    {
        Name = code, Kind = authority ? AgencyKind.ChildrensSocialCare : AgencyKind.Voluntary, PublicAuthority = authority,
        Duties = [.. scopes.Select(s => new DutyPeriod(s, new(2005, 1, 1), null))],
    };
}
