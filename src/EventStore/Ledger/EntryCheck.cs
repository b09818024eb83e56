using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Ledger;

/// <summary>One stored entry, read not as an event but as what its leaf is the hash of, whatever type it may be.</summary>
internal static class EntryCheck
{
    /// <summary>What <see cref="Leaf"/> reads, of a table called <c>e</c>. The last column is true where every column that no leaf covers has its constant value.</summary>
    public const string Columns = """
        e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.correlation_id, e.causation_id, e.data, e.headers,
        e.tenant_id is not distinct from '*DEFAULT*' and e.is_archived is not distinct from false and e.bdata is null
        and e.mt_dotnet_type is null and e.user_name is null
        """;

    /// <summary>The leaf that the stored row has, held against the leaf that is stored beside it.</summary>
    /// <param name="stored">Null where none is stored.</param>
    public static Sha256Hash Leaf(NpgsqlDataReader row, Sha256Hash? stored, Findings findings)
    {
        var position = row.GetInt64(0);
        if (!row.GetBoolean(10))
            findings.Add(position, "FIXED_COLUMN", $"Entry {position} has another value than the constant one in a column that no leaf covers.");
        var leaf = Leaf(row, position, findings);
        if (stored is null)
            findings.Add(position, "LEAF_MISSING", $"Entry {position} has no stored leaf.");
        else if (stored != leaf)
            findings.Add(position, "LEAF", $"The stored leaf of entry {position} is not the hash of the stored entry.");
        return leaf;
    }

    private static Sha256Hash Leaf(NpgsqlDataReader row, long position, Findings findings)
    {
        try
        {
            return LeafEntry.Hash(
                row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7),
                row.GetFieldValue<byte[]>(8), row.IsDBNull(9) ? [] : row.GetFieldValue<byte[]>(9));
        }
        catch (Exception broken) when (broken is NotCanonicalException or ArgumentException or InvalidCastException)
        {
            var where = broken is NotCanonicalException form ? $" at {form.Pointer}: {form.Rule}" : "";
            findings.Add(position, "NOT_CANONICAL", $"Entry {position} is not in the form that is stored{where}.");
            return Absent(position);
        }
    }

    /// <summary>Stands in the tree for an entry that has no leaf: the hash of no entry there can be.</summary>
    public static Sha256Hash Absent(long position) => MerkleHash.Leaf(Encoding.UTF8.GetBytes($"broken {position}"));
}
