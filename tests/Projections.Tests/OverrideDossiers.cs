using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests;

/// <summary>The dossier of an override (V3): from the record alone, what was known then apart from what came after.</summary>
public sealed class OverrideDossiers
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly ShareId Share = ShareId.From(Uuid(0x85));

    [Fact]
    public void It_holds_the_whole_story_each_part_in_its_place()
    {
        var dossier = Of(Whole())!;
        Assert.Equal((Treatment, SocialCare, OverrideState.Incomplete), (dossier.From, dossier.To, dossier.State));
        Assert.Equal("share_proposed", dossier.Proposal.Type);
        Assert.Equal("override_decided", dossier.Decision.Type);
        Assert.Equal((ShareRoute.C, true), (dossier.Route!.Route, dossier.Route.Draft));
        Assert.Equal(["concern_recorded"], Types(dossier.RestsOn));
        Assert.Equal(["consent_sought", "consent_refused"], Types(dossier.PermissionBefore));
        Assert.Equal(["share_authorised"], Types(dossier.Authorisation));
        Assert.Equal(["parent_informed"], Types(dossier.Openness));
        Assert.Equal(["information_disclosed"], Types(dossier.Sent));
        Assert.Equal(["disclosure_received"], Types(dossier.Arrival));
        Assert.Equal(["referral_telephoned"], Types(dossier.Afterwards));
    }

    [Fact]
    public void Each_test_names_the_entry_that_answers_it_and_what_came_later_says_so()
    {
        var dossier = Of(Whole().And(Worker, Added(0x85, At(16, 0))))!;
        Assert.Equal(Enum.GetValues<OverrideTest>(), dossier.Tests.Select(t => t.Test));
        Assert.Equal(dossier.Decision.Event, Test(dossier, OverrideTest.J4).Event);
        Assert.False(Test(dossier, OverrideTest.J4).AddedLater);
        Assert.True(Test(dossier, OverrideTest.J13).AddedLater);
        Assert.Equal(TestState.Answered, Test(dossier, OverrideTest.J19).State);
        Assert.Equal(dossier.Authorisation[0].Event, Test(dossier, OverrideTest.J19).Event);
        Assert.Equal(dossier.Arrival[0].Event, Test(dossier, OverrideTest.J20).Event);
        Assert.Null(Test(dossier, OverrideTest.J16).Event);
        Assert.All(dossier.Tests, t => Assert.NotEmpty(t.Asks));
    }

    [Fact]
    public void What_came_of_asking_it_back_is_among_what_came_afterwards_in_the_senders_copy_of_the_words()
    {
        var afterwards = Of(Whole().And(Worker, Recalled(0x85, SocialCare, At(16, 0))).And(SocialWorker, Kept(0x85, At(16, 5))))!.Afterwards;
        Assert.Contains("disclosure_recalled", Types(afterwards));
        var answer = Assert.IsType<RecallAnswered>(afterwards.Single(e => e.Type == "recall_answered").Data);
        Assert.Equal((null, "An enquiry, to them."), (answer.Reason, answer.ToSender.Read()));
    }

    [Fact]
    public void What_is_added_later_is_among_what_came_afterwards() =>
        Assert.Contains("override_supplemented", Types(Of(Whole().And(Worker, Added(0x85, At(16, 0))))!.Afterwards));

    [Fact]
    public void A_review_and_its_finding_are_no_part_of_it()
    {
        var officer = new Actor(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
        var reviewed = Of(Whole().And(officer, ReviewOpened(0x90, 0x85, At(16, 0)), Queried(0x90, 0x91, 0x85, At(16, 1)))
            .And(Worker, QueryAnswered(0x90, 0x91, 0x85, At(16, 2))).And(officer, FoundOf(0x90, 0x85, At(16, 3))))!;
        Assert.DoesNotContain(Types(reviewed.Entries()), t => t.StartsWith("ig_", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_but_the_agency_that_decided_it_has_it()
    {
        var history = Whole();
        Assert.Null(Of(history, SocialWorker));
        Assert.Null(Of(history, new Actor(ActorId.Of("teacher"), School, [Role.Practitioner])));
        Assert.Null(Of(history, Worker with { Roles = [Role.PartnershipIgOfficer] }));
        Assert.NotNull(Of(history, Worker with { Roles = [Role.IgOfficer] }));
        Assert.Null(Dossier.Of(history.Recorded, ShareId.From(Uuid(0x99)), Reader.Of(Worker), At(23, 0)));
    }

    [Fact]
    public void Of_the_recipients_word_only_when_is_shown_and_of_others_entries_no_words()
    {
        var history = History.OfTheFamily().And(SocialWorker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(SocialWorker, Sent(0x90, Treatment, At(8, 0), Entry))
            .And(Worker, Proposed(0x85, School, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)));
        var cited = Assert.Single(Of(history)!.RestsOn);
        Assert.Equal((SocialCare, (object?)null), (cited.Agency, cited.Data));
        Assert.All(Of(Whole())!.Arrival, a => Assert.Null(a.Data));
    }

    [Fact]
    public void An_urgent_one_undecided_beyond_its_day_is_late_as_of_then()
    {
        var history = History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), AtOnce(0x85, At(9, 1)));
        TestState Authority(DateTimeOffset asOf) => Test(Dossier.Of(history.Recorded, Share, Reader.Of(Worker), asOf)!, OverrideTest.J19).State;
        Assert.Equal((TestState.Late, TestState.Late), (Authority(At(9, 2).AddDays(1)), Authority(At(9, 2).AddDays(100))));
    }

    [Fact]
    public void It_lists_who_has_seen_its_entries_and_nothing_else_that_they_saw()
    {
        var dossier = Of(Whole())!;
        var other = EventId.From(Uuid(0xDD));
        RecordedEvent Reading(int n, Actor by, params EventId[] shown) => new(
            EventId.From(Uuid(0xF00 + n)), 500 + n, StreamKey.AccessTo(Family.Id), n, At(17, n), new EventHeaders(by.Id, by.Roles[0], by.Agency, null, null, Guid.Empty),
            new RecordViewed(Family.Id, "family-risk", shown) { Envelope = JustNow() });

        var seen = dossier.SeenBy([Reading(1, Manager, Entry, other), Reading(2, SocialWorker, other)]);

        var access = Assert.Single(seen.Accesses);
        Assert.Equal((Manager.Id, Treatment), (access.Who, access.Agency));
        Assert.Equal([Entry], access.Shown);
        Assert.Equal(501, access.Position);
    }

    [Fact]
    public void What_it_rests_on_beside_the_record_is_as_it_stood_then_and_names_its_entries()
    {
        var (pack, policy, others, point) = (Uuid(0xD1), Uuid(0xD2), Uuid(0xD3), Uuid(0xD4));
        var dossier = Of(History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry),
                Overridden(0x85, At(9, 1)) with { DataProtection = new(Article6.PublicTask) { Condition = DpaCondition.Paragraph18, PolicyDocumentInForce = true } },
                Based(0x85, At(9, 1)) with { Publication = DocumentId.From(pack) })
            .And(Manager, Agreed(0x85, At(9, 2)))
            .And(Worker, Sent(0x85, SocialCare, At(9, 3), Entry) with { ContactPoint = ContactPointId.From(point) }))!;
        var decided = dossier.Decision.Position;

        var grounds = dossier.Beside(
        [
            Beside(1, Rules, Published(pack, DocumentKind.RulePack)), Beside(1, Rules, new DocumentApproved(DocumentId.From(pack)) { Envelope = JustNow() }),
            Beside(1, Rules, Published(policy, DocumentKind.PolicyDocument, Treatment)), Beside(2, Rules, new DocumentApproved(DocumentId.From(policy)) { Envelope = JustNow() }),
            Beside(2, Rules, Published(others, DocumentKind.PolicyDocument, School)), Beside(2, Rules, new DocumentApproved(DocumentId.From(others)) { Envelope = JustNow() }),
            Beside(2, StreamKey.Agency(SocialCare), new ContactPointVerified(SocialCare, ContactPointId.From(point), ContactChannel.Phone, Words.Of(Family.Id, "00"), Worker.Id, new(2026, 1, 1), new(2026, 12, 31)) { Envelope = JustNow() }),
            Beside(decided + 50, Rules, new DocumentEnded(DocumentId.From(pack), new(2026, 11, 1)) { Envelope = JustNow() }),
        ]).Grounds;

        Assert.Equal([DossierGroundKind.RulePack, DossierGroundKind.PolicyDocument, DossierGroundKind.ContactPoint], grounds.Select(g => g.Kind));
        Assert.Equal([pack, policy, point], grounds.Select(g => g.Id));
        Assert.Equal(["document_published", "document_approved"], Types(grounds[0].Entries));
        Assert.Equal(["document_published", "document_approved"], Types(grounds[1].Entries));
        Assert.Equal(["contact_point_verified"], Types(grounds[2].Entries));
        Assert.Empty(Of(Whole())!.Beside([]).Grounds);
    }

    [Fact]
    public void What_was_published_or_approved_after_the_decision_is_nothing_that_it_rests_on()
    {
        var policy = Uuid(0xD2);
        var dossier = Of(History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry),
                Overridden(0x85, At(9, 1)) with { DataProtection = new(Article6.PublicTask) { Condition = DpaCondition.Paragraph18, PolicyDocumentInForce = true } }))!;
        Assert.Empty(dossier.Beside([Beside(1, Rules, Published(policy, DocumentKind.PolicyDocument, Treatment)), Beside(90, Rules, new DocumentApproved(DocumentId.From(policy)) { Envelope = JustNow() })]).Grounds);
    }

    [Fact]
    public void The_protocols_that_it_cites_stand_in_it_with_their_entries_and_that_none_was_in_force_is_said()
    {
        var protocol = new CitedProtocol(DocumentId.From(Uuid(0xD5)), "Invented protocol", "1.5");
        var cited = Of(Citing([protocol]))!.Beside([Beside(1, Rules, Published(protocol.Document.Value, DocumentKind.Protocol)), Beside(1, Rules, new DocumentApproved(protocol.Document) { Envelope = JustNow() })]);
        Assert.Equal((protocol, null), (Assert.Single(cited.Protocols), cited.NoProtocol));
        Assert.Equal((DossierGroundKind.Protocol, 2), (Assert.Single(cited.Grounds).Kind, cited.Grounds[0].Entries.Count));
        Assert.Equal("No local protocol between the two agencies was in force that day, as published by then.", Of(Citing([]))!.NoProtocol);
        Assert.Equal("The decision was recorded without saying which local protocols were in force.", Of(Citing(null))!.NoProtocol);

        static History Citing(IReadOnlyList<CitedProtocol>? protocols) => History.OfTheFamily().And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Based(0x85, At(9, 1)) with { Protocols = protocols });
    }

    [Fact]
    public void Every_statement_says_where_its_entry_stands_in_the_log()
    {
        var history = Whole();
        var dossier = Of(history)!;
        long? At(EventId id) => history.Recorded.Single(e => e.Id == id).Position;
        Assert.Equal(At(dossier.Route!.Event), dossier.Route.Position);
        Assert.All(dossier.Tests.Where(t => t.Event is not null), t => Assert.Equal(At(t.Event!.Value), t.Position));
        Assert.All(dossier.Tests.Where(t => t.Event is null), t => Assert.Null(t.Position));
        Assert.All(dossier.Entries(), e => Assert.Equal(At(e.Event), e.Position));
    }

    [Fact]
    public void Made_again_from_the_same_record_it_is_the_same_to_the_byte() =>
        Assert.Equal(JsonSerializer.Serialize(Of(Whole()), EventJson.Answers), JsonSerializer.Serialize(Of(Whole()), EventJson.Answers));

    private static History Whole() => History.OfTheFamily()
        .And(Worker, Entry, Concern(0x81, new(2026, 11, 8)))
        .And(Worker, Asked(0xC1, At(8, 0)), Refused(0xC1, At(8, 5)))
        .And(SocialWorker, Asked(0xC2, At(8, 10)))
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry) with { Envelope = Said(At(9, 0), AboutMother, AboutChild) },
            Overridden(0x85, At(9, 1)), Based(0x85, At(9, 1)))
        .And(Manager, Agreed(0x85, At(9, 2)))
        .And(Worker, Sent(0x85, SocialCare, At(9, 3), Entry), Told(0x85, At(9, 4)))
        .And(SocialWorker, Came(0x85, At(9, 30)))
        .And(Worker, Called(0x88, SocialCare, At(10, 0)));

    private static readonly StreamKey Rules = StreamKey.Rules(Jurisdiction.England);

    private static DocumentPublished Published(Guid id, DocumentKind kind, params AgencyId[] parties) =>
        new(DocumentId.From(id), kind, "Invented", "ENG-2026.2", new(2026, 1, 1), null) { Parties = parties, Envelope = JustNow() };

    private static RecordedEvent Beside(long position, StreamKey stream, DomainEvent said) => new(
        EventId.From(Guid.CreateVersion7()), position, stream, 1, At(8, 0), new EventHeaders(ActorId.Of("administrator"), Role.Administrator, Treatment, null, null, Guid.Empty),
        said);

    private static Dossier? Of(History history, Actor? reader = null) => Dossier.Of(history.Recorded, Share, Reader.Of(reader ?? Worker), At(23, 0));

    private static DossierTest Test(Dossier dossier, OverrideTest test) => dossier.Tests.Single(t => t.Test == test);

    private static IEnumerable<string> Types(IEnumerable<DossierEntry> entries) => entries.Select(e => e.Type);
}
