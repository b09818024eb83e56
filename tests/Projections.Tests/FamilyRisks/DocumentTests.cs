using Safeguard.Domain;
using Safeguard.Domain.Documents;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>Documents as each agency reads them: whose they are, what is marked on them, and who may send them on (TH-1).</summary>
public sealed class DocumentTests
{
    private static readonly EventId Letter = EventId.From(Uuid(0xE5)), Concerned = EventId.From(Uuid(0xE1));
    private static readonly DateTimeOffset Cut = At(20, 0);

    private static History Registered(AgencyId? owner = null) => History.OfTheFamily()
        .And(Worker, Concerned, Concern(0x81, new(2026, 11, 1))).And(Worker, Letter, Noted(0xD0, owner ?? Treatment, At(8, 0)));

    private static History Shared(AgencyId? owner = null) => Registered(owner)
        .And(Manager, LetGo(0xD0, Treatment, At(8, 5), SocialCare))
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: [Concerned, Letter]), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Sent(0x85, SocialCare, At(9, 3), Concerned, Letter));

    [Fact]
    public void Its_agency_reads_title_owner_marking_and_what_it_is_like()
    {
        var line = Assert.Single(Registered().View(Worker, asOf: Cut).Documents);
        Assert.Equal((Treatment, HandlingMarking.DoNotShareOutsideService, "application/pdf", 48_213L), (line.Owner, line.HandlingMarking, line.MediaType, line.Size));
        Assert.Equal(("Summary of her treatment", Mother), (line.Title.Read(), Assert.Single(line.About)));
        Assert.Empty(line.Releases);
        Assert.Contains(Letter, Registered().View(Worker, asOf: Cut).Shown);
    }

    [Fact]
    public void No_other_agency_reads_that_there_is_one_not_even_its_owner()
    {
        Assert.Empty(Registered().View(SocialWorker, asOf: Cut).Documents);
        Assert.Empty(Registered(SocialCare).View(SocialWorker, asOf: Cut).Documents);
    }

    [Fact]
    public void Who_received_it_reads_the_marking_that_goes_with_it_and_of_its_words_what_was_sent()
    {
        var view = Shared().View(SocialWorker, asOf: Cut);
        var line = Assert.Single(view.Documents);
        Assert.Equal((ReadAs.Received, "Sent 2", HandlingMarking.DoNotShareOutsideService), (line.ReadAs, line.Title.Read(), line.HandlingMarking));
        Assert.Empty(line.Releases); // whom else it may go to is the owner's to know
        var item = Assert.Single(Assert.Single(view.Received).Documents);
        Assert.Equal((2, FamilyDocumentId.From(Uuid(0xD0)), Treatment, HandlingMarking.DoNotShareOutsideService), (item.Item, item.Document, item.Owner, item.HandlingMarking));
        Assert.Null(item.HeldBack);
    }

    [Fact]
    public void A_release_stands_until_it_is_taken_back_and_then_stays_with_its_end()
    {
        var history = Registered().And(Manager, LetGo(0xD0, Treatment, At(9, 0), SocialCare, School), TakenBack(0xD0, Treatment, At(10, 0), School));
        var releases = Assert.Single(history.View(Worker, asOf: Cut).Documents).Releases;
        Assert.Equal([(SocialCare, (DateTimeOffset?)null), (School, At(10, 0))], releases.Select(r => (r.To, r.Until)));
        Assert.Equal(("They need it.", "Out of date."), (releases[1].Reason.Read(), releases[1].ReasonTakenBack.Read()));
        Assert.All(Assert.Single(history.View(Worker, asOf: At(9, 30)).Documents).Releases, r => Assert.Null(r.Until));
    }

    [Fact]
    public void Whoever_may_send_it_on_reads_that_they_may_and_not_why()
    {
        var history = Shared().And(Manager, LetGo(0xD0, SocialCare, At(10, 0), School));
        var release = Assert.Single(Assert.Single(history.View(SocialWorker, asOf: Cut).Documents).Releases);
        Assert.Equal((SocialCare, School, ReadAs.Party), (release.Sender, release.To, release.ReadAs));
        Assert.Null(release.Reason);
        Assert.Equal(2, Assert.Single(history.View(Worker, asOf: Cut).Documents).Releases.Count);
    }

    [Fact]
    public void A_share_says_which_items_are_from_documents_and_whether_a_marking_holds_them_back_now()
    {
        var item = Assert.Single(Assert.Single(Shared().View(Worker, asOf: Cut).Shares).Documents);
        Assert.Equal((2, false), (item.Item, item.HeldBack));
        var taken = Shared().And(Manager, TakenBack(0xD0, Treatment, At(10, 0), SocialCare));
        Assert.True(Assert.Single(Assert.Single(taken.View(Worker, asOf: Cut).Shares).Documents).HeldBack);
        Assert.False(Assert.Single(Assert.Single(taken.View(Worker, asOf: At(9, 30)).Shares).Documents).HeldBack);
    }

    [Fact]
    public void The_timeline_tells_of_it_in_a_sentence_without_its_title()
    {
        var line = Lines(Shared(), SocialWorker).Single(l => l.Event == Letter);
        Assert.Equal((TimelineCategory.Document, "A document of treatment was registered (application/pdf), marked “do not share outside service”."), (line.Category, line.Sentence));
        Assert.Equal("Sent 2", Assert.Single(line.Words).Text.Read());
        var let = Lines(Shared().And(Manager, LetGo(0xD0, SocialCare, At(10, 0), School)), SocialWorker).Single(l => l.Type == "document_released");
        Assert.Equal("A marked document was released by its owner: social-care may send it to school.", let.Sentence);
        Assert.Empty(let.Words);
    }

    [Fact]
    public void The_dossier_names_the_marking_of_each_item_and_what_let_it_go()
    {
        var dossier = Dossier.Of(Shared().Recorded, ShareId.From(Uuid(0x85)), Reader.Of(Worker), Cut)!;
        Assert.Equal((2, HandlingMarking.DoNotShareOutsideService), (Assert.Single(dossier.Documents).Item, dossier.Documents[0].HandlingMarking));
        Assert.Equal(["concern_recorded", "document_registered", "document_released"], dossier.RestsOn.Select(e => e.Type));
    }

    private static IReadOnlyList<TimelineLine> Lines(History history, Actor reader)
    {
        var reading = new TimelineReading(Safeguard.Support.Specs.Family.Id, history.Recorded, new FamilyOpenings(), Reader.Of(reader), new TimelineCut(Cut));
        return reading.Lines(0, reading.Total);
    }
}
