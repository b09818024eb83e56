using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>The same facts on different dates and on both sides of the border (domain §3.1, §3.1.9).</summary>
public sealed class WhichRouteAllowsAShare
{
    private static readonly DateOnly TenthOfMarch2025 = new(2025, 3, 10), FirstOfOctober2026 = new(2026, 10, 1), LastDayWithoutTheDuty = new(2026, 9, 29);

    private static readonly Agency Council = Body("council", AgencyKind.ChildrensSocialCare, true, DutyScope.Section11Body, DutyScope.RelevantPartnerInWales);
    private static readonly Agency Practice = Body("practice", AgencyKind.Health, true, DutyScope.Section11Body, DutyScope.RelevantPartnerInWales);
    private static readonly Agency Charity = Body("charity", AgencyKind.Voluntary, false);
    private static readonly Agency Police = Body("police", AgencyKind.Police, true, DutyScope.Section11Body);

    /// <summary>A practice is asked for what it knows of a child's immunisations, below significant harm.</summary>
    private static readonly RouteFacts Asked = new(Jurisdiction.England, TenthOfMarch2025, new(Practice, Council));

    private static readonly StatuteClaim Duty = new(Statute.ChildrenAct2004Section16LA) { Relevant = true, LimitedToFunction = true, MoreDetrimentalToChild = false };
    private static readonly StatuteClaim Report = new(Statute.SocialServicesAndWellBeingWalesAct2014Section130) { AtRiskOfHarm = true, NeedsCareAndSupport = true };

    [Fact]
    public void In_England_in_2025_nothing_goes_without_permission_or_a_reason() =>
        Assert.Equal("PERMISSION_OR_REASON_NEEDED", Refusal(Asked).Code);

    [Fact]
    public void In_England_from_October_2026_it_goes_by_the_duty_to_share() =>
        Assert.Equal(ShareRoute.B, Route(Asked with { On = FirstOfOctober2026, Threshold = OverrideThreshold.StatutoryDuty, Statute = Duty }));

    [Fact]
    public void In_Wales_on_the_same_day_it_goes_by_none() =>
        Assert.Equal("PERMISSION_OR_REASON_NEEDED", Refusal(Asked with { On = FirstOfOctober2026, Jurisdiction = Jurisdiction.Wales }).Code);

