using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Views;

/// <summary>
/// How a new build compares with the live one, byte for byte, with all history. Both folded the same entries, so they
/// ought to be equal. It speaks of positions and counts and never of keys: a key may be somebody's id.
/// </summary>
/// <param name="UpTo">The position up to which both were compared. Below it rows never change again, so neither build has to stand still.</param>
/// <param name="Rows">Rows of the new build, old ones included.</param>
/// <param name="Different">Rows that one build has and the other has not, or has otherwise.</param>
/// <param name="FirstAt">The position of the first entry whose row is different; null when all are equal.</param>
/// <param name="Digest">SHA-256 of the new build's rows, in order.</param>
public sealed record BuildComparison(long UpTo, long Rows, long Different, long? FirstAt, string Digest)
{
    private const int SayEvery = 10_000;

    public bool Equal => Different == 0;

    internal static async Task<BuildComparison> OfAsync(
        NpgsqlConnection connection, RegisterView view, Build live, Build build, Action<BuildProgress>? progress, CancellationToken stop)
    {
        var upTo = Math.Min(live.Position, build.Position);
        await using var command = connection.Command("""
            with cut as not materialized (
                select build, key, position, case when until <= $4 then until end as until, data::text as data
                  from safeguard.projected_rows where view = $1 and position <= $4)
            select n.key, position, n.until, n.data, n.key is not null and o.key is not null and (n.until, n.data) is not distinct from (o.until, o.data)
              from (select *, key as same from cut where build = $2) o full join (select *, key as same from cut where build = $3) n using (same, position)
             order by same, position
            """, view.Name, live.Number, build.Number, upTo);
        command.CommandTimeout = 0; // as long as the register is large
        await using var rows = await command.ExecuteReaderAsync(stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var comparison = new BuildComparison(upTo, 0, 0, null, "");
        while (await rows.ReadAsync(stop))
        {
            var position = rows.GetInt64(1);
            if (!rows.GetBoolean(4))
                comparison = comparison with { Different = comparison.Different + 1, FirstAt = Math.Min(comparison.FirstAt ?? position, position) };
            if (rows.IsDBNull(0)) continue;
            comparison = comparison with { Rows = comparison.Rows + 1 };
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"{rows.GetString(0)}\n{position}\n{(rows.IsDBNull(2) ? 0 : rows.GetInt64(2))}\n{(rows.IsDBNull(3) ? "" : rows.GetString(3))}\n")));
            if (comparison.Rows % SayEvery == 0) progress?.Invoke(new BuildProgress(BuildPhase.Comparing, comparison.Rows, 0));
        }

        return comparison with { Digest = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }
}
