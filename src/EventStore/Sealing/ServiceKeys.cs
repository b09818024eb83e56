using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// The keys of the service itself, for keyed hashes: of search terms and of idempotency keys. A hash of plain text
/// without a key could be guessed back, so none is ever stored.
/// </summary>
public sealed class ServiceKeys(NpgsqlDataSource database, MasterKeys masters)
{
    private readonly ConcurrentDictionary<string, byte[]> _open = new();

    /// <summary>Makes or reads the keys named; call once at start.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        foreach (var name in (string[])[SearchKey, IdempotencyKey])
        {
            var (master, wrapped) = masters.Wrap(RandomNumberGenerator.GetBytes(32), Context(name));
            await using var insert = database.Command("""
                insert into safeguard_keys.service_keys (name, master, wrapped) select $1, $2, $3
                 where not exists (select from safeguard_keys.service_keys where name = $1)
                on conflict (name) do nothing -- another Host made it first; the read below takes theirs
                """, name, master, wrapped);
            await insert.ExecuteNonQueryAsync(stop);

            await using var read = database.Command("select master, wrapped from safeguard_keys.service_keys where name = $1", name);
            await using var row = await read.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            _open[name] = masters.Unwrap(row.GetGuid(0), row.GetFieldValue<byte[]>(1), Context(name));
        }
    }

    /// <summary>The keyed hash of a search term: <paramref name="kind"/> keeps a name apart from a postcode.</summary>
    public byte[] HashSearchTerm(string kind, string folded) => Hash(SearchKey, $"{kind}\n{folded}");

    /// <summary>The keyed hash of a caller's idempotency key, or of the body sent with it.</summary>
    public byte[] HashIdempotency(string what, ReadOnlySpan<byte> value)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _open[IdempotencyKey]);
        hash.AppendData(Encoding.UTF8.GetBytes(what));
        hash.AppendData("\n"u8);
        hash.AppendData(value);
        return hash.GetHashAndReset();
    }

    private const string SearchKey = "search", IdempotencyKey = "idempotency";

    private byte[] Hash(string name, string text) => HMACSHA256.HashData(_open[name], Encoding.UTF8.GetBytes(text));

    private static byte[] Context(string name) => Encoding.UTF8.GetBytes($"safeguard/service-key/v1\n{name}");
}
