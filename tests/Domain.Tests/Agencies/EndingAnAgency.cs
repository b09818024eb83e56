using Safeguard.Domain.Agencies;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Agencies.SomeAgency;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Agencies;

public sealed class EndingAnAgency
{
    private static readonly CloseAgency Close = new() { By = Administrator, Now = Now, Agency = SocialCare, On = new(2026, 10, 1) };

    private static readonly MergeAgency Merge = new()
    {
        By = Administrator, Now = Now, Agency = SocialCare, Into = School, IntoAgency = Registered(School), On = new(2026, 10, 1),
    };

    private static readonly AgencyClosed Closed = new(SocialCare, Close.On, null) { Envelope = JustNow() };

    private static readonly AgencyMerged Merged = new(SocialCare, School, Merge.On) { Envelope = JustNow() };

    [Fact]
    public void An_administrator_closes_it_with_a_successor_or_without()
    {
        Records(AgencyDecider.Decide(Known, Close), Closed);
        Records(AgencyDecider.Decide(Known, Close with { Successor = School, SuccessorAgency = Registered(School) }), Closed with { Successor = School });
    }

    [Fact]
    public void An_administrator_merges_it_into_another() => Records(AgencyDecider.Decide(Known, Merge), Merged);

    [Fact]
    public void It_takes_part_until_that_day_and_not_on_it()
    {
        var ended = Known.After(Merged);
        Assert.Null(ended.EndedBy(new(2026, 9, 30)));
        Assert.Equal(new AgencyEnd(Merge.On, Merged: true, School), ended.EndedBy(new(2026, 10, 1)));
        Assert.Equal(new AgencyEnd(Close.On, Merged: false, null), Known.After(Closed).EndedBy(new(2027, 1, 1)));
        Assert.Null(Known.EndedBy(new(2999, 1, 1)));
    }

    [Fact]
    public void A_day_to_come_is_as_good() =>
        Records(AgencyDecider.Decide(Known, Close with { On = new(2027, 4, 1) }), Closed with { On = new(2027, 4, 1) });

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.IgOfficer)]
    [InlineData(Role.System)]
    public void Nobody_else_does(Role role)
    {
        var by = Administrator with { Roles = [role] };
        Refuses(AgencyDecider.Decide(Known, Close with { By = by }), AgencyRefusals.AdministratorOnly);
        Refuses(AgencyDecider.Decide(Known, Merge with { By = by }), AgencyRefusals.AdministratorOnly);
    }

    [Fact]
    public void What_was_never_registered_cannot_end()
    {
        Refuses(AgencyDecider.Decide(new Agency(SocialCare), Close), AgencyRefusals.NotFound);
        Refuses(AgencyDecider.Decide(new Agency(SocialCare), Merge), AgencyRefusals.NotFound);
    }

    [Fact]
    public void The_successor_is_another_registered_agency_that_is_still_there_that_day()
    {
        Refuses(AgencyDecider.Decide(Known, Close with { Successor = School }), AgencyRefusals.UnknownSuccessor("/successor"));
        Refuses(AgencyDecider.Decide(Known, Merge with { IntoAgency = null }), AgencyRefusals.UnknownSuccessor("/into"));
        Refuses(AgencyDecider.Decide(Known, Close with { Successor = SocialCare, SuccessorAgency = Known }), AgencyRefusals.OwnSuccessor("/successor"));
        Refuses(AgencyDecider.Decide(Known, Merge with { Into = SocialCare, IntoAgency = Known }), AgencyRefusals.OwnSuccessor("/into"));
        var gone = Registered(School).After(new AgencyClosed(School, Merge.On, null) { Envelope = JustNow() });
        Refuses(AgencyDecider.Decide(Known, Merge with { IntoAgency = gone }), AgencyRefusals.SuccessorEnded("/into"));
        Records(AgencyDecider.Decide(Known, Merge with { IntoAgency = gone, On = new(2026, 9, 30) }), Merged with { On = new(2026, 9, 30) });
    }

    [Fact]
    public void It_ends_once()
    {
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(Known.After(Closed), Close));
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(Known.After(Merged), Merge));
        Refuses(AgencyDecider.Decide(Known.After(Closed), Close with { On = new(2026, 11, 1) }), AgencyRefusals.AlreadyEnded);
        Refuses(AgencyDecider.Decide(Known.After(Closed), Merge), AgencyRefusals.AlreadyEnded);
        Refuses(AgencyDecider.Decide(Known.After(Merged), Close with { Successor = School, SuccessorAgency = Registered(School) }), AgencyRefusals.AlreadyEnded);
    }
}
