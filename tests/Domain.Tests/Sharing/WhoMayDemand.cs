using System.Globalization;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>A statute that lets somebody demand information is cited towards them, and by who owes it (domain §3.1 route A).</summary>
public sealed class WhoMayDemand
{
    private static readonly DateOnly On = new(2026, 11, 9);

    private static readonly StatuteClaim Enquiry = new(Statute.ChildrenAct1989Section47) { Reference = OfFamily("Enquiry 1"), Verified = true };

    [Theory]
    [InlineData(Statute.ChildrenAct1989Section47, Jurisdiction.England, "ChildrensSocialCare")]
    [InlineData(Statute.ChildrenAct1989Section47, Jurisdiction.Wales, "ChildrensSocialCare")]
    [InlineData(Statute.ChildrenAct1989Section27, Jurisdiction.England, "ChildrensSocialCare")]
    [InlineData(Statute.ChildrenAct2004Section16H, Jurisdiction.England, "ChildrensSocialCare, Health, Police, Partnership")]
    [InlineData(Statute.SocialServicesAndWellBeingWalesAct2014Section137, Jurisdiction.Wales, "Partnership")]
    public void Each_statute_is_held_against_the_kind_of_its_recipient(Statute statute, Jurisdiction nation, string kinds)
    {
        foreach (var kind in Enum.GetValues<AgencyKind>())
        {
            var facts = Demanded(By(kind)) with { Jurisdiction = nation, Statute = Enquiry with { Duty = statute } };
            var (answer, judged) = (RouteTests.Judge(facts).Value!.Answers.Single(a => a.Rule.Route == ShareRoute.A), RouteTests.Rest(facts, null));
            if (kinds.Split(", ").Contains(kind.ToString()))
            {
                Assert.True(answer.Fits, kind.ToString());
                Assert.Equal(ShareRoute.A, judged.Value!.Route);
            }
            else
            {
                Assert.Equal([("/recipient/agency", "NOT_THEIRS_TO_DEMAND")], answer.Missing.Select(m => (m.Pointer, m.Code)));
                Assert.Equal(("NOT_THEIRS_TO_DEMAND", RefusalKind.State, "/statute/duty"), (judged.Refusal!.Code, judged.Refusal.Kind, judged.Refusal.Pointer));
            }
        }
    }

    [Fact]
    public void Nobody_is_held_to_a_demand_of_an_agency_that_is_not_registered() =>
        Assert.Equal("NOT_THEIRS_TO_DEMAND", RouteTests.Rest(Demanded(null), null).Refusal!.Code);

    [Theory]
    [InlineData(Statute.ChildrenAct1989Section47, "NOT_OWED")]
    [InlineData(Statute.ChildrenAct1989Section27, "NOT_OWED")]
    [InlineData(Statute.ChildrenAct2004Section16H, "A")]
    public void A_charity_owes_partners_an_answer_and_no_local_authority_its_help(Statute statute, string outcome)
    {
        var asked = Demanded(By(AgencyKind.ChildrensSocialCare)) with { Statute = Enquiry with { Duty = statute } };
        Assert.Equal(outcome, Outcome(asked with { Parties = asked.Parties with { Sender = new Agency(Treatment) { Name = "Charity", Kind = AgencyKind.Voluntary } } }));
        Assert.Equal(outcome, Outcome(asked with { Parties = asked.Parties with { Sender = null } }));
    }

    [Fact]
    public void A_wrong_demand_is_told_whatever_else_would_carry_the_share()
    {
        var harm = Demanded(By(AgencyKind.School)) with { Threshold = OverrideThreshold.SignificantHarmSuspected };
        Assert.Equal("NOT_THEIRS_TO_DEMAND", Outcome(harm));
        Assert.Equal("C", Outcome(harm with { Statute = null }));
        Assert.Contains("significant harm", RouteTests.Rest(harm, null).Refusal!.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("local authority", RouteTests.Rest(harm, null).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Contains("draft, verify", RouteTests.Rest(harm, null).Refusal!.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AgencyKind.School)]
    [InlineData(AgencyKind.Voluntary)]
    [InlineData(AgencyKind.ChildrensSocialCare)]
    public void A_court_orders_disclosure_to_anybody(AgencyKind kind) =>
        Assert.Equal("A", Outcome(Demanded(By(kind)) with { Confidence = ConfidenceBasis.CourtOrder, Statute = Enquiry with { Duty = null } }));

    [Fact]
    public void No_statute_lets_anybody_demand_in_the_other_nation()
    {
        Assert.Equal("WRONG_NATION", Outcome(Demanded(By(AgencyKind.Partnership)) with { Statute = Enquiry with { Duty = Statute.SocialServicesAndWellBeingWalesAct2014Section137 } }));
        Assert.Equal("WRONG_NATION", Outcome(Demanded(By(AgencyKind.Police)) with { Jurisdiction = Jurisdiction.Wales, Statute = Enquiry with { Duty = Statute.ChildrenAct2004Section16H } }));
    }

    [Fact]
    public void The_command_and_the_check_say_the_same_and_record_nothing()
    {
        var toSchool = SomeShare.Propose with { Recipient = new SendTo { Agency = School }, Parties = new(SomeShare.RegisteredTreatment, SomeShare.RegisteredSchool) };
        var answers = SomeOverride.Decide with
        {
            Recipient = new() { Agency = School, Role = "Designated safeguarding lead", Function = "Safeguarding in school" }, Parties = toSchool.Parties,
            Statute = new() { Duty = Statute.ChildrenAct1989Section47, Reference = "Enquiry 1", Verified = true },
        };
        var expected = BasisRefusals.NotTheirsToDemand(StatuteRule.Find(Statute.ChildrenAct1989Section47, Jurisdiction.England)!);

        Family.Given(Household, SomeShare.Proposal with { Recipient = new(School) }).When(SharingDecider.Decide, answers).Refuses(expected);
        var check = SharingDecider.Check(Family.Given(Household).Record, new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = toSchool, Override = answers }).Value!;
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(check.OverrideRefused));
        Assert.False(check.WouldBeRecorded);
        Assert.Contains("NOT_THEIRS_TO_DEMAND", check.Routes.Single(r => r.Rule.Route == ShareRoute.A).Missing.Select(m => m.Code));
    }

    [Fact]
    public void An_answer_that_comes_later_is_held_to_it_as_well()
    {
        var decided = Family.Given(Household, SomeShare.Proposal with { Recipient = new(School) }, SomeOverride.Decided);
        decided.When(SharingDecider.Decide, new SupplementOverride
        {
            Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = new(SomeShare.RegisteredTreatment, SomeShare.RegisteredSchool),
            Statute = new() { Duty = Statute.ChildrenAct1989Section47, Reference = "Enquiry 1", Verified = true },
        }).Refuses(BasisRefusals.NotTheirsToDemand(StatuteRule.Find(Statute.ChildrenAct1989Section47, Jurisdiction.England)!));
    }

    private static string Outcome(RouteFacts facts) => RouteTests.Rest(facts, null) is { Value: { } route } ? route.Route.ToString() : RouteTests.Rest(facts, null).Refusal!.Code;

    private static RouteFacts Demanded(Agency? recipient) => new(Jurisdiction.England, On, new(By(AgencyKind.Health), recipient)) { Statute = Enquiry };

    private static Agency By(AgencyKind kind) => new(AgencyId.Of(kind.ToString().ToLower(CultureInfo.InvariantCulture))) { Name = "Invented", Kind = kind, PublicAuthority = true };
}
