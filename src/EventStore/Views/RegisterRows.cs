using System.Diagnostics;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Views;

/// <summary>The newest row of a key.</summary>
/// <param name="State">What it says; null where the thing ended.</param>
/// <param name="Data">The same as it is stored.</param>
internal sealed record NewestRow(string Key, long Position, object? State, byte[]? Data)
{
    public bool SaysTheSameAs(NewestRow? other) =>
        Data is null ? other?.Data is null : other?.Data is not null && Data.AsSpan().SequenceEqual(other.Data);
}

/// <summary>
/// Folds a page of the log into the rows of one build. Following the log and filling a build beside the live one differ
/// in their pages and in how they store, and both leave the same bytes.
/// </summary>
internal static class RegisterRows
{
    /// <summary>Folds a page.</summary>
    /// <param name="newest">The newest row of every key that has one, of those that the page touches; made level with the page.</param>
    /// <param name="upTo">The position at which the build stands when the page is stored: all that it follows up to there is in the page or in an earlier one.</param>
    public static FoldedPage Fold(RegisterView view, int build, IReadOnlyList<(RecordedEvent Event, string Key)> page, IDictionary<string, NewestRow> newest, long upTo)
    {
        var (rows, ended, made) = (new List<HistoryRow>(), new List<HistoryRow>(), new Dictionary<string, HistoryRow>());
        foreach (var (recorded, key) in page)
        {
            newest.TryGetValue(key, out var before);
            var state = view.Evolve(before?.State, recorded);
            if (ReferenceEquals(state, before?.State)) continue;
            var row = new NewestRow(key, recorded.Position, state, state is null ? null : view.Write(state));
            if (row.SaysTheSameAs(before)) continue;
            if (made.TryGetValue(key, out var earlier)) earlier.Until = recorded.Position; // within the page: it is stored with its end
            else if (before is not null) ended.Add(new HistoryRow(key, before.Position, null) { Until = recorded.Position });
            newest[key] = row;
            rows.Add(made[key] = new HistoryRow(key, row.Position, row.Data));
        }

        return new FoldedPage(view, build, upTo, ended, rows);
    }

    /// <summary>The events of a page that touch a row, each with its key.</summary>
    /// <exception cref="UnreachableException">The register does not say that it follows one of them, so that a build would lack its row.</exception>
    public static IReadOnlyList<(RecordedEvent Event, string Key)> Touching(RegisterView view, IEnumerable<RecordedEvent> page)
    {
        var touching = new List<(RecordedEvent, string)>();
        foreach (var recorded in page)
        {
            if (view.KeyOf(recorded) is not { } key) continue;
            if (!view.IsFollowed(recorded.Event.GetType()))
                throw new UnreachableException($"{view.Name} has a row for {recorded.Event.GetType().Name}, which is not among the kinds that it follows.");
            touching.Add((recorded, key));
        }

        return touching;
    }

    /// <summary>The newest row of each of these keys, one step down the primary key for each; those that have none are absent.</summary>
    public static async Task<Dictionary<string, NewestRow>> NewestAsync(
        NpgsqlConnection connection, RegisterView view, int build, string[] keys, CancellationToken stop)
    {
        var newest = new Dictionary<string, NewestRow>();
        if (keys.Length == 0) return newest;
        await using var command = connection.Command("""
            select r.* from unnest($3) as k (key) cross join lateral (
                select key, position, data from safeguard.projected_rows
                 where view = $1 and build = $2 and key = k.key order by position desc limit 1) r
            """, view.Name, build, keys);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var data = reader.IsDBNull(2) ? null : CanonicalJson.Canonicalise(reader.GetFieldValue<byte[]>(2));
            newest[reader.GetString(0)] = new NewestRow(reader.GetString(0), reader.GetInt64(1), data is null ? null : view.Read(data), data);
        }

        return newest;
    }

    /// <summary>
    /// The keys of which the server must be asked. An entry's own id is nobody's key before the entry: a register with a
    /// line for each entry asks for none.
    /// </summary>
    public static IEnumerable<string> ToBeAsked(IReadOnlyList<(RecordedEvent Event, string Key)> page)
    {
        var own = new HashSet<string>();
        var asked = new HashSet<string>();
        foreach (var (recorded, key) in page)
        {
            if (own.Contains(key) || asked.Contains(key)) continue;
            if (IsOwnId(recorded, key)) own.Add(key);
            else if (asked.Add(key)) yield return key;
        }
    }

    private static bool IsOwnId(RecordedEvent recorded, string key)
    {
        Span<char> id = stackalloc char[36];
        return recorded.Id.Value.TryFormat(id, out _) && key.AsSpan().SequenceEqual(id);
    }
}
