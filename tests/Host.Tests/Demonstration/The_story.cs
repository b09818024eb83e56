using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;
using Safeguard.Domain.Log;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Host.Demonstration;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>The story once told, on an empty log. One for all its tests: telling it takes some ten seconds.</summary>
[CollectionDefinition(Name)]
public sealed class ToldStoryCollection : ICollectionFixture<ToldStory>
{
    public const string Name = "the told story";
}

public sealed class ToldStory(PostgresFixture postgres) : IAsyncLifetime
{
    public StoreDatabase Database { get; private set; } = null!;

    public IReadOnlyList<RecordedEvent> Log { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Database = await StoreDatabase.CreateAsync(postgres);
        await using var telling = await Telling.StartAsync(Database);
        await telling.TellAsync();
        Log = await telling.LogAsync();
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

[Collection(ToldStoryCollection.Name)]
public sealed class The_story(ToldStory told)
{
    [Fact]
    public void It_begins_with_the_log_itself_and_ends_before_the_22nd_of_November_2026()
    {
        Assert.IsType<LogOpened>(told.Log[0].Event);
        Assert.Equal(Story.Begin, told.Log[0].RecordedAt);
        Assert.Equal(At(11, 21, 9, 20), told.Log[^1].RecordedAt);
        Assert.IsType<EvidenceFrozen>(told.Log[^1].Event);
    }

    [Fact]
    public void Every_entry_is_recorded_at_a_moment_of_the_story_and_none_runs_backwards()
    {
        var moments = Story.Chapters().Select(c => c.At).Prepend(Story.Begin).ToHashSet();
        Assert.All(told.Log, e => Assert.Contains(e.RecordedAt, moments));
        Assert.Equal(told.Log.Select(e => e.RecordedAt).Order(), told.Log.Select(e => e.RecordedAt));
    }

    [Fact]
    public void Its_chapters_have_a_minute_each()
    {
        var moments = Story.Chapters().Select(c => c.At).ToList();
        Assert.Equal(moments.Distinct().Order(), moments);
    }

    [Fact]
    public void Somersets_242_households_come_in_from_seven_agencies_on_the_working_days_of_the_audits_week()
    {
        var opened = told.Log.Where(e => e.Event is FamilyRecordOpened { Area: "Somerset" }).ToList();
        Assert.Equal(242, opened.Count);
        Assert.Equal(7, opened.Select(e => e.Agency).Distinct().Count());
        Assert.Equal(
            [new(2010, 9, 16), new(2010, 9, 17), new(2010, 9, 20), new(2010, 9, 21), new(2010, 9, 22), new(2010, 9, 23)],
            opened.Select(e => LondonTime.DateOf(e.RecordedAt)).Distinct().Order());
    }

    [Fact]
    public void The_locked_box_happened_on_Sunday_was_learned_on_Monday_and_recorded_an_hour_later()
    {
        var box = Family().First(e => e.Event is ConcernRecorded);
        Assert.Equal((At(11, 1, 20, 0), At(11, 2, 9, 0), At(11, 2, 10, 0)), (box.Event.Envelope.Happened.Earliest, box.Event.Envelope.LearnedAt, box.RecordedAt));
    }

    [Fact]
    public void The_nurserys_entry_is_late_and_says_why()
    {
        var late = Family().Single(e => e.Event is ConcernRecorded && e.Agency.Value == "sunrise-nursery");
        Assert.Equal((At(11, 4, 9, 15), At(11, 6, 16, 0)), (late.Event.Envelope.LearnedAt, late.RecordedAt));
        Assert.NotNull(late.Event.Envelope.LateEntryReason);
    }

    [Fact]
    public void The_override_is_authorised_by_another_before_it_is_sent_and_lacks_what_need_not_be_answered_at_once()
    {
        var decided = Family().Single(e => e.Event is OverrideDecided);
        var authorised = Family().Single(e => e.Event is ShareAuthorised);
        var sent = Family().Single(e => e.Event is InformationDisclosed { Channel: DisclosureChannel.Phone });
        Assert.True(decided.RecordedAt < authorised.RecordedAt && authorised.RecordedAt < sent.RecordedAt);
        Assert.NotEqual(decided.Headers.Actor, authorised.Headers.Actor);
        Assert.False(OverrideCompleteness.Of(OverrideTests.AnsweredIn((OverrideDecided)decided.Event), authorised: true, TestState.Answered).Complete);
        Assert.Equal(At(11, 6, 17, 42), sent.RecordedAt);
    }

    [Fact]
    public void Luton_opens_the_nurserys_share_five_minutes_after_it_came()
    {
        var came = Family().Single(e => e.Event is InformationDisclosed d && e.Agency.Value == "sunrise-nursery");
        var read = told.Log.Last(e => e.Event is RecordViewed);
        Assert.Equal(TimeSpan.FromMinutes(5), read.RecordedAt - came.RecordedAt);
        Assert.Contains(came.Id, ((RecordViewed)read.Event).Shown);
        Assert.Equal(read.RecordedAt, told.Log.Single(e => e.Event is DisclosureOpened o && o.Disclosures.Contains(came.Id)).RecordedAt);
    }

    [Fact]
    public void The_referral_is_written_within_a_day_acknowledged_within_a_working_day_and_decided()
    {
        var called = Family().Select(e => e.Event).OfType<ReferralTelephoned>().Single();
        var written = Family().Select(e => e.Event).OfType<ReferralWritten>().Single();
        var acknowledged = Family().Select(e => e.Event).OfType<ReferralAcknowledged>().Single();
        Assert.InRange(written.SentAt - called.CallAt, TimeSpan.Zero, TimeSpan.FromHours(24));
        Assert.Equal(At(11, 9, 9, 30), acknowledged.At);
        Assert.Single(Family(), e => e.Event is ReferralDecisionMade);
    }

    [Fact]
    public void The_reassessment_changes_a_tier() =>
        Assert.Equal((3, 4), Family().Select(e => e.Event).OfType<TierChanged>().Select(t => (t.Before, t.Tier)).Single());

    [Fact]
    public async Task A_second_start_adds_nothing_and_leaves_the_clock_to_the_computer()
    {
        await using var again = await Telling.StartAsync(told.Database);
        await again.TellAsync();
        Assert.Equal(told.Log.Count, await again.HeadAsync());
        Assert.Equal(Telling.Afterwards, again.Clock.GetUtcNow());
    }

    private IEnumerable<RecordedEvent> Family() => told.Log.Where(e => e.Stream == StreamKey.Family(BedfordshireCase.Family));

    /// <summary>London keeps UTC in November.</summary>
    private static DateTimeOffset At(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);
}
