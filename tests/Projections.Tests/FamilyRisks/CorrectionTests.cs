using Safeguard.Domain;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>The newest word stands by the moment asked about; what was sent stays what was sent (domain §2.10 rule 1).</summary>
public sealed class CorrectionTests
{
    private static readonly EventId Wrong = EventId.From(Uuid(0xE1)), Right = EventId.From(Uuid(0xE2)), Again = EventId.From(Uuid(0xE3));

    private static readonly History Corrected = History.OfTheFamily()
        .And(Worker, Wrong, Concern(0x81, new(2026, 11, 4)))
        .And(Worker, Proposed(0x85, SocialCare, At(8, 0), sources: Wrong), Overridden(0x85, At(8, 1)), Agreed(0x85, At(8, 2)), Sent(0x85, SocialCare, At(8, 3), Wrong))
        .And(Worker, Right, Righted(Wrong, At(9, 0), "Asleep."))
        .And(Worker, Again, Righted(Wrong, At(9, 30), "Asleep after lunch."));

    private static ConcernLine Line(Actor reader, DateTimeOffset? asOf = null) => Corrected.View(reader, asOf: asOf).Children.Single().Concerns.Single();

    [Fact]
    public void The_newest_words_are_shown_and_the_line_rests_on_all_of_them()
    {
        Assert.Equal("Asleep after lunch.", Line(Worker).Text.Read());
        Assert.Equal([Wrong, Right, Again], Line(Worker).Events);
        Assert.Equal(At(9, 30), Line(Worker).RecordedAt);
        var shown = Corrected.View(Worker).Shown;
        Assert.Contains(Again, shown);
        Assert.DoesNotContain(Wrong, shown);
    }

    [Fact]
    public void A_past_moment_shows_what_stood_then()
    {
        Assert.Equal("Drowsy at nursery.", Line(Worker, At(8, 59)).Text.Read());
        Assert.Equal("Asleep.", Line(Worker, At(9, 29)).Text.Read());
    }

    [Fact]
    public void Whoever_received_it_holds_what_was_sent()
    {
        Assert.Equal("Sent 1", Line(SocialWorker).Text.Read());
        Assert.Equal([Wrong], Line(SocialWorker).Events);
    }

    [Fact]
    public void A_corrected_day_moves_the_entry()
    {
        var redated = Corrected.But().And(Worker, Dated(Wrong, At(9, 45), new(2026, 10, 1)));
        Assert.Empty(Corrected.View(Worker, on: new(2026, 10, 2)).Children.Single().Concerns);
        Assert.Equal("Asleep after lunch.", redated.View(Worker, on: new(2026, 10, 2)).Children.Single().Concerns.Single().Text.Read());
        Assert.Empty(redated.View(SocialWorker, on: new(2026, 10, 2)).Children.Single().Concerns);
    }

    [Fact]
    public void The_child_was_last_seen_as_far_as_the_reader_may_see()
    {
        var seen = History.OfTheFamily().And(Worker, SeenAtHome(At(6, 0), alone: true), SeenAtHome(At(7, 0)));
        var child = seen.View(Worker).Children.Single();
        Assert.Equal((At(7, 0), At(6, 0)), (child.LastSeen!.Happened.Earliest, child.LastSeenAlone!.Happened.Earliest));
        Assert.Equal("Wants to stay at nursery.", child.LastSeen.WishesAndFeelings.Read());
        Assert.Null(seen.View(SocialWorker).Children.Single().LastSeen);
    }
}
