using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Deadlines;

/// <summary>A clock that ran out is noted on the record, once, and nothing is undone by it (D14; §6 row 52).</summary>
public sealed class DeadlinesPass
{
    private static readonly DateTimeOffset Due = LondonTime.EndOf(Today.AddDays(1));

    private static readonly Past[] Urgent =
    [
        Household, SomeShare.Proposal, SomeOverride.Decided, new UrgentShareMade(SomeShare.Id, OfFamily("It cannot wait for anybody."), Due) { Envelope = JustNow(AboutMother, AboutChild) },
    ];

    private static readonly LapseDeadline Lapse = new()
    {
        Family = Family.Id, By = Service, Now = Due.AddMicroseconds(1), Clock = Clock.RetrospectiveAuthorisation, About = SomeShare.Id.Value, Due = Due,
    };

    private static readonly DeadlineLapsed Lapsed = new(Clock.RetrospectiveAuthorisation, SomeShare.Id.Value, Due) { Envelope = Said(Lapse.Now) };

    [Fact]
    public void An_urgent_share_that_nobody_decided_on_is_noted_the_moment_after() =>
        Family.Given(Urgent).When(DeadlineDecider.Decide, Lapse).Then(Lapsed);

    [Fact]
    public void Not_a_moment_before() =>
        Family.Given(Urgent).When(DeadlineDecider.Decide, Lapse with { Now = Due }).ChangesNothing();

    [Fact]
    public void Once() =>
        Family.Given([.. Urgent, Lapsed]).When(DeadlineDecider.Decide, Lapse with { Now = Due.AddHours(1) }).ChangesNothing();

    [Fact]
    public void Not_where_somebody_decided_either_way()
    {
        Family.Given([.. Urgent, new RetrospectiveAuthorised(SomeShare.Id) { Envelope = JustNow(AboutMother) }.RecordedBy(Manager)]).When(DeadlineDecider.Decide, Lapse).ChangesNothing();
        Family.Given([.. Urgent, new RetrospectiveRefused(SomeShare.Id, OfFamily("No.")) { Envelope = JustNow(AboutMother) }.RecordedBy(Manager)]).When(DeadlineDecider.Decide, Lapse).ChangesNothing();
    }

    [Fact]
    public void Nor_where_the_share_never_was_urgent_or_another_instant_is_due()
    {
        Family.Given(Household, SomeShare.Proposal).When(DeadlineDecider.Decide, Lapse).ChangesNothing();
        Family.Given(Household).When(DeadlineDecider.Decide, Lapse).ChangesNothing();
        Family.Given(Urgent).When(DeadlineDecider.Decide, Lapse with { Due = Due.AddHours(-1) }).ChangesNothing();
    }

    [Fact]
    public void It_is_the_service_that_notes_it() =>
        Family.Given(Urgent).When(DeadlineDecider.Decide, Lapse with { By = Manager }).Refuses(DeadlineDecider.OnlyTheService);

    [Fact]
    public void A_request_waits_until_it_is_shared_or_refused()
    {
        var asked = new InformationRequested(
            RequestId.From(Uuid(0x60)), SocialCare, Treatment, Domain.Consent.Purpose.ChildProtection, Today.AddDays(1), RequesterCheck.SignedIn, OfFamily("What?"), OfFamily("What?"))
        { Envelope = JustNow(AboutMother) };
        var lapse = Lapse with { Clock = Clock.InformationRequest, About = asked.Request.Value };
        var against = new DecisionNotToShare(NonShareId.From(Uuid(0x61)), SocialCare, OfFamily("No."), OfFamily("None."), false, Today) { Request = asked.Request, Envelope = JustNow(AboutMother) };

        Family.Given(Household, asked).When(DeadlineDecider.Decide, lapse).Then(new DeadlineLapsed(Clock.InformationRequest, asked.Request.Value, Due) { Envelope = Said(lapse.Now) });
        Family.Given(Household, asked, SomeShare.Proposal with { Request = asked.Request }).When(DeadlineDecider.Decide, lapse).Then(new DeadlineLapsed(Clock.InformationRequest, asked.Request.Value, Due) { Envelope = Said(lapse.Now) });
        Family.Given(Household, asked, SomeShare.Proposal with { Request = asked.Request }, SomeShare.Disclosed).When(DeadlineDecider.Decide, lapse).ChangesNothing();
        Family.Given(Household, asked, against).When(DeadlineDecider.Decide, lapse).ChangesNothing();
    }
}
