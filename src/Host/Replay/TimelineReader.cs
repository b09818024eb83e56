using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Replay;

/// <summary>What one family's timelines are worked out of, as new as the last commit.</summary>
public sealed record Replayed(FamilyId Family, FamilyHistory History, FamilyOpenings Openings)
{
    /// <summary>The position of the newest entry: up to it pages stay stable while others append.</summary>
    public long UpTo => History.Entries.IsEmpty ? 0 : History.Entries[^1].Position;

    /// <summary>Never before the newest entry: another Host's clock may be a little ahead of this one's.</summary>
    public DateTimeOffset Now(DateTimeOffset now) => !History.Entries.IsEmpty && History.Entries[^1].RecordedAt > now ? History.Entries[^1].RecordedAt : now;

    public TimelineReading Read(Reader reader, TimelineCut cut) => new(Family, History.Entries, Openings, reader, cut);
}

/// <summary>
/// Reads what replays rest on: the family's entries and who was shown them, both as this Host remembers them and folded on
/// with what the log has since. Every instant is answered of the same two, so a past one costs no more than now.
/// </summary>
public sealed class TimelineReader(StreamViews views, FamilyReader families, Opener opener)
{
    /// <summary>A text is looked for in so many lines at most: each must be opened for it.</summary>
    public const int MostSearched = 1_000;

    public async Task<Replayed> LoadAsync(FamilyId family, CancellationToken stop)
    {
        var (entries, readings) = (StreamKey.Family(family), StreamKey.AccessTo(family));
        var loaded = await views.LoadTogetherAsync([WantedView.As<FamilyHistory>(entries), WantedView.As<FamilyOpenings>(readings)], [], stop);
        return new Replayed(family, loaded.Of<FamilyHistory>(entries).State, loaded.Of<FamilyOpenings>(readings).State);
    }

    /// <summary>Who somebody is now; those who were never registered, or whose identity is kept from the reader, without a name.</summary>
    public async Task<IReadOnlyList<TimelinePerson>> PeopleAsync(HttpContext context, OpenedFamily opened, IEnumerable<TimelineLine> lines)
    {
        var people = lines.SelectMany(l => l.People).Select(p => p.Person).Distinct().ToList();
        var named = await families.NamedAsync(context, opened.Id, people, opened.By);
        return [.. people.Select(person => new TimelinePerson(person) { Name = named[person].Name, Pseudonym = named[person].Pseudonym })];
    }

    /// <summary>The places of the lines whose words hold a text, in their order; capitals and small letters are one.</summary>
    public async Task<IReadOnlyList<int>> FindAsync(TimelineReading reading, string text, CancellationToken stop)
    {
        var lines = (await opener.OpenAsync(reading.Lines(0, reading.Total).Select(l => l.Words.Select(w => w.Text).ToList()).ToList(), stop)).AsArray();
        return [.. lines.Index().Where(l => l.Item!.AsArray().Any(words => Holds(words, text))).Select(l => l.Index)];
    }

    /// <summary>An answer with its values opened: whatever is in it was found to be the reader's to see.</summary>
    public ValueTask<JsonNode> OpenAsync<T>(T answer, CancellationToken stop) => opener.OpenAsync(answer, stop);

    private static bool Holds(JsonNode? words, string text) =>
        words is JsonValue value && value.TryGetValue<string>(out var said) && said.Contains(text, StringComparison.InvariantCultureIgnoreCase);
}
