using Safeguard.Domain.Documents;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Documents.SomeDocument;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Documents;

public sealed class ReleasingADocument
{
    private static readonly FamilyHistory Before = Family.Given(Household, Registered);

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.DutyManager)]
    [InlineData(Role.CaldicottGuardian)]
    public void The_owner_releases_it_to_agencies(Role role) =>
        Before.When(DocumentDecider.Decide, Release with { By = Manager with { Roles = [role] } }).Then(Released);

    [Fact]
    public void Or_lets_another_that_has_it_send_it_on() =>
        Before.When(DocumentDecider.Decide, Release with { Sender = SocialCare, To = [School] }).Then(Released with { Sender = SocialCare, To = [School] });

    [Fact]
    public void An_owner_to_whom_it_was_sent_back_releases_what_another_agency_noted() =>
        Family.Given(Household, (Registered with { Owner = SocialCare }).As(Letter), Proposal, Disclosed)
            .When(DocumentDecider.Decide, Release with { By = SocialCareManager, Sender = Invented.Treatment, To = [School], Registered = [Invented.Treatment, School] })
            .Then(Released with { Sender = Invented.Treatment, To = [School] });

    [Fact]
    public void What_stands_already_changes_nothing_and_only_what_does_not_is_recorded()
    {
        var released = Family.Given(Household, Registered, Released);
        released.When(DocumentDecider.Decide, Release).ChangesNothing();
        released.When(DocumentDecider.Decide, Release with { To = [SocialCare, School, School] }).Then(Released with { To = [School] });
    }

    [Fact]
    public void A_practitioner_does_not_release_it() => Before.When(DocumentDecider.Decide, Release with { By = Worker }).Refuses(DocumentRefusals.ReleaserOnly);

    [Fact]
    public void Nor_does_who_registered_it_where_another_agency_owns_it() =>
        Family.Given(Household, Registered with { Owner = SocialCare }).When(DocumentDecider.Decide, Release with { To = [School] }).Refuses(DocumentRefusals.OwnerReleases);

    [Fact]
    public void To_an_owner_that_was_not_sent_it_there_is_no_such_document() =>
        Family.Given(Household, Registered with { Owner = SocialCare }).When(DocumentDecider.Decide, Release with { By = SocialCareManager, To = [School] }).Refuses(DocumentRefusals.NotFound);

    [Fact]
    public void Nobody_releases_in_anothers_name() =>
        Before.When(DocumentDecider.Decide, Release with { Entry = new Entry { LearnedAt = Now, KnownFrom = KnownFrom.Observed, DecidedBy = ActorId.Of("other-manager") } })
            .Refuses(DocumentRefusals.InPerson);

    [Fact]
    public void Without_a_reason_it_is_refused() =>
        Before.When(DocumentDecider.Decide, Release with { Reason = " " }).Refuses(SharingRefusals.ReasonsRequired("/reason"));

    [Fact]
    public void To_nobody_it_is_refused() => Before.When(DocumentDecider.Decide, Release with { To = [] }).Refuses(DocumentRefusals.RecipientsRequired);

    [Fact]
    public void To_its_owner_and_to_an_agency_that_is_not_registered_it_is_refused()
    {
        Before.When(DocumentDecider.Decide, Release with { To = [SocialCare, Invented.Treatment] }).Refuses(DocumentRefusals.HasItAnyway("/to/1"));
        Before.When(DocumentDecider.Decide, Release with { To = [SocialCare, AgencyId.Of("nobody-here")] }).Refuses(SharingRefusals.UnknownAgency("/to/1"));
        Before.When(DocumentDecider.Decide, Release with { Sender = AgencyId.Of("nobody-here") }).Refuses(SharingRefusals.UnknownAgency("/sender"));
    }

    [Theory]
    [InlineData(HandlingMarking.NotMarked)]
    [InlineData(HandlingMarking.OfficialSensitive)]
    public void What_nothing_holds_back_needs_no_release(HandlingMarking marking) =>
        Family.Given(Household, Registered with { HandlingMarking = marking }).When(DocumentDecider.Decide, Release).Refuses(DocumentRefusals.NothingHoldsItBack);

    [Fact]
    public void It_is_taken_back_from_all_or_from_some()
    {
        var both = Family.Given(Household, Registered, Released with { To = [SocialCare, School] });
        both.When(DocumentDecider.Decide, Withdraw).Then(Withdrawn with { To = [SocialCare, School] });
        both.When(DocumentDecider.Decide, Withdraw with { To = [School] }).Then(Withdrawn with { To = [School] });
    }

    [Fact]
    public void What_does_not_stand_is_not_taken_back()
    {
        Before.When(DocumentDecider.Decide, Withdraw).Refuses(DocumentRefusals.NotReleased);
        Family.Given(Household, Registered, Released, Withdrawn).When(DocumentDecider.Decide, Withdraw).Refuses(DocumentRefusals.NotReleased);
        Family.Given(Household, Registered, Released).When(DocumentDecider.Decide, Withdraw with { To = [School] }).Refuses(DocumentRefusals.NotReleased);
        Family.Given(Household, Registered, Released).When(DocumentDecider.Decide, Withdraw with { Sender = SocialCare }).Refuses(DocumentRefusals.NotReleased);
    }

    [Fact]
    public void By_the_owner_alone_and_with_a_reason()
    {
        var released = Family.Given(Household, Registered, Released);
        released.When(DocumentDecider.Decide, Withdraw with { By = Worker }).Refuses(DocumentRefusals.ReleaserOnly);
        released.When(DocumentDecider.Decide, Withdraw with { By = SocialCareManager }).Refuses(DocumentRefusals.NotFound);
        released.When(DocumentDecider.Decide, Withdraw with { Reason = null }).Refuses(SharingRefusals.ReasonsRequired("/reason"));
    }
}
