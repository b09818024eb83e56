using Safeguard.Domain;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Timelines.Told;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Timelines;

/// <summary>Could this person have seen it? What the log holds stands first, and “no” is said only of what is known (design D11).</summary>
public sealed class EntryVisibilityTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly ActorId Colleague = ActorId.Of("colleague");
    private static readonly Told Concerned = OfTheFamily().And(Worker, On(2, 10), Entries.Concern(0x81, new(2026, 11, 1)), Entry);
    private static readonly ShownRead Reading = new(EventId.From(Uuid(0xF1)), On(3, 9), "timeline", Role.Practitioner);

    [Fact]
    public void By_roles_that_read_records_they_could_and_by_others_they_could_not()
    {
        Assert.Equal((true, ReadAs.Own), Answer(Asked(Colleague, [Role.Practitioner])));
        Assert.Equal((false, null), Answer(Asked(Colleague, [Role.Administrator])));
    }

    [Fact]
    public void Of_somebody_whose_roles_are_not_on_record_it_is_not_known_and_the_answer_says_why()
    {
        var asked = Asked(Colleague, null);
        Assert.Equal(((bool?)null, (ReadAs?)null, false), (asked.Could, asked.ReadAs, asked.Did));
        Assert.Contains("Which roles they had for your agency then is not known: no token of theirs is on record by then.", asked.Sentences);
        Assert.DoesNotContain(asked.Sentences, s => s.Contains("could not", StringComparison.Ordinal) || s.Contains("had not used", StringComparison.Ordinal));

        var elsewhere = Asked(Colleague, null, agency: School);
        Assert.Null(elsewhere.Could);
        Assert.Contains(elsewhere.Sentences, s => s.EndsWith("is not known without their roles.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Practitioner)]
    public void What_the_log_shows_that_they_read_stands_first_whatever_is_known_of_their_roles(Role? role)
    {
        var asked = Asked(Colleague, role is { } known ? [known] : null, reads: Reading);
        Assert.Equal(((bool?)true, true), (asked.Could, asked.Did));
        Assert.Equal("Its text was shown to them once by then: the log says so.", asked.Sentences[0]);
        Assert.DoesNotContain(asked.Sentences, s => s.Contains("could not", StringComparison.Ordinal) || s.Contains("could have", StringComparison.Ordinal));
    }

    [Fact]
    public void Somebody_of_an_agency_that_the_record_was_not_open_to_could_where_they_were_shown_it() =>
        Assert.True(Asked(Colleague, [Role.Practitioner], agency: School, reads: Reading).Could);

    [Fact]
    public void Whoever_recorded_it_could_see_it() => Assert.True(Asked(Worker.Id, null).Could);

    [Fact]
    public void What_was_not_on_record_yet_nobody_could_see()
    {
        foreach (var roles in (IReadOnlyList<Role>?[])[null, [Role.Practitioner]])
        {
            var asked = Asked(Worker.Id, roles, at: On(2, 9));
            Assert.False(asked.Could);
            Assert.Contains("The entry was not on record by then: nobody could have read it in this service.", asked.Sentences);
        }
    }

    private static (bool?, ReadAs?) Answer(EntryVisibility asked) => (asked.Could, asked.ReadAs);

    private static EntryVisibility Asked(ActorId actor, IReadOnlyList<Role>? roles, DateTimeOffset? at = null, AgencyId? agency = null, params IReadOnlyList<ShownRead> reads)
    {
        var (whose, moment) = (agency ?? Treatment, at ?? On(5, 12));
        var then = new TimelineReading(Support.Specs.Family.Id, Concerned.Family, new FamilyOpenings(), new Reader(whose, roles ?? [Role.Practitioner]), new TimelineCut(moment));
        return EntryVisibility.Of(Support.Specs.Family.Id, Concerned.Family.Single(e => e.Id == Entry), actor, moment, roles, whose, "your agency", then, reads, []);
    }
}
