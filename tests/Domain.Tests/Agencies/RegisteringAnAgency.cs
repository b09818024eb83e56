using Safeguard.Domain.Agencies;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Agencies;

public sealed class RegisteringAnAgency
{
    private static readonly Agency Unknown = new(SocialCare);

    private static readonly RegisterAgency Register = new()
    {
        By = new(ActorId.Of("administrator"), AgencyId.Of("partnership"), [Role.Administrator]), Now = Now,
        Agency = SocialCare, Name = "Invented Children's Social Care", Kind = AgencyKind.ChildrensSocialCare, Area = "Luton", PublicAuthority = true,
    };

    private static readonly AgencyRegistered Registered =
        new(SocialCare, "Invented Children's Social Care", AgencyKind.ChildrensSocialCare, "Luton", true) { Envelope = JustNow() };

    private static readonly Agency Known = Unknown.Evolve(((Past)Registered).Recorded(Registered, 1));

    [Fact]
    public void An_administrator_registers_it_in_a_stream_of_its_own()
    {
        var accepted = Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Unknown, Register));
        Assert.Equal(SpecJson.OfProposed([new(StreamKey.Agency(SocialCare), Registered)]), SpecJson.OfProposed(accepted.Events));
    }

    [Fact]
    public void It_is_then_known() => Assert.True(Known.Exists);

    [Theory]
    [InlineData("partnership")]
    [InlineData("safeguard")]
    public void A_code_in_which_the_log_itself_acts_is_refused(string code) =>
        Refuses(new Agency(AgencyId.Of(code)), Register with { Agency = AgencyId.Of(code) }, AgencyRefusals.CodeReserved);

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.DutyManager)]
    [InlineData(Role.IgOfficer)]
    [InlineData(Role.DataSteward)]
    [InlineData(Role.System)]
    public void Nobody_else_does(Role role) =>
        Refuses(Unknown, Register with { By = Register.By with { Roles = [role] } }, AgencyRefusals.AdministratorOnly);

    [Fact]
    public void The_same_again_changes_nothing() =>
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(Known, Register));

    [Fact]
    public void Another_under_the_same_code_is_refused()
    {
        Refuses(Known, Register with { Name = "Another" }, AgencyRefusals.AlreadyRegistered);
        Refuses(Known, Register with { Kind = AgencyKind.Police }, AgencyRefusals.AlreadyRegistered);
        Refuses(Known, Register with { Area = "Bedford" }, AgencyRefusals.AlreadyRegistered);
        Refuses(Known, Register with { PublicAuthority = false }, AgencyRefusals.AlreadyRegistered);
        Assert.Equal(RefusalKind.State, AgencyRefusals.AlreadyRegistered.Kind);
    }

    [Fact]
    public void It_has_a_name_and_an_area()
    {
        Refuses(Unknown, Register with { Name = " " }, AgencyRefusals.NameRequired);
        Refuses(Unknown, Register with { Name = new('a', 201) }, TextRefusals.TooLong("/name", 200));
        Refuses(Unknown, Register with { Area = null }, AgencyRefusals.AreaRequired);
        Refuses(Unknown, Register with { Area = "Luton & Dunstable" }, TextRefusals.NotAPlace("/area"));
    }

    private static void Refuses(Agency agency, RegisterAgency command, Refusal expected) =>
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(Assert.IsType<Decision.Refused>(AgencyDecider.Decide(agency, command)).Refusal));
}
