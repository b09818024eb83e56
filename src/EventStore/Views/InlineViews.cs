using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Reading;

namespace Safeguard.EventStore.Views;

/// <summary>A stream's version and its rows, as one moment saw them.</summary>
public sealed record LoadedStream(StreamKey Stream, long Version, IReadOnlyList<LoadedView> Views)
{
    /// <summary>The row of a view; an empty one where the stream has no events.</summary>
    public T State<T>() where T : class => (T)Views.First(v => v.State is T).State;
}

/// <summary>
/// Which inline views there are, and their rows. A row carries the version it stands at; whoever finds it behind (a
/// rebuild, an older Host during a rolling upgrade) folds the rest before using it (design D6).
/// </summary>
public sealed class InlineViews(NpgsqlDataSource database, EventReader events, IEnumerable<InlineView> views)
{
    private readonly ILookup<string, InlineView> _byCategory = views.ToLookup(v => v.Category);

    public IEnumerable<InlineView> All => _byCategory.SelectMany(v => v);

    /// <summary>The inline views of a stream's category; empty for streams that have none.</summary>
    public IEnumerable<InlineView> Of(StreamKey stream) => _byCategory[stream.Category];

    /// <summary>Versions and rows of some streams, in one query; a stream without events stands at 0.</summary>
    public async Task<IReadOnlyList<LoadedStream>> LoadAsync(IReadOnlyList<StreamKey> streams, CancellationToken stop)
    {
        await using var command = database.Command("""
            select s.id, s.version, v.view, v.version, v.data
              from safeguard.mt_streams s left join safeguard.inline_views v on v.stream = s.id
             where s.id = any($1)
            """, streams.Select(s => s.Value).ToArray());
        var versions = new Dictionary<string, long>();
        var rows = new Dictionary<(string Stream, string View), (long Version, string Data)>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                versions[reader.GetString(0)] = reader.GetInt64(1);
                if (!reader.IsDBNull(2)) rows[(reader.GetString(0), reader.GetString(2))] = (reader.GetInt64(3), reader.GetString(4));
            }
        }

        var loaded = new List<LoadedStream>(streams.Count);
        foreach (var stream in streams)
        {
            var version = versions.GetValueOrDefault(stream.Value);
            var views = new List<LoadedView>();
            foreach (var view in Of(stream))
            {
                var (at, state) = rows.TryGetValue((stream.Value, view.Name), out var row)
                    ? (row.Version, view.Read(row.Data))
                    : (0, view.Begin(stream));
                if (at < version)
                    foreach (var recorded in await events.StreamAsync(stream, stop, after: at, upTo: version))
                        state = view.Fold(state, recorded);
                views.Add(new LoadedView(view, stream, state));
            }

            loaded.Add(new LoadedStream(stream, version, views));
        }

        return loaded;
    }

    /// <summary>One stream's version and rows.</summary>
    public async Task<LoadedStream> LoadAsync(StreamKey stream, CancellationToken stop) => (await LoadAsync([stream], stop))[0];

    /// <summary>A row as it was by a past instant: the same fold over what was recorded by then.</summary>
    public async Task<T> AsOfAsync<T>(StreamKey stream, DateTimeOffset asOf, CancellationToken stop) where T : class
    {
        var view = Of(stream).OfType<InlineView<T>>().Single();
        var state = view.Begin(stream);
        foreach (var recorded in await events.StreamAsync(stream, stop, asOf)) state = view.Fold(state, recorded);
        return (T)state;
    }

    /// <summary>
    /// Folds every stream of a view anew and stores the rows that differ. Live appends go on meanwhile: a row that
    /// they wrote is newer and is left alone.
    /// </summary>
    /// <param name="progress">Told how many streams are done, of how many.</param>
    public async Task RebuildAsync(InlineView view, Action<long, long>? progress, CancellationToken stop)
    {
        var streams = new List<StreamKey>();
        await using (var command = database.Command("select id from safeguard.mt_streams where id like $1 order by id", $"{view.Category}-%"))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) streams.Add(StreamKey.Stored(reader.GetString(0)));

        for (var i = 0; i < streams.Count; i++)
        {
            var (state, version) = (view.Begin(streams[i]), 0L);
            foreach (var recorded in await events.StreamAsync(streams[i], stop))
            {
                state = view.Fold(state, recorded);
                version = recorded.Version;
            }

            await using var store = database.Command("""
                insert into safeguard.inline_views (view, stream, version, data) values ($1, $2, $3, $4::jsonb)
                on conflict (view, stream) do update set version = excluded.version, data = excluded.data
                 where inline_views.version <= excluded.version
                """, view.Name, streams[i].Value, version, view.Write(state));
            await store.ExecuteNonQueryAsync(stop);
            progress?.Invoke(i + 1, streams.Count);
        }
    }
}
