using Safeguard.Domain.Agencies;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Agencies.SomeAgency;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Agencies;

/// <summary>Who stands in the duty of Children Act 2004 s.16LA(4): bodies, designated agencies, and those who work for one of these.</summary>
public sealed class StandingInADuty
{
    private static readonly DateOnly From = new(2026, 10, 1), LastDay = new(2027, 3, 31);

    private static readonly AgencyId Council = AgencyId.Of("council"), Charity = AgencyId.Of("charity"), Subcontractor = AgencyId.Of("subcontractor");

    private static readonly Agency TheCouncil = Registered(Council).After(Declared(Council, DutyScope.Section11Body, new(2005, 10, 1)));
    private static readonly Agency TheCharity = Registered(Charity).After(Declared(Charity, DutyScope.Contracted, From, by: Council));

    private static readonly DeclareDutyScope Declare = new()
    {
        By = Administrator, Now = Now, Agency = SocialCare, Scope = DutyScope.Contracted, From = From, ContractedBy = Council, Principal = TheCouncil,
    };

    [Theory]
    [InlineData(DutyScope.Section11Body)]
    [InlineData(DutyScope.Section16EAgency)]
    public void A_body_and_a_designated_agency_stand_in_it_by_themselves(DutyScope scope)
    {
        var agency = Registered(Council).After(Declared(Council, scope, From, LastDay));
        Assert.True(Stands(agency, From));
        Assert.True(Stands(agency, LastDay));
        Assert.False(Stands(agency, From.AddDays(-1)));
        Assert.False(Stands(agency, LastDay.AddDays(1)));
        Assert.False(agency.StandsInDuty(Jurisdiction.Wales, From, []));
    }

    [Fact]
    public void A_provider_stands_in_it_through_an_arrangement_with_one_of_those()
    {
        Assert.True(Stands(TheCharity, From, TheCouncil));
        Assert.False(Stands(TheCharity, From.AddDays(-1), TheCouncil));
    }

    [Fact]
    public void An_arrangement_with_somebody_outside_the_duty_is_none()
    {
        Assert.False(Stands(TheCharity, From, Registered(Council)));
        Assert.False(Stands(TheCharity, From));
        Assert.False(Stands(TheCharity, From, Registered(School).After(Declared(School, DutyScope.Section11Body, new(2005, 10, 1)))));
    }

    [Fact]
    public void An_arrangement_with_another_provider_is_none_whoever_works_for_whom() =>
        Assert.False(Stands(Registered(Subcontractor).After(Declared(Subcontractor, DutyScope.Contracted, From, by: Charity)), From, TheCharity, TheCouncil));

    [Fact]
    public void A_partner_in_Wales_brings_nobody_into_the_English_duty() =>
        Assert.False(Stands(TheCharity, From, Registered(Council).After(Declared(Council, DutyScope.RelevantPartnerInWales, new(2016, 4, 6)))));

    [Fact]
    public void It_ends_for_the_provider_on_the_day_on_which_the_body_leaves_it()
    {
        var leaving = Registered(Council).After(Declared(Council, DutyScope.Section11Body, new(2005, 10, 1), LastDay));
        Assert.True(Stands(TheCharity, LastDay, leaving));
        Assert.False(Stands(TheCharity, LastDay.AddDays(1), leaving));

        foreach (AgencyEvent end in (AgencyEvent[])[
            new AgencyClosed(Council, LastDay, null) { Envelope = JustNow() }, new AgencyMerged(Council, School, LastDay) { Envelope = JustNow() }])
        {
            Assert.True(Stands(TheCharity, LastDay.AddDays(-1), TheCouncil.After(end)));
            Assert.False(Stands(TheCharity, LastDay, TheCouncil.After(end)));
            Assert.False(Stands(TheCouncil.After(end), LastDay));
        }
    }

    [Fact]
    public void An_arrangement_is_declared_with_a_registered_body_that_stands_in_the_duty_itself()
    {
        Records(AgencyDecider.Decide(Known, Declare), Declared(SocialCare, DutyScope.Contracted, From, by: Council));
        Refuses(AgencyDecider.Decide(Known, Declare with { Principal = null }), AgencyRefusals.UnknownPrincipal);
        Refuses(AgencyDecider.Decide(Known, Declare with { ContractedBy = Charity, Principal = TheCharity }), AgencyRefusals.PrincipalOutOfDuty);
        Refuses(AgencyDecider.Decide(Known, Declare with { Principal = Registered(Council) }), AgencyRefusals.PrincipalOutOfDuty);
        Refuses(AgencyDecider.Decide(Known, Declare with { From = new(2005, 9, 30) }), AgencyRefusals.PrincipalOutOfDuty);
        Assert.Equal(RefusalKind.State, AgencyRefusals.PrincipalOutOfDuty.Kind);
    }

