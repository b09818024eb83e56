using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Safeguard.Domain;

namespace Safeguard.EventStore.Sealing;

/// <summary>One data key, opened. Keep it no longer than the request that needs it.</summary>
public sealed record DataKey(Guid Id, byte[] Key);

/// <summary>
/// Data keys: one for each subject and controller (design D5). A new one is committed before the batch that first
/// uses it; an orphan harms nothing. Opened keys are kept at most a minute, and dropped at once on notice.
/// </summary>
public sealed class DataKeys(NpgsqlDataSource database, MasterKeys masters, TimeProvider clock)
{
    /// <summary>The channel on which a destroyed key's id is told to every Host.</summary>
    public const string DestroyedChannel = "safeguard_key_destroyed";

    /// <summary>The controller of identity, which all agencies of the partnership share.</summary>
    public static readonly AgencyId Partnership = AgencyId.Of("partnership");

    private static readonly TimeSpan KeptOpen = TimeSpan.FromMinutes(1);
    private const int CacheLimit = 20_000;
    private readonly ConcurrentDictionary<(string Subject, string Controller), (DataKey Key, long Until)> _byOwner = new();
    private readonly ConcurrentDictionary<Guid, (byte[]? Key, long Until)> _byId = new();

    /// <summary>The living key of a subject and controller; made and committed where there is none.</summary>
    public async ValueTask<DataKey> ForAsync(DataSubject subject, AgencyId controller, CancellationToken stop)
    {
        var owner = (subject.Value, controller.Value);
        if (_byOwner.TryGetValue(owner, out var kept) && kept.Until > clock.GetTimestamp()) return kept.Key;

        // A key committed by another Host between our snapshot and our insert is seen by neither half: ask again.
        for (var attempt = 0; attempt < 4; attempt++)
        {
            if (await MadeOrReadAsync(subject, controller, stop) is not { } key) continue;
            Keep(_byOwner, owner, (key, KeepUntil()));
            Keep(_byId, key.Id, (key.Key, KeepUntil()));
            return key;
        }

        throw new KeyRingException("A data key could neither be made nor read.", null);
    }

    private async Task<DataKey?> MadeOrReadAsync(DataSubject subject, AgencyId controller, CancellationToken stop)
    {
        var id = Guid.CreateVersion7();
        var (master, wrapped) = masters.Wrap(RandomNumberGenerator.GetBytes(32), Context(id));
        // Two Hosts may come at once: whoever is second reads the first one's key. A plain conflict clause is right
        // here and only here, because a key that was not inserted has sealed nothing.
        await using var command = database.Command("""
            with made as (
                insert into safeguard_keys.data_keys (id, subject, controller, master, wrapped, created_at)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (subject, controller) where destroyed_at is null do nothing
                returning id, master, wrapped)
            select id, master, wrapped from made
            union all
            select id, master, wrapped from safeguard_keys.data_keys
             where subject = $2 and controller = $3 and destroyed_at is null
            limit 1
            """, id, subject.Value, controller.Value, master, wrapped, clock.GetUtcNow().UtcDateTime);
        try
        {
            await using var rows = await command.ExecuteReaderAsync(stop);
            return await rows.ReadAsync(stop)
                ? new DataKey(rows.GetGuid(0), await UnwrapAsync(rows.GetGuid(0), rows.GetGuid(1), rows.GetFieldValue<byte[]>(2), stop))
                : null;
        }
        catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            await masters.LoadAsync(stop); // another Host has rotated our master away
            return null;
        }
    }

    /// <summary>
    /// Keys by id, opened: null for one that was destroyed. One that is not there at all is absent from the answer: the key
    /// schema is older than the log, as after a restore of the two from different days.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<Guid, byte[]?>> OpenAsync(IEnumerable<Guid> ids, CancellationToken stop)
    {
        var opened = new Dictionary<Guid, byte[]?>();
        List<Guid>? asked = null;
        foreach (var id in ids.Distinct())
        {
            if (_byId.TryGetValue(id, out var kept) && kept.Until > clock.GetTimestamp()) opened[id] = kept.Key;
            else (asked ??= []).Add(id);
        }

        if (asked is null) return opened;
        await using var command = database.Command("select id, master, wrapped from safeguard_keys.data_keys where id = any($1)", asked.ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var id = rows.GetGuid(0);
            opened[id] = rows.IsDBNull(2) ? null : await UnwrapAsync(id, rows.GetGuid(1), rows.GetFieldValue<byte[]>(2), stop);
            Keep(_byId, id, (opened[id], KeepUntil()));
        }

        return opened;
    }

    /// <summary>
    /// Destroys a key, with the search terms and birth month that hang on it, and tells every Host. Repeating it
    /// changes nothing. What it sealed is unreadable from here on; its leaves still verify.
    /// </summary>
    public async Task DestroyAsync(Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Sql.BatchCommand("update safeguard_keys.data_keys set wrapped = null, destroyed_at = $2 where id = $1 and wrapped is not null", id, clock.GetUtcNow().UtcDateTime),
                Sql.BatchCommand("delete from safeguard.search_terms where key = $1", id),
                Sql.BatchCommand("delete from safeguard.birth_months where key = $1", id),
                Sql.BatchCommand("select pg_notify($1, $2)", DestroyedChannel, id.ToString()),
            },
        };
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        Forget(id);
    }

    /// <summary>The ids of every living key of a subject, whoever controls it.</summary>
    public async Task<IReadOnlyList<Guid>> LivingAsync(DataSubject subject, CancellationToken stop)
    {
        await using var command = database.Command("select id from safeguard_keys.data_keys where subject = $1 and destroyed_at is null order by id", subject.Value);
        var ids = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) ids.Add(rows.GetGuid(0));
        return ids;
    }

    /// <summary>Drops an opened key: it was destroyed, here or on another Host.</summary>
    public void Forget(Guid id)
    {
        _byId.TryRemove(id, out _);
        foreach (var (owner, kept) in _byOwner)
            if (kept.Key.Id == id) _byOwner.TryRemove(owner, out _);
    }

    /// <summary>Drops every opened key: one of them may have been destroyed while nobody here could hear of it.</summary>
    public void ForgetAll()
    {
        _byId.Clear();
        _byOwner.Clear();
    }

    /// <summary>Another Host may have made a new master key meanwhile.</summary>
    private async ValueTask<byte[]> UnwrapAsync(Guid id, Guid master, byte[] wrapped, CancellationToken stop)
    {
        if (!masters.Knows(master)) await masters.LoadAsync(stop);
        return masters.Unwrap(master, wrapped, Context(id));
    }

    private long KeepUntil() => clock.GetTimestamp() + (long)(KeptOpen.TotalSeconds * clock.TimestampFrequency);

    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> cache, TKey key, TValue value) where TKey : notnull
    {
        if (cache.Count >= CacheLimit) cache.Clear(); // rare, and it costs a read each: simpler than an order of use
        cache[key] = value;
    }

    private static byte[] Context(Guid id) => Encoding.UTF8.GetBytes($"safeguard/data-key/v1\n{id}");
}
