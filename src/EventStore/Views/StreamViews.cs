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

    /// <summary>
    /// Views of several streams, of whatever kinds, and entries by id: all in one round trip where this Host remembers the
    /// views. What comes of it is as new as the log, so a refusal may rest on it.
    /// </summary>
    /// <param name="entries">Without what they say. Those that are not there are absent from the answer.</param>
    public async Task<LoadedTogether> LoadTogetherAsync(IReadOnlyList<WantedView> wanted, IReadOnlyList<EventId> entries, CancellationToken stop)
    {
        var (folded, found) = await FoldAsync([.. wanted.Select(w => (View: All.First(v => v.StateType == w.Of), w.Stream))], entries, stop);
        return new LoadedTogether(folded, found);
    }

    /// <summary>A view as it was by a past instant: the same fold over what was recorded by then.</summary>
    public async Task<T> AsOfAsync<T>(StreamKey stream, DateTimeOffset asOf, CancellationToken stop) where T : class =>
        (T)Folded.Begin(ViewOf<T>(), stream).After(await events.StreamAsync(stream, stop, asOf)).State;

    /// <summary>A view of some streams as it was by a past instant, in the same order.</summary>
    public async Task<IReadOnlyList<T>> AsOfAsync<T>(IReadOnlyList<StreamKey> streams, DateTimeOffset asOf, CancellationToken stop) where T : class
    {
        var recorded = (await events.StreamsAsync(streams, asOf, stop)).ToLookup(e => e.Stream);
        return [.. streams.Select(s => (T)Folded.Begin(ViewOf<T>(), s).After([.. recorded[s]]).State)];
    }

    /// <summary>What commands on a stream are decided on; null for streams that nothing is decided on.</summary>
    internal StreamView? InlineOf(StreamKey stream) => All.FirstOrDefault(v => v.Lifecycle == Lifecycle.Inline && v.Category == stream.Category);

    internal StreamView ViewOf<T>() => All.First(v => v.StateType == typeof(T));

    /// <summary>What this Host remembers, which another may have outdated: only for what the append will check.</summary>
    internal Folded? Remembered(StreamView view, StreamKey stream) => _remembered.Find(view, stream);

    /// <summary>Remembers what was committed.</summary>
    internal void Remember(Folded folded) => _remembered.Keep(folded);

    internal async Task<Folded> FoldAsync(StreamView view, StreamKey stream, CancellationToken stop) => (await FoldAsync(view, [stream], stop))[0];

    /// <summary>A view of some streams, folded up to the last commit.</summary>
    internal async Task<IReadOnlyList<Folded>> FoldAsync(StreamView view, IReadOnlyList<StreamKey> streams, CancellationToken stop) =>
        (await FoldAsync([.. streams.Select(s => (view, s))], [], stop)).Views;

    /// <summary>Views folded up to the last commit, in the order in which they were asked for, and entries by id.</summary>
    internal async Task<(IReadOnlyList<Folded> Views, IReadOnlyList<EntryHead> Entries)> FoldAsync(
        IReadOnlyList<(StreamView View, StreamKey Stream)> wanted, IReadOnlyList<EventId> entries, CancellationToken stop)
    {
        var known = await KnownAsync(wanted, stop);
        var (since, found) = await SinceAsync(known, entries, stop);
        for (var n = 0; n < known.Count; n++)
        {
            var folded = known[n];
            if (folded.Version > since[n].Version)
            {
                // The log is behind what was folded: the database was put back under a running Host. Its word counts.
                _remembered.Forget(folded.View, folded.Stream);
                folded = Folded.Begin(folded.View, folded.Stream).After(await events.StreamAsync(folded.Stream, stop, upTo: since[n].Version));
            }
            else
            {
                folded = folded.After(since[n].Events);
            }

            // Also that a stream has nothing yet, or its snapshot would be asked for each time.
            _remembered.Keep(folded);
            known[n] = folded;
        }

        return (known, found);
    }

    /// <summary>What is remembered, else what was stored, else the beginning.</summary>
    private async Task<List<Folded>> KnownAsync(IReadOnlyList<(StreamView View, StreamKey Stream)> wanted, CancellationToken stop)
    {
        var known = wanted.Select(w => _remembered.Find(w.View, w.Stream)).ToList();
        var cold = wanted.Where((w, n) => known[n] is null && w.View.Lifecycle != Lifecycle.Live).Distinct().ToList();
        var stored = cold.Count == 0 ? [] : await SnapshotsAsync(cold, stop);
        return [.. known.Select((folded, n) => folded ?? stored.GetValueOrDefault(wanted[n]) ?? Folded.Begin(wanted[n].View, wanted[n].Stream))];
    }

    private async Task<Dictionary<(StreamView, StreamKey), Folded>> SnapshotsAsync(List<(StreamView View, StreamKey Stream)> cold, CancellationToken stop)
    {
        await using var command = database.Command("""
            select k.n, s.version, s.data from unnest($1, $2) with ordinality as k (view, stream, n) join safeguard.snapshots s on s.view = k.view and s.stream = k.stream
            """, cold.Select(c => c.View.Name).ToArray(), cold.Select(c => c.Stream.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var stored = new Dictionary<(StreamView, StreamKey), Folded>();
        while (await rows.ReadAsync(stop))
        {
            var ((view, stream), version) = (cold[(int)rows.GetInt64(0) - 1], rows.GetInt64(1));
            stored[(view, stream)] = new Folded(view, stream, version, view.Read(rows.GetFieldValue<byte[]>(2)), version);
        }

        return stored;
    }

    /// <summary>What was recorded after the version of each, where each stream stands, and the entries: one round trip.</summary>
    /// <remarks>
    /// Ordered here. A family of thousands would go to the server's disk to be sorted, and nothing of it would be sent before:
    /// 30 ms for 5,000 entries that come in their order anyway, as the index has it.
    /// </remarks>
    private async Task<((long Version, List<RecordedEvent> Events)[] Since, IReadOnlyList<EntryHead> Entries)> SinceAsync(
        List<Folded> known, IReadOnlyList<EventId> entries, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.BatchCommand($"""
            select k.n, s.version, {StoredEvent.Columns}
              from unnest($1, $2) with ordinality as k (stream, version, n)
              join safeguard.mt_streams s on s.id = k.stream
              left join safeguard.mt_events e on e.stream_id = k.stream and e.version > k.version and e.version <= s.version
            """, known.Select(k => k.Stream.Value).ToArray(), known.Select(k => k.Version).ToArray()));
        if (entries.Count > 0) batch.BatchCommands.Add(EntryHead.ById(entries));
        await using var rows = await batch.ExecuteReaderAsync(stop);
        var since = known.Select(_ => (Version: 0L, Events: new List<RecordedEvent>())).ToArray();
        while (await rows.ReadAsync(stop))
        {
            ref var stream = ref since[(int)rows.GetInt64(0) - 1];
            stream.Version = rows.GetInt64(1);
            if (!rows.IsDBNull(2)) stream.Events.Add(StoredEvent.Read(rows, from: 2));
        }

        foreach (var (_, found) in since) found.Sort((one, other) => one.Version.CompareTo(other.Version));
        return (since, entries.Count > 0 && await rows.NextResultAsync(stop) ? await EntryHead.ReadAllAsync(rows, stop) : []);
    }

    private static Loaded<T> Typed<T>(Folded folded) where T : class => new((T)folded.State, folded.Version);
}