    [Fact]
    public void Only_a_contracted_provider_names_a_body_and_it_is_another()
    {
        Refuses(AgencyDecider.Decide(Known, Declare with { ContractedBy = null, Principal = null }), AgencyRefusals.ArrangementUnclear);
        Refuses(AgencyDecider.Decide(Known, Declare with { Scope = DutyScope.Section11Body }), AgencyRefusals.ArrangementUnclear);
        Refuses(AgencyDecider.Decide(Known, Declare with { ContractedBy = SocialCare, Principal = Known }), AgencyRefusals.ArrangementUnclear);
    }

    [Fact]
    public void Two_bodies_may_commission_the_same_provider_for_the_same_days()
    {
        var contracted = Known.After(Declared(SocialCare, DutyScope.Contracted, From, by: School));
        Records(AgencyDecider.Decide(contracted, Declare), Declared(SocialCare, DutyScope.Contracted, From, by: Council));
        var twice = contracted.After(Declared(SocialCare, DutyScope.Contracted, From, by: Council));
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(twice, Declare));
        Refuses(AgencyDecider.Decide(twice, Declare with { From = From.AddDays(1) }), AgencyRefusals.DutyOverlaps);
    }

    private static readonly Agency Contracted = Known.After(Declared(SocialCare, DutyScope.Contracted, From, by: Council));

    private static readonly EndDutyScope End = new() { By = Administrator, Now = Now, Agency = SocialCare, Scope = DutyScope.Contracted, From = From, To = LastDay, ContractedBy = Council };

    private static readonly DutyScopeEnded Ended = new(SocialCare, DutyScope.Contracted, From, LastDay, Council) { Envelope = JustNow() };

    [Fact]
    public void A_duty_that_was_declared_without_an_end_gets_one_when_it_is_known()
    {
        Records(AgencyDecider.Decide(Contracted, End), Ended);
        var ended = Contracted.After(Ended);
        Assert.True(Stands(ended, LastDay, TheCouncil));
        Assert.False(Stands(ended, LastDay.AddDays(1), TheCouncil));
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(ended, End));
        Records(AgencyDecider.Decide(ended, End with { To = LastDay.AddDays(-1) }), Ended with { To = LastDay.AddDays(-1) });
        Refuses(AgencyDecider.Decide(ended, End with { To = LastDay.AddDays(1) }), AgencyRefusals.DutyEndsEarlier);
    }

    [Fact]
    public void Behind_its_end_a_duty_may_be_declared_again()
    {
        var again = Declare with { From = LastDay.AddDays(1) };
        Refuses(AgencyDecider.Decide(Contracted, again), AgencyRefusals.DutyOverlaps);
        Records(AgencyDecider.Decide(Contracted.After(Ended), again), Declared(SocialCare, DutyScope.Contracted, again.From, by: Council));
    }

    [Fact]
    public void Only_the_arrangement_that_is_named_ends()
    {
        var two = Contracted.After(Declared(SocialCare, DutyScope.Contracted, From, by: School)).After(Ended);
        Assert.False(Stands(two, LastDay.AddDays(1), TheCouncil));
        Assert.True(Stands(two, LastDay.AddDays(1), Registered(School).After(Declared(School, DutyScope.Section11Body, From))));
    }

    [Fact]
    public void An_administrator_ends_a_duty_that_was_declared_and_not_before_it_began()
    {
        Refuses(AgencyDecider.Decide(Contracted, End with { By = Worker }), AgencyRefusals.AdministratorOnly);
        Refuses(AgencyDecider.Decide(new Agency(SocialCare), End), AgencyRefusals.NotFound);
        Refuses(AgencyDecider.Decide(Contracted, End with { To = From.AddDays(-1) }), AgencyRefusals.EndsBeforeItBegins);
        Refuses(AgencyDecider.Decide(Contracted, End with { From = From.AddDays(1) }), AgencyRefusals.NoSuchDuty);
        Refuses(AgencyDecider.Decide(Contracted, End with { Scope = DutyScope.Section11Body }), AgencyRefusals.NoSuchDuty);
        Refuses(AgencyDecider.Decide(Contracted, End with { ContractedBy = School }), AgencyRefusals.NoSuchDuty);
    }

    private static bool Stands(Agency agency, DateOnly on, params Agency[] principals) => agency.StandsInDuty(Jurisdiction.England, on, principals);

    private static DutyScopeDeclared Declared(AgencyId agency, DutyScope scope, DateOnly from, DateOnly? to = null, AgencyId? by = null) =>
        new(agency, scope, from, to, by) { Envelope = JustNow() };
}