    [Theory]
    [InlineData(Jurisdiction.England, "2010-09-16", ShareRoute.C)]
    [InlineData(Jurisdiction.England, "2025-03-10", ShareRoute.C)]
    [InlineData(Jurisdiction.England, "2026-10-01", ShareRoute.C)]
    [InlineData(Jurisdiction.Wales, "2025-03-10", ShareRoute.BW)]
    [InlineData(Jurisdiction.Wales, "2026-10-01", ShareRoute.BW)]
    [InlineData(Jurisdiction.Wales, "2015-03-10", ShareRoute.C)]
    public void Suspected_significant_harm_goes_on_any_day(Jurisdiction nation, string on, ShareRoute route) =>
        Assert.Equal(route, RouteTests.Judge(Asked with
        {
            Jurisdiction = nation, On = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture),
            Threshold = OverrideThreshold.SignificantHarmSuspected, Statute = nation == Jurisdiction.Wales ? Report : null,
        }).Value!.First!.Rule.Route);

    [Fact]
    public void Without_both_answers_of_the_Welsh_duty_significant_harm_still_goes() =>
        Assert.Equal(ShareRoute.C, Route(Asked with
        {
            Jurisdiction = Jurisdiction.Wales, Threshold = OverrideThreshold.SignificantHarmSuspected, Statute = Report with { NeedsCareAndSupport = null },
        }));

    [Fact]
    public void The_Welsh_duty_is_to_report_to_the_local_authority() =>
        Assert.Contains("NOT_THE_LOCAL_AUTHORITY", Lacks(ShareRoute.BW, Asked with { Jurisdiction = Jurisdiction.Wales, Statute = Report, Parties = new(Practice, Charity) }));

    [Fact]
    public void A_refused_service_is_not_referred_to_but_the_concern_itself_may_go()
    {
        var refused = Asked with { AgreedService = false, Threshold = OverrideThreshold.SignificantHarmSuspected };
        Assert.Equal(["NO_AGREEMENT"], Lacks(ShareRoute.F, refused));
        Assert.Equal(ShareRoute.C, Route(refused));
        Assert.Equal(ShareRoute.F, Route(Asked with { AgreedService = true }));
    }

    [Fact]
    public void A_council_rests_on_its_public_task_and_a_charity_may_rest_on_recognised_legitimate_interest()
    {
        var harm = Asked with { On = new(2026, 3, 1), Threshold = OverrideThreshold.SignificantHarmSuspected };
        DataProtectionBasis interest = new(Article6.RecognisedLegitimateInterest);
        Assert.Equal("PUBLIC_AUTHORITY_USE_E", Refusal(harm with { Parties = new(Council, Practice) }, interest).Code);
        Assert.Equal(ShareRoute.C, Route(harm with { Parties = new(Council, Practice) }, new(Article6.PublicTask)));
        Assert.Equal(ShareRoute.C, Route(harm with { Parties = new(Charity, Council) }, interest));
        Assert.Equal("NOT_IN_FORCE", Refusal(harm with { Parties = new(Charity, Council), On = new(2026, 1, 1) }, interest).Code);
        Assert.Equal("NOT_IN_FORCE", Refusal(harm with { Parties = new(Charity, Council), On = new(2026, 1, 1), Jurisdiction = Jurisdiction.Wales }, interest).Code);
    }

    [Fact]
    public void The_duty_is_cited_only_from_its_day_in_its_nation_and_between_those_it_binds()
    {
        var cited = Asked with { Threshold = OverrideThreshold.SignificantHarmSuspected, Statute = Duty, On = FirstOfOctober2026 };
        Assert.Equal("NOT_IN_FORCE", Refusal(cited with { On = LastDayWithoutTheDuty }).Code);
        var welsh = Refusal(cited with { Jurisdiction = Jurisdiction.Wales });
        Assert.Equal("WRONG_NATION", welsh.Code);
        Assert.Contains("s.130", welsh.WhatToDo, StringComparison.Ordinal);
        Assert.Equal("OUT_OF_DUTY_SCOPE", Refusal(cited with { Parties = new(Charity, Council) }).Code);
        Assert.Equal("OUT_OF_DUTY_SCOPE", Refusal(cited with { Parties = ShareParties.Unknown }).Code);
    }

    [Fact]
    public void A_provider_is_bound_while_it_works_for_a_body_that_is()
    {
        var working = Charity with { Duties = [new(DutyScope.Contracted, new(2026, 1, 1), new(2026, 10, 31)) { ContractedBy = Practice.Id }] };
        var cited = Asked with
        {
            Threshold = OverrideThreshold.SignificantHarmSuspected, Statute = Duty, On = FirstOfOctober2026, Parties = new(working, Council) { Principals = [Practice] },
        };
        Assert.Equal(ShareRoute.B, Route(cited));
        Assert.Equal(ShareRoute.B, Route(cited with { Parties = new(Council, working) { Principals = [Practice] } }));
        Assert.Equal("OUT_OF_DUTY_SCOPE", Refusal(cited with { On = new(2026, 11, 1) }).Code);
        Assert.Equal("OUT_OF_DUTY_SCOPE", Refusal(cited with { Parties = new(working, Council) { Principals = [Practice with { Duties = [] }] } }).Code);
        var overClosed = cited with { Parties = new(working, Council) { Principals = [Practice with { End = new(FirstOfOctober2026, Merged: true, Council.Id) }] } };
        Assert.Equal("OUT_OF_DUTY_SCOPE", Refusal(overClosed).Code);
        Assert.Equal(["SENDER_OUT_OF_SCOPE"], Lacks(ShareRoute.B, overClosed));
    }

    [Fact]
    public void The_duty_asks_for_relevance_extent_and_no_greater_harm() =>
        Assert.Equal(["RELEVANCE_NOT_STATED", "EXTENT_NOT_STATED", "DETRIMENT_NOT_EXCLUDED"],
            Lacks(ShareRoute.B, Asked with { On = FirstOfOctober2026, Statute = new(Statute.ChildrenAct2004Section16LA) }));

    [Fact]
    public void Where_sharing_would_do_more_harm_there_is_no_duty() =>
        Assert.Equal(["DETRIMENT_NOT_EXCLUDED"],
            Refusal(Asked with { On = FirstOfOctober2026, Threshold = OverrideThreshold.StatutoryDuty, Statute = Duty with { MoreDetrimentalToChild = true } }).Fields.Select(f => f.Code));

    [Fact]
    public void A_perceived_risk_is_reason_enough_from_April_2024_and_before_that_only_where_asking_raises_it()
    {
        var risk = Asked with { Threshold = OverrideThreshold.PerceivedRiskOfHarm };
        Assert.Equal(ShareRoute.D, Route(risk with { On = new(2024, 4, 19) }));
        Assert.Equal("ASKING_IS_SAFE", Refusal(risk with { On = new(2024, 4, 18) }).Fields[0].Code);
        Assert.Equal("ASKING_IS_SAFE", Refusal(risk with { On = new(2024, 4, 18), NotSought = NotSoughtReason.UrgencyNoDelay }).Fields[0].Code);
        Assert.Equal(ShareRoute.D, Route(risk with { On = new(2024, 4, 18), NotSought = NotSoughtReason.RiskToChild }));
        Assert.Equal("ASKING_IS_SAFE", Refusal(risk with { Jurisdiction = Jurisdiction.Wales, On = FirstOfOctober2026 }).Fields[0].Code);
    }

    [Fact]
    public void A_permission_is_enough_for_a_welfare_need_but_not_under_paragraph_18()
    {
        var permitted = Asked with { Permitted = true };
        Assert.Equal(ShareRoute.D, Route(permitted));
        Assert.Equal(ShareRoute.D, Route(permitted, new(Article6.PublicTask) { SpecialData = SpecialDataRoute.HealthOrSocialCare, Condition = DpaCondition.Paragraph2 }));
        Assert.Equal("WRONG_DP_CONDITION", Refusal(permitted, new(Article6.PublicTask) { Condition = DpaCondition.Paragraph18 }).Code);
    }

    [Fact]
    public void Consent_is_no_data_protection_basis_for_safeguarding() =>
        Assert.Equal("CONSENT_NOT_APPROPRIATE", Refusal(Asked with { Permitted = true }, new(Article6.Consent)).Code);

    [Fact]
    public void Serious_crime_goes_to_the_police_on_their_request()
    {
        var crime = Asked with { Threshold = OverrideThreshold.SeriousCrime, Parties = new(Practice, Police) };
        Assert.Equal(["REFERENCE_MISSING"], Refusal(crime).Fields.Select(f => f.Code));
        Assert.Equal(ShareRoute.E, Route(crime with { Statute = new(null) { Reference = Words } }));
        Assert.Contains("NOT_THE_POLICE", Refusal(crime with { Parties = new(Practice, Council), Statute = new(null) { Reference = Words } }).Fields.Select(f => f.Code));
    }

    [Fact]
    public void A_demand_needs_its_reference_and_somebody_who_checked_it()
    {
        var ordered = Asked with { Confidence = ConfidenceBasis.CourtOrder, Statute = new(null) };
        Assert.Equal(["REFERENCE_MISSING", "NOT_VERIFIED"], Lacks(ShareRoute.A, ordered));
        Assert.Equal(ShareRoute.A, Route(ordered with { Statute = new(null) { Reference = Words, Verified = true } }));
        Assert.Equal(ShareRoute.A, Route(Asked with { Statute = new(Statute.ChildrenAct1989Section47) { Reference = Words, Verified = true } }));
    }

    [Fact]
    public void A_life_at_risk_needs_nothing_more() =>
        Assert.Equal(ShareRoute.C2, Route(Asked with { Threshold = OverrideThreshold.LifeAtRisk }));

    [Theory]
    [InlineData(Jurisdiction.England, "2005-01-01", "ENG-2006")]
    [InlineData(Jurisdiction.England, "2026-02-04", "ENG-2024")]
    [InlineData(Jurisdiction.England, "2026-02-05", "ENG-2026.1")]
    [InlineData(Jurisdiction.England, "2026-09-30", "ENG-2026.2")]
    [InlineData(Jurisdiction.Wales, "2026-09-30", "WAL-2026")]
    public void The_pack_is_that_of_the_decisions_own_day(Jurisdiction nation, string on, string pack)
    {
        var finding = RouteTests.Judge(Asked with { Jurisdiction = nation, On = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture) }).Value!;
        Assert.Equal(pack, finding.Pack.Name);
        Assert.EndsWith("(draft, verify)", finding.Pack.Label, StringComparison.Ordinal);
        Assert.Equal(finding.Pack.Routes.Select(r => r.Route), finding.Answers.Select(a => a.Rule.Route));
    }

    private static Personal<string> Words => Personal<string>.Erased(DataSubject.Of(Safeguard.Support.Specs.Family.Id));

    private static ShareRoute Route(RouteFacts facts, DataProtectionBasis? basis = null) => RouteTests.Rest(facts, basis).Value!.Route;

    private static Refusal Refusal(RouteFacts facts, DataProtectionBasis? basis = null) => RouteTests.Rest(facts, basis).Refusal!;

    private static IEnumerable<string> Lacks(ShareRoute route, RouteFacts facts) =>
        RouteTests.Judge(facts).Value!.Answers.Single(a => a.Rule.Route == route).Missing.Select(m => m.Code);

    private static Agency Body(string code, AgencyKind kind, bool authority, params DutyScope[] scopes) => new(AgencyId.Of(code))
    {
        Name = code, Kind = kind, PublicAuthority = authority, Duties = [.. scopes.Select(s => new DutyPeriod(s, new(2005, 1, 1), null))],
    };
}
