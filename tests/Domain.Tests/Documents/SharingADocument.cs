using Safeguard.Domain.Documents;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Documents.SomeDocument;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Documents;

/// <summary>A document with the marking goes to no other agency before its owner released it to that one (TH-1; domain §6 row 60).</summary>
public sealed class SharingADocument
{
    private static readonly Past Marked = Registered.As(Letter);
    private static readonly DateTimeOffset Earlier = Now.AddHours(-2);

    [Fact]
    public void A_share_of_it_is_not_proposed_without_a_release() =>
        Family.Given(Household, Marked).When(SharingDecider.Decide, Propose).Refuses(DocumentRefusals.HandlingMarking("/items/1/source"));

    [Fact]
    public void Nor_with_one_to_another_agency_or_for_another_sender()
    {
        Family.Given(Household, Marked, Released with { To = [School] }).When(SharingDecider.Decide, Propose).Refuses(DocumentRefusals.HandlingMarking("/items/1/source"));
        Family.Given(Household, Marked, Released with { Sender = School }).When(SharingDecider.Decide, Propose).Refuses(DocumentRefusals.HandlingMarking("/items/1/source"));
    }

    [Fact]
    public void With_a_release_it_is_proposed() =>
        Family.Given(Household, Marked, Released).When(SharingDecider.Decide, Propose).Then(Proposal);

    [Theory]
    [InlineData(HandlingMarking.NotMarked)]
    [InlineData(HandlingMarking.OfficialSensitive)]
    public void Without_the_marking_it_goes_as_any_entry_does(HandlingMarking marking) =>
        Family.Given(Household, (Registered with { HandlingMarking = marking }).As(Letter)).When(SharingDecider.Decide, Propose).Then(Proposal);

    [Fact]
    public void To_its_owner_it_needs_no_release() =>
        Family.Given(Household, (Registered with { Owner = SocialCare }).As(Letter)).When(SharingDecider.Decide, Propose).Then(Proposal);

    [Fact]
    public void Where_another_agency_owns_it_its_release_counts_and_no_other()
    {
        var others = (Registered with { Owner = School }).As(Letter);
        Family.Given(Household, others).When(SharingDecider.Decide, Propose).Refuses(DocumentRefusals.HandlingMarking("/items/1/source"));
        Family.Given(Household, others, Released).When(SharingDecider.Decide, Propose).Then(Proposal);
    }

    [Fact]
    public void Whoever_received_it_passes_it_on_only_where_the_owner_lets_them()
    {
        var received = Family.Given(Household, Marked, Released, Proposal, Disclosed);
        var passOn = Propose with
        {
            By = SocialWorker, Share = ShareId.From(Uuid(0x51)), Recipient = new SendTo { Agency = School }, Parties = new(SomeShare.RegisteredSocialCare, SomeShare.RegisteredSchool),
            Items = [Offered],
        };
        received.When(SharingDecider.Decide, passOn).Refuses(DocumentRefusals.HandlingMarking("/items/0/source"));
        var let = Family.Given(Household, Marked, Released, Proposal, Disclosed, Released with { Sender = SocialCare, To = [School] });
        Assert.IsType<Decision.Accepted>(let.When(SharingDecider.Decide, passOn).Decision);
    }

    [Fact]
    public void A_document_that_is_not_theirs_to_see_is_out_of_the_case_like_one_of_another_family()
    {
        var seen = Family.Given(Household, Marked, Released);
        seen.When(SharingDecider.Decide, Propose with { KnownEntries = [SomeShare.Own(SomeShare.UseEntry), SomeShare.Own(Letter) with { Agency = School }] })
            .Refuses(SharingRefusals.ItemOutOfCase("/items/1/source"));
        seen.When(SharingDecider.Decide, Propose with { KnownEntries = [SomeShare.Own(SomeShare.UseEntry), SomeShare.Own(Letter) with { Stream = StreamKey.Family(FamilyId.From(Uuid(0xFF))) }] })
            .Refuses(SharingRefusals.ItemOutOfCase("/items/1/source"));
    }

    [Fact]
    public void Once_the_release_was_taken_back_nobody_authorises_it_but_the_rest()
    {
        var taken = Family.Given(Household, Marked, Released.At(Earlier), Proposal.At(Earlier), SomeOverride.Decided, Withdrawn.At(Now.AddMinutes(-5)));
        taken.When(SharingDecider.Decide, SomeShare.Authorise).Refuses(DocumentRefusals.HandlingMarking("/share"));
        taken.When(SharingDecider.Decide, SomeShare.Authorise with { Items = [1, 2] }).Refuses(DocumentRefusals.HandlingMarking("/items/1"));
        taken.When(SharingDecider.Decide, SomeShare.Authorise with { Items = [1] }).Then(SomeShare.Authorised with { Items = [1] });
    }

    [Fact]
    public void Nor_is_it_sent_though_it_was_authorised()
    {
        var taken = Family.Given(Household, Marked, Released.At(Earlier), Proposal.At(Earlier), SomeOverride.Decided.At(Earlier), SomeShare.Authorised.At(Earlier).RecordedBy(Manager), Withdrawn.At(Now.AddMinutes(-5)));
        taken.When(SharingDecider.Decide, Disclose).Refuses(DocumentRefusals.HandlingMarking("/share"));
        taken.When(SharingDecider.Decide, Disclose with { Items = [2, 1] }).Refuses(DocumentRefusals.HandlingMarking("/items/0"));
        taken.When(SharingDecider.Decide, Disclose with { Items = [1] }).Then(SomeShare.Disclosed with { Items = [SomeShare.SentUse] });
    }

    [Fact]
    public void What_was_sent_while_it_stood_and_is_written_down_later_was_rightly_sent()
    {
        var taken = Family.Given(Household, Marked, Released.At(Earlier), Proposal.At(Earlier), SomeOverride.Decided.At(Earlier), SomeShare.Authorised.At(Earlier).RecordedBy(Manager), Withdrawn.At(Now.AddMinutes(-5)));
        taken.When(SharingDecider.Decide, Disclose with { SentAt = Now.AddMinutes(-30) })
            .Then(Disclosed with { SentAt = Now.AddMinutes(-30), Envelope = Said(Now.AddMinutes(-30), AboutMother, AboutChild) });
    }

    [Fact]
    public void What_failed_to_arrive_is_sent_again_only_while_a_release_stands()
    {
        DomainEvent failed = new DisclosureFailed(SomeShare.Id, OfFamily("Returned.")) { Envelope = Said(Now.AddMinutes(-20)) };
        DomainEvent[] sent = [Released.At(Earlier), Proposal.At(Earlier), SomeOverride.Decided.At(Earlier)];
        var once = Family.Given(Household, Marked, sent, SomeShare.Authorised.At(Earlier).RecordedBy(Manager), (Disclosed with { SentAt = Now.AddMinutes(-30) }).At(Now.AddMinutes(-30)), failed, Withdrawn.At(Now.AddMinutes(-5)));
        once.When(SharingDecider.Decide, Disclose).Refuses(DocumentRefusals.HandlingMarking("/share"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_check_says_what_the_commands_do(bool released)
    {
        var record = released ? Family.Given(Household, Marked, Released) : Family.Given(Household, Marked);
        var check = SharingDecider.Check(record.Record, new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = Propose, Override = SomeOverride.Decide }).Value!;
        Assert.Equal(released, check.WouldBeRecorded);
        if (released) record.When(SharingDecider.Decide, Propose).Then(Proposal);
        else record.When(SharingDecider.Decide, Propose).Refuses(check.ProposalRefused!);
    }
}
