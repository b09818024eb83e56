using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Which views of streams there are, and what they say. A view is loaded from what this Host remembers, else from the
/// stored snapshot, and then folded on with whatever the log has since: one query, usually without a row (design D6).
/// </summary>
public sealed class StreamViews(NpgsqlDataSource database, EventReader events, IReadOnlyList<StreamView> views)
{
    private readonly RememberedViews _remembered = new();

    public IReadOnlyList<StreamView> All { get; } = views;

    /// <summary>A view of one stream, as new as the last commit; a stream without events stands at version 0.</summary>
    public async Task<Loaded<T>> LoadAsync<T>(StreamKey stream, CancellationToken stop) where T : class =>
        Typed<T>(await FoldAsync(ViewOf<T>(), stream, stop));

    /// <summary>A view of some streams, in the same order.</summary>
    public async Task<IReadOnlyList<Loaded<T>>> LoadAsync<T>(IReadOnlyList<StreamKey> streams, CancellationToken stop) where T : class =>
        [.. (await FoldAsync(ViewOf<T>(), streams, stop)).Select(Typed<T>)];

    /// <summary>A view as it was by a past instant: the same fold over what was recorded by then.</summary>
    public async Task<T> AsOfAsync<T>(StreamKey stream, DateTimeOffset asOf, CancellationToken stop) where T : class =>
        (T)Folded.Begin(ViewOf<T>(), stream).After(await events.StreamAsync(stream, stop, asOf)).State;

    /// <summary>What commands on a stream are decided on; null for streams that nothing is decided on.</summary>
    internal StreamView? InlineOf(StreamKey stream) => All.FirstOrDefault(v => v.Lifecycle == Lifecycle.Inline && v.Category == stream.Category);

    internal StreamView ViewOf<T>() => All.First(v => v.StateType == typeof(T));

    /// <summary>What this Host remembers, which another may have outdated: only for what the append will check.</summary>
    internal Folded? Remembered(StreamView view, StreamKey stream) => _remembered.Find(view, stream);

    /// <summary>Remembers what was committed.</summary>
    internal void Remember(Folded folded) => _remembered.Keep(folded);

    internal async Task<Folded> FoldAsync(StreamView view, StreamKey stream, CancellationToken stop) => (await FoldAsync(view, [stream], stop))[0];

    /// <summary>A view of some streams, folded up to the last commit.</summary>
    internal async Task<IReadOnlyList<Folded>> FoldAsync(StreamView view, IReadOnlyList<StreamKey> streams, CancellationToken stop)
    {
        var known = new Dictionary<StreamKey, Folded>(streams.Count);
        List<StreamKey>? cold = null;
        foreach (var stream in streams)
            if (_remembered.Find(view, stream) is { } folded) known[stream] = folded;
            else (cold ??= []).Add(stream);

        if (cold is not null)
            foreach (var folded in await SnapshotsAsync(view, cold, stop))
                known[folded.Stream] = folded;

        var (news, versions) = await SinceAsync([.. known.Values], stop);
        var current = new List<Folded>(streams.Count);
        foreach (var stream in streams)
        {
            var version = versions.GetValueOrDefault(stream);
            var folded = known[stream];
            if (folded.Version > version)
            {
                // The log is behind what was folded: the database was put back under a running Host. Its word counts.
                _remembered.Forget(view, stream);
                folded = Folded.Begin(view, stream).After(await events.StreamAsync(stream, stop, upTo: version));
            }
            else if (news.TryGetValue(stream, out var recorded))
            {
                folded = folded.After(recorded);
            }

            if (folded.Version > 0) _remembered.Keep(folded);
            current.Add(folded);
        }

        return current;
    }

    private async Task<IReadOnlyList<Folded>> SnapshotsAsync(StreamView view, IReadOnlyList<StreamKey> streams, CancellationToken stop)
    {
        var stored = streams.Distinct().ToDictionary(s => s, s => Folded.Begin(view, s));
        if (view.Lifecycle == Lifecycle.Live) return [.. stored.Values];
        await using var command = database.Command(
            "select stream, version, data from safeguard.snapshots where view = $1 and stream = any($2)", view.Name, streams.Select(s => s.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var (stream, version) = (StreamKey.Stored(rows.GetString(0)), rows.GetInt64(1));
            stored[stream] = new Folded(view, stream, version, view.Read(rows.GetFieldValue<byte[]>(2)), version);
        }

        return [.. stored.Values];
    }

    /// <summary>What was recorded after the version of each, and where each stream stands: one statement, one moment.</summary>
    private async Task<(Dictionary<StreamKey, List<RecordedEvent>> Events, Dictionary<StreamKey, long> Versions)> SinceAsync(
        IReadOnlyList<Folded> known, CancellationToken stop)
    {
        await using var command = database.Command($"""
            select s.id, s.version, {StoredEvent.Columns}
              from unnest($1, $2) as k (stream, version)
              join safeguard.mt_streams s on s.id = k.stream
              left join safeguard.mt_events e on e.stream_id = k.stream and e.version > k.version and e.version <= s.version
             order by s.id, e.version
            """, known.Select(k => k.Stream.Value).ToArray(), known.Select(k => k.Version).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var recorded = new Dictionary<StreamKey, List<RecordedEvent>>();
        var versions = new Dictionary<StreamKey, long>();
        while (await rows.ReadAsync(stop))
        {
            var stream = StreamKey.Stored(rows.GetString(0));
            versions[stream] = rows.GetInt64(1);
            if (rows.IsDBNull(2)) continue;
            if (!recorded.TryGetValue(stream, out var list)) recorded[stream] = list = [];
            list.Add(StoredEvent.Read(rows, from: 2));
        }

        return (recorded, versions);
    }

    private static Loaded<T> Typed<T>(Folded folded) where T : class => new((T)folded.State, folded.Version);
}
