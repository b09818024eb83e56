using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class ProposingAShare
{
    [Fact]
    public void It_is_recorded_item_by_item_with_the_override_to_follow() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose)
            .Then(Proposal);

    [Fact]
    public void Names_in_the_recipient_and_words_on_the_purpose_are_sealed() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with
            {
                Recipient = new SendTo { Agency = SocialCare, Team = "Duty team", Person = "Whoever is on duty" },
                PurposeText = "To decide on a visit.",
            })
            .Then(Proposal with
            {
                Recipient = new ShareRecipient(SocialCare) { Team = OfFamily("Duty team"), Person = OfFamily("Whoever is on duty") },
                PurposeText = OfFamily("To decide on a visit."),
            });

    [Fact]
    public void Words_about_nobody_in_particular_are_the_familys() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [OfferedUse with { About = null }] })
            .Then(Proposal with { Items = [Use with { About = null, Text = OfFamily("She drank before noon.") }] });

    [Fact]
    public void With_neither_permission_nor_override_it_is_refused() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Ground = null })
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Fact]
    public void An_override_rests_on_no_permission() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Consent = ConsentId.From(Uuid(0xC0)) })
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Theory]
    [InlineData("whole record")]
    [InlineData("WholeFile")]
    [InlineData("everything")]
    public void The_whole_record_cannot_be_attached(string category) =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [OfferedUse, OfferedTreatment with { Category = category }] })
            .Refuses(SharingRefusals.Itemise);

    [Fact]
    public void With_no_item_there_is_nothing_to_share() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [] })
            .Refuses(SharingRefusals.Itemise);

    public static TheoryData<OfferedItem> NotWhole => [OfferedUse with { Category = null }, OfferedUse with { Source = null }, OfferedUse with { Text = " " }];

    [Theory]
    [MemberData(nameof(NotWhole))]
    public void Every_item_has_category_source_and_words(OfferedItem item) =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [OfferedTreatment, item] })
            .Refuses(SharingRefusals.Itemise with { Pointer = "/items/1" });

    [Fact]
    public void A_word_that_is_no_category_is_refused() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [OfferedUse with { Category = "Gossip" }] })
            .Refuses(ConsentRefusals.UnknownCategory("/items/0/category"));

    [Fact]
    public void More_than_fifty_items_are_too_many() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [.. Enumerable.Repeat(OfferedUse, 51)] })
            .Refuses(SharingRefusals.TooManyItems);

    [Fact]
    public void All_words_together_have_a_limit() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Items = [OfferedUse with { Text = new string('a', 12_000) }, OfferedTreatment with { Text = new string('a', 12_000) }] })
            .Refuses(TextRefusals.TooLong("/items", 20_000));

    [Fact]
    public void An_entry_of_another_record_is_out_of_case() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with
            {
                KnownEntries = [Own(UseEntry), Own(TreatmentEntry) with { Stream = StreamKey.Family(FamilyId.From(Uuid(0xFF))) }],
            })
            .Refuses(SharingRefusals.ItemOutOfCase("/items/1/source"));

    [Fact]
    public void An_entry_that_does_not_exist_is_out_of_case() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { KnownEntries = [Own(TreatmentEntry)] })
            .Refuses(SharingRefusals.ItemOutOfCase("/items/0/source"));

    [Fact]
    public void Another_agencys_entry_is_out_of_case() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { KnownEntries = [Own(UseEntry) with { Agency = School }, Own(TreatmentEntry)] })
            .Refuses(SharingRefusals.ItemOutOfCase("/items/0/source"));

    [Fact]
    public void Another_agencys_entry_about_members_and_relations_may_be_passed_on() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { KnownEntries = [Own(UseEntry) with { Agency = School, IsCommon = true }, Own(TreatmentEntry)] })
            .Then(Proposal);

    [Fact]
    public void What_was_received_may_be_passed_on() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed)
            .When(SharingDecider.Decide, Propose with
            {
                By = SocialWorker, Share = ShareId.From(Uuid(0x51)), Recipient = new SendTo { Agency = School }, Parties = new(RegisteredSocialCare, RegisteredSchool),
            })
            .Then(Proposal with { Share = ShareId.From(Uuid(0x51)), Recipient = new ShareRecipient(School) });

    [Fact]
    public void An_unregistered_agency_receives_nothing() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Parties = Parties with { Recipient = null } })
            .Refuses(SharingRefusals.UnknownAgency("/recipient/agency"));

    [Fact]
    public void An_agency_does_not_share_with_itself() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Recipient = new SendTo { Agency = Invented.Treatment } })
            .Refuses(SharingRefusals.OwnAgency);

    [Fact]
    public void It_says_whom_it_is_about() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { Subjects = [] })
            .Refuses(SharingRefusals.SubjectRequired);

    [Fact]
    public void It_is_about_members_of_the_family()
    {
        var history = Family.Given(Household);
        history.When(SharingDecider.Decide, Propose with { Subjects = [Mother, Stranger] }).Refuses(Families.HouseholdRefusals.UnknownPerson("/subjects/1"));
        history.When(SharingDecider.Decide, Propose with { Items = [OfferedUse with { About = Stranger }] }).Refuses(Families.HouseholdRefusals.UnknownPerson("/items/0/about"));
    }

    [Fact]
    public void The_same_proposal_again_changes_nothing() =>
        Family.Given(Household, Proposal)
            .When(SharingDecider.Decide, Propose)
            .ChangesNothing();

    [Fact]
    public void An_auditor_proposes_nothing() =>
        Family.Given(Household)
            .When(SharingDecider.Decide, Propose with { By = Worker with { Roles = [Role.IgOfficer] } })
            .Refuses(Families.RecordingRights.NotYoursToRecord);
}
