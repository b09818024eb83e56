using Safeguard.Domain;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Timelines.Told;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Timelines;

/// <summary>What became different between two instants, for one reader, and no reader is told of what they may not see.</summary>
public sealed class DifferenceTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1)), Sending = EventId.From(Uuid(0x51));

    private static readonly Told Told = OfTheFamily()
        .And(Worker, On(2, 10), Entries.Concern(0x81, new(2026, 11, 1)), Entry)
        .And(Worker, On(3, 9), Entries.Vulnerable(0x71, Mother, Domain.Families.VulnerabilityKind.MentalHealth, new(2026, 11, 3)))
        .And(Worker, On(4, 9), Entries.Sent(0x85, SocialCare, On(4, 9), Entry), Sending)
        .Read(SocialWorker, On(4, 10), Sending)
        .And(Worker, On(5, 9), Entries.NoLonger(0x71, new(2026, 11, 5)))
        .And(Worker, On(6, 9), Entries.Righted(Entry, On(6, 9), "Asleep."), EventId.From(Uuid(0xE3)))
        .And(Worker, On(7, 9), Entries.Failed(0x85, On(7, 9)));

    private static TimelineDifference Between(Actor reader, DateTimeOffset from, DateTimeOffset to) => new(Read(reader, from), Read(reader, to));

    private static TimelineReading Read(Actor reader, DateTimeOffset asOf) =>
        Told.Reading(Reader.Of(reader), new TimelineCut(asOf) { KnownTo = reader.Agency, GapDays = int.MaxValue });

    private static IEnumerable<ChangeKind> Kinds(TimelineDifference difference) => difference.Changes(0, difference.Total).Select(c => c.Kind);

    [Fact]
    public void Of_ones_own_it_is_what_was_added_ended_and_put_right()
    {
        var difference = Between(Worker, On(2, 12), On(6, 12));
        Assert.Equal([ChangeKind.Corrected, ChangeKind.Added, ChangeKind.Added, ChangeKind.Ended], Kinds(difference));
        Assert.Equal("Between these two instants 2 entries were added, 1 entry was about something that ended, 1 entry was put right.", difference.Sentence());
    }

    [Fact]
    public void Of_what_came_from_another_it_is_what_became_known_was_opened_and_did_not_arrive()
    {
        Assert.Equal([ChangeKind.BecameKnown, ChangeKind.Added], Kinds(Between(SocialWorker, On(4, 8), On(4, 9, 30))));
        Assert.Equal([ChangeKind.Opened, ChangeKind.Opened], Kinds(Between(SocialWorker, On(4, 9, 30), On(4, 10))));
        Assert.Equal([ChangeKind.Added, ChangeKind.DidNotArrive], Kinds(Between(SocialWorker, On(6, 12), On(7, 12))));
    }

    [Fact]
    public void What_another_agency_knew_is_in_the_words_that_it_was_sent()
    {
        string Words(Reader reader, AgencyId? knownTo) => string.Join(' ', Told.Lines(reader, new TimelineCut(On(6, 12)) { KnownTo = knownTo, GapDays = int.MaxValue })
            .Where(l => l.Event == Entry).SelectMany(l => l.Words).Select(w => w.What));
        Assert.Equal("statement", Words(Granted, null));
        Assert.Equal("asSent", Words(Granted, SocialCare));
        Assert.Equal("asSent", Words(Reader.Of(Worker), SocialCare));
        Assert.Equal("statement", Words(Granted, Treatment));
        Assert.Equal(Words(Reader.Of(SocialWorker), null), Words(Granted, SocialCare));
        // What the owner put right since, and told nobody, is not what the other knew.
        Assert.All(Told.Lines(Granted, new TimelineCut(On(6, 12)) { KnownTo = SocialCare, GapDays = int.MaxValue }).Where(l => l.Event == Entry), l => Assert.Null(l.Corrections));
        Assert.All(Told.Lines(Granted, new TimelineCut(On(6, 12)) { KnownTo = Treatment, GapDays = int.MaxValue }).Where(l => l.Event == Entry), l => Assert.NotNull(l.Corrections));
    }

    [Fact]
    public void Asked_about_another_agency_it_is_what_that_agency_opened()
    {
        TimelineReading Asked(DateTimeOffset asOf, AgencyId agency) => Told.Reading(Granted, new TimelineCut(asOf) { KnownTo = agency, GapDays = int.MaxValue });
        Assert.Equal([ChangeKind.Opened, ChangeKind.Opened], Kinds(new(Asked(On(4, 9, 30), SocialCare), Asked(On(4, 10), SocialCare))));
        Assert.Equal(0, new TimelineDifference(Asked(On(4, 9, 30), School), Asked(On(4, 10), School)).Total);
        // Whoever does not read all is not told what another agency opened.
        TimelineReading ByTheSender(DateTimeOffset asOf) => Told.Reading(Reader.Of(Worker), new TimelineCut(asOf) { KnownTo = SocialCare, GapDays = int.MaxValue });
        Assert.Equal(0, new TimelineDifference(ByTheSender(On(4, 9, 30)), ByTheSender(On(4, 10))).Total);
    }

    [Fact]
    public void Of_what_may_not_be_seen_it_is_nothing()
    {
        var difference = Between(Teacher, On(1, 12), On(30, 12));
        Assert.Equal((0, "Nothing that you may see changed between these two instants."), (difference.Total, difference.Sentence()));
        Assert.Equal(0, Between(SocialWorker, On(4, 10), On(6, 12)).Total);
    }

    [Fact]
    public void Nothing_is_shown_but_the_page_that_is_asked_for()
    {
        var difference = Between(Worker, On(1, 12), On(6, 12));
        Assert.Empty(difference.Shown);
        _ = difference.Changes(1, 1);
        Assert.Single(difference.Shown);
    }
}
