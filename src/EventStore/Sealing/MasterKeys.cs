using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Master keys wrap every other key. Data Protection, whose ring lies outside the database and is shared by all
/// Hosts, protects them; so a dump of the database alone opens nothing.
/// </summary>
public sealed class MasterKeys(NpgsqlDataSource database, KeyRing ring, TimeProvider clock)
{
    private const int NonceSize = 12, TagSize = 16;
    private const string Purpose = "safeguard/master-key/v1";
    private readonly ConcurrentDictionary<Guid, byte[]> _open = new();
    private Guid _newest;

    /// <summary>Reads the master keys and makes the first one where there is none.</summary>
    /// <exception cref="KeyRingException">A master key exists that this Host's key ring cannot open.</exception>
    public async Task LoadAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(1398097741)", connection))
            await turn.ExecuteNonQueryAsync(stop); // two Hosts starting on an empty database make one master key

        var protector = ring.Protector(Purpose);
        await using (var read = new NpgsqlCommand("select id, protected from safeguard_keys.master_keys order by created_at, id", connection))
        await using (var rows = await read.ExecuteReaderAsync(stop))
        {
            while (await rows.ReadAsync(stop))
            {
                _newest = rows.GetGuid(0);
                try
                {
                    _open[_newest] = protector.Unprotect(rows.GetFieldValue<byte[]>(1));
                }
                catch (CryptographicException inner)
                {
                    throw new KeyRingException(
                        "The key ring of this Host does not open the database's master key. Point it at the ring that the other Hosts use (Keys:Ring), or restore that ring from its backup. Nothing was changed.", inner);
                }
            }
        }

        if (_open.IsEmpty) await MakeAsync(connection, stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>
    /// Makes a new master key, protected by a new key of the ring, wraps every other key under it and forgets the old ones. Other Hosts go on meanwhile: one
    /// that meets a master it does not know reads them again, and none can use one that is gone. Repeating it is harmless.
    /// </summary>
    /// <param name="progress">Told how many keys have been wrapped anew.</param>
    public async Task RotateAsync(Action<long>? progress, CancellationToken stop)
    {
        await LoadAsync(stop);
        // Else who has a copy of the ring, the likeliest reason to be here, would open the new master too.
        ring.Renew();
        await using (var connection = await database.OpenConnectionAsync(stop))
            await MakeAsync(connection, stop);

        var done = 0L;
        while (await RewrapAsync(stop) is > 0 and var wrapped) progress?.Invoke(done += wrapped);
        foreach (var old in await UnusedAsync(stop)) await ForgetAsync(old, stop);
    }

    private async Task<IReadOnlyList<Guid>> UnusedAsync(CancellationToken stop)
    {
        await using var unused = database.Command("""
            select m.id from safeguard_keys.master_keys m where m.id <> $1
               and not exists (select from safeguard_keys.data_keys d where d.master = m.id)
               and not exists (select from safeguard_keys.service_keys s where s.master = m.id)
            """, _newest);
        await using var rows = await unused.ExecuteReaderAsync(stop);
        var masters = new List<Guid>();
        while (await rows.ReadAsync(stop)) masters.Add(rows.GetGuid(0));
        return masters;
    }

    /// <summary>What a Host wraps under an old master at this very moment keeps that master until the next rotation.</summary>
    private async Task ForgetAsync(Guid master, CancellationToken stop)
    {
        await using var forget = database.Command("delete from safeguard_keys.master_keys where id = $1", master);
        try
        {
            await forget.ExecuteNonQueryAsync(stop);
        }
        catch (PostgresException used) when (used.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // A key was committed under it since: the reference itself says so, and nothing was deleted.
        }
    }

    /// <summary>Whether this Host has read a master key.</summary>
    internal bool Knows(Guid master) => _open.ContainsKey(master);

    private async Task MakeAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var key = RandomNumberGenerator.GetBytes(32);
        await using var insert = connection.Command(
            "insert into safeguard_keys.master_keys (id, protected, created_at) values ($1, $2, $3)", id, ring.Protector(Purpose).Protect(key), clock.GetUtcNow().UtcDateTime);
        await insert.ExecuteNonQueryAsync(stop);
        _open[id] = key;
        _newest = id;
    }

    /// <summary>Wraps some keys under the newest master; a destroyed one only changes its reference.</summary>
    private async Task<int> RewrapAsync(CancellationToken stop)
    {
        const int AtOnce = 500;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var keys = new List<(string Table, string Id, byte[]? Wrapped)>();
        await using (var query = connection.Command($"""
            select * from (select 'data_keys', id::text, master, wrapped from safeguard_keys.data_keys where master <> $1 limit {AtOnce} for update) d
            """, _newest))
            await ReadAsync(query, "data-key");
        await using (var query = connection.Command("select 'service_keys', name, master, wrapped from safeguard_keys.service_keys where master <> $1 for update", _newest))
            await ReadAsync(query, "service-key");

        foreach (var table in keys.GroupBy(k => k.Table))
        {
            await using var update = connection.Command($"""
                update safeguard_keys.{table.Key} k set master = $1, wrapped = n.wrapped
                  from unnest($2, $3) as n (id, wrapped) where k.{(table.Key == "data_keys" ? "id::text" : "name")} = n.id
                """, _newest, table.Select(k => k.Id).ToArray(), table.Select(k => k.Wrapped).ToArray());
            await update.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
        return keys.Count;

        async Task ReadAsync(NpgsqlCommand query, string kind)
        {
            await using var rows = await query.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                var context = System.Text.Encoding.UTF8.GetBytes($"safeguard/{kind}/v1\n{rows.GetString(1)}");
                keys.Add((rows.GetString(0), rows.GetString(1),
                    rows.IsDBNull(3) ? null : Wrap(Unwrap(rows.GetGuid(2), rows.GetFieldValue<byte[]>(3), context), context).Wrapped));
            }
        }
    }

    /// <summary>Wraps a key under the newest master key: nonce, ciphertext, tag.</summary>
    /// <param name="context">What the key is for; a wrapped key opens in no other place.</param>
    internal (Guid Master, byte[] Wrapped) Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context)
    {
        var output = new byte[NonceSize + key.Length + TagSize];
        var nonce = output.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_open[_newest], TagSize);
        aes.Encrypt(nonce, key, output.AsSpan(NonceSize, key.Length), output.AsSpan(NonceSize + key.Length), context);
        return (_newest, output);
    }

    /// <exception cref="KeyRingException">The master key is not known here.</exception>
    internal byte[] Unwrap(Guid master, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        if (!_open.TryGetValue(master, out var masterKey))
            throw new KeyRingException("A data key is wrapped under a master key that this Host has not read. Restart it once the master key is there.", null);
        var key = new byte[wrapped.Length - NonceSize - TagSize];
        using var aes = new AesGcm(masterKey, TagSize);
        aes.Decrypt(wrapped[..NonceSize], wrapped.Slice(NonceSize, key.Length), wrapped[(NonceSize + key.Length)..], key, context);
        return key;
    }
}

/// <summary>A text that is to be handed on is sealed under a key that is not there: the key schema is older than the log. Nothing was written.</summary>
public sealed class KeyMissingException() : Exception("A data key that the log names is not in the key schema.");

/// <summary>Keys that should be there are not, or cannot be opened; the message says what to do, and holds no key.</summary>
public sealed class KeyRingException(string message, Exception? inner) : Exception(message, inner);
