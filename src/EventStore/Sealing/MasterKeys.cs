using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// Master keys wrap every other key. Data Protection, whose ring lies outside the database and is shared by all
/// Hosts, protects them; so a dump of the database alone opens nothing.
/// </summary>
public sealed class MasterKeys(NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int NonceSize = 12, TagSize = 16;
    private readonly IDataProtector _protector = protection.CreateProtector("safeguard/master-key/v1");
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

        await using (var read = new NpgsqlCommand("select id, protected from safeguard_keys.master_keys order by created_at, id", connection))
        await using (var rows = await read.ExecuteReaderAsync(stop))
        {
            while (await rows.ReadAsync(stop))
            {
                _newest = rows.GetGuid(0);
                try
                {
                    _open[_newest] = _protector.Unprotect(rows.GetFieldValue<byte[]>(1));
                }
                catch (CryptographicException inner)
                {
                    throw new KeyRingException(
                        "The key ring of this Host does not open the database's master key. Point it at the ring that the other Hosts use (Keys:Ring), or restore that ring from its backup. Nothing was changed.", inner);
                }
            }
        }

        if (_open.IsEmpty)
        {
            var id = Guid.CreateVersion7(clock.GetUtcNow());
            var key = RandomNumberGenerator.GetBytes(32);
            await using var insert = connection.Command(
                "insert into safeguard_keys.master_keys (id, protected, created_at) values ($1, $2, $3)", id, _protector.Protect(key), clock.GetUtcNow().UtcDateTime);
            await insert.ExecuteNonQueryAsync(stop);
            _open[id] = key;
            _newest = id;
        }

        await transaction.CommitAsync(stop);
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

/// <summary>Keys that should be there are not, or cannot be opened; the message says what to do, and holds no key.</summary>
public sealed class KeyRingException(string message, Exception? inner) : Exception(message, inner);
