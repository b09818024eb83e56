using Safeguard.Domain;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Timelines.Told;

namespace Safeguard.Projections.Tests.Timelines;

public sealed class OpeningsTests
{
    private static readonly EventId One = EventId.From(Invented.Uuid(0x71)), Another = EventId.From(Invented.Uuid(0x72));

    private static readonly Told Shown = new Told()
        .Read(Invented.SocialWorker, On(4, 9), One)
        .Read(Teacher, On(4, 10), Another, One, Another)
        .Read(Invented.SocialWorker, On(5, 9), One, Another);

    [Fact]
    public void The_first_time_of_each_agency_stays()
    {
        var openings = Shown.Openings;
        Assert.Equal((On(4, 9), Invented.SocialWorker.Id), FirstOf(Invented.SocialWorker, One));
        Assert.Equal((On(5, 9), Invented.SocialWorker.Id), FirstOf(Invented.SocialWorker, Another));
        Assert.Equal((On(4, 10), Teacher.Id), FirstOf(Teacher, One));
        Assert.Null(openings.By(Teacher.Agency, One, On(4, 9)));

        (DateTimeOffset, ActorId)? FirstOf(Actor reader, EventId entry) =>
            openings.By(reader.Agency, entry, On(6, 9)) is { } first ? (first.At, first.By) : null;
    }

    [Fact]
    public void Readings_folded_at_once_say_what_they_say_one_after_another()
    {
        for (var at = 0; at <= Shown.Readings.Count; at++)
        {
            var openings = FamilyOpenings.EvolveAll(FamilyOpenings.EvolveAll(new FamilyOpenings(), [.. Shown.Readings.Take(at)]), [.. Shown.Readings.Skip(at)]);
            Assert.Equal(Sorted(Shown.Openings), Sorted(openings));
        }

        static IEnumerable<KeyValuePair<(AgencyId Agency, EventId Entry), Opening>> Sorted(FamilyOpenings openings) =>
            openings.First.OrderBy(f => f.Key.Agency.Value, StringComparer.Ordinal).ThenBy(f => f.Key.Entry.Value);
    }

    [Fact]
    public void A_reading_that_shows_nothing_new_changes_nothing()
    {
        var openings = Shown.Openings;
        Assert.Same(openings, FamilyOpenings.EvolveAll(openings, Shown.Readings));
    }
}
