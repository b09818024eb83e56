using Safeguard.Domain.Access;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Access.SomeAccess;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Access;

/// <summary>One record, a reason of its own, an hour at most, and somebody else who looks at it (domain §5 rule 2; §6 row 79).</summary>
public sealed class BreakingTheGlass
{
    private static Proposed ToAccess(AccessEvent e) => new(StreamKey.AccessTo(Family.Id), e);

    [Fact]
    public void A_reason_that_says_what_happens_opens_the_record_for_the_time_asked()
    {
        Family.Given(Household).When(BreakGlassDecider.Decide, Break).ThenAcross(ToAccess(Broken));
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Minutes = null }).ThenAcross(ToAccess(Broken with { Minutes = 60, Until = At(11, 0) }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("need to look")]
    [InlineData("urgent           x           ")]
    public void A_short_reason_is_refused(string? reason) =>
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Reason = reason }).Refuses(BreakGlassRefusals.ReasonTooShort);

    [Theory]
    [InlineData("I need to look at this record please")]
    [InlineData("safeguarding safeguarding safeguarding")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Urgent safeguarding concern about the child, need access now")]
    public void A_reason_that_could_stand_under_any_record_is_refused(string reason) =>
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Reason = reason }).Refuses(BreakGlassRefusals.ReasonNotSpecific);

    [Fact]
    public void A_reason_in_any_script_is_heard() =>
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Reason = "اتصلت الأم: ابتلع الطفل دواء الميثادون" })
            .ThenAcross(ToAccess(Broken with { Reason = OfFamily("اتصلت الأم: ابتلع الطفل دواء الميثادون") }));

    [Fact]
    public void It_lasts_a_minute_to_an_hour()
    {
        foreach (var minutes in (int[])[0, -1, 61])
            Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Minutes = minutes }).Refuses(BreakGlassRefusals.MinutesOutOfRange(60));
    }

    [Fact]
    public void A_partnership_may_set_fewer_minutes_and_never_more()
    {
        var quarter = Break with { Policy = AccessPolicy.Default with { MostMinutes = 15 } };
        Family.Given(Household).When(BreakGlassDecider.Decide, quarter with { Minutes = 16 }).Refuses(BreakGlassRefusals.MinutesOutOfRange(15));
        Family.Given(Household).When(BreakGlassDecider.Decide, quarter with { Minutes = null }).ThenAcross(ToAccess(Broken with { Minutes = 15, Until = At(10, 15) }));
        var day = Break with { Policy = AccessPolicy.Default with { MostMinutes = 1_440 } };
        Family.Given(Household).When(BreakGlassDecider.Decide, day with { Minutes = 61 }).Refuses(BreakGlassRefusals.MinutesOutOfRange(60));
    }

    [Fact]
    public void Who_is_not_shut_out_or_is_in_already_or_misused_it_breaks_nothing()
    {
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Grounds = [] }).Refuses(BreakGlassRefusals.NothingToBreak);
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Open = true }).Refuses(BreakGlassRefusals.OpenAlready);
        Family.Given(Household).When(BreakGlassDecider.Decide, Break with { Suspended = true }).Refuses(BreakGlassRefusals.Suspended);
    }

    [Fact]
    public void It_is_open_to_who_broke_it_and_until_its_time_is_over()
    {
        Assert.True(Use.IsOpenFor(OtherWorker.Id, Treatment, At(10, 29)));
        Assert.False(Use.IsOpenFor(OtherWorker.Id, Treatment, At(10, 30)));
        Assert.False(Use.IsOpenFor(Worker.Id, Treatment, At(10, 0)));
        Assert.False(Use.IsOpenFor(OtherWorker.Id, SocialCare, At(10, 0)));
        Assert.True((Use with { Finding = GlassFinding.JustifiedWithLearning }).IsOpenFor(OtherWorker.Id, Treatment, At(10, 0)));
        Assert.False((Use with { Finding = GlassFinding.Misuse }).IsOpenFor(OtherWorker.Id, Treatment, At(10, 0)));
    }

    [Fact]
    public void Another_officer_reviews_it_once()
    {
        BreakGlassReviewed reviewed = new(GlassId, Family.Id, OtherWorker.Id, GlassFinding.Justified, OfFamily("It could not wait.")) { Envelope = JustNow() };
        Family.Given(Household).When(BreakGlassDecider.Decide, Review).ThenAcross(ToAccess(reviewed));
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { By = OfPartnership }).ThenAcross(ToAccess(reviewed));
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { Use = Use with { Finding = GlassFinding.Misuse } }).Refuses(BreakGlassRefusals.Reviewed);
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { Reasons = null }).Refuses(BreakGlassRefusals.ReasonsRequired);
    }

    [Fact]
    public void Nobody_reviews_their_own_and_no_manager_any()
    {
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { By = Officer with { Id = OtherWorker.Id } }).Refuses(BreakGlassRefusals.OwnUse);
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { By = Manager }).Refuses(BreakGlassRefusals.OfficerOnly);
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { By = OfSocialCare }).Refuses(BreakGlassRefusals.NotFound);
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { Use = null }).Refuses(BreakGlassRefusals.NotFound);
    }

    [Fact]
    public void Misuse_suspends_whoever_did_it() =>
        Family.Given(Household).When(BreakGlassDecider.Decide, Review with { Finding = GlassFinding.Misuse }).ThenAcross(
            ToAccess(new BreakGlassReviewed(GlassId, Family.Id, OtherWorker.Id, GlassFinding.Misuse, OfFamily("It could not wait.")) { Envelope = JustNow() }),
            new Proposed(StreamKey.Agency(Treatment), new BreakGlassSuspended(OtherWorker.Id, Family.Id, GlassId) { Envelope = JustNow() }));
}
