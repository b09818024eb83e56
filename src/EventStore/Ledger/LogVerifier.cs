using Npgsql;
using Safeguard.Domain;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Checks the log, or a part of it, from the stored rows themselves, in one snapshot, while others go on appending.
/// Changes nothing, and takes the same little memory for a log of any length.
/// </summary>
public sealed class LogVerifier(NpgsqlDataSource database)
{
    /// <summary>Checks the whole log.</summary>
    /// <returns>What does not hold, about in the order of the log; empty when all does. At most a thousand findings.</returns>
    /// <inheritdoc cref="WholeAsync"/>
    public async Task<IReadOnlyList<LogFinding>> VerifyAsync(CheckpointVerifier verifier, Action<long, long>? progress, CancellationToken stop) =>
        (await WholeAsync(verifier, progress, stop)).Findings;

    /// <summary>
    /// Checks the whole log: recomputes every leaf, builds the tree anew, and holds the stored leaves, nodes, streams, head
    /// and checkpoints against it. Nothing may be missing, and nothing may be there that does not belong.
    /// </summary>
    /// <param name="verifier">The keys that the log has announced, under every name that it has had: each may have signed checkpoints.</param>
    /// <param name="progress">Told how many entries are checked, of how many.</param>
    public Task<LogReport> WholeAsync(CheckpointVerifier verifier, Action<long, long>? progress, CancellationToken stop) =>
        RunAsync(verifier, async (log, head, checkpoints, findings) =>
        {
            await new RangeCheck(log, head, checkpoints, findings).RunAsync(1, Math.Min(head.Size, head.Last), progress, stop);
            if (!findings.Full) await new SurplusCheck(log, head, checkpoints, findings).RunAsync(stop);
            return head.Size;
        }, stop);

    /// <summary>
    /// Checks the entries at some positions: that they are, to the byte, what stood there when the newest checkpoint
    /// behind them was signed, all of them and in this order. Says nothing of the entries outside, whose stored nodes
    /// serve as the siblings of a proof, nor whether a stream is complete.
    /// </summary>
    /// <param name="from">The first position, from 1.</param>
    /// <param name="to">The last; null for the end of the log.</param>
    /// <inheritdoc cref="WholeAsync"/>
    public Task<LogReport> RangeAsync(long from, long? to, CheckpointVerifier verifier, Action<long, long>? progress, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        if (to is { } end) ArgumentOutOfRangeException.ThrowIfLessThan(end, from);
        return RunAsync(verifier, async (log, head, checkpoints, findings) =>
        {
            if (from > head.Size || to > head.Size)
                findings.Add(0, "LENGTH", $"The log ends at entry {head.Size}, before the end of what was asked for.");
            var last = Math.Min(to ?? head.Size, Math.Min(head.Size, head.Last));
            if (from > last) return 0;
            await new RangeCheck(log, head, checkpoints, findings).RunAsync(from, last, progress, stop);
            return last - from + 1;
        }, stop);
    }

    /// <summary>
    /// Checks one family's record and the record of who read it: what the log now says is theirs is, to the byte, what
    /// was recorded about them, from version 1 on without a hole. That nothing was taken off the end together with its
    /// stream's version is for the whole log to say: there the position is missing.
    /// </summary>
    /// <inheritdoc cref="WholeAsync"/>
    public Task<LogReport> FamilyAsync(FamilyId family, CheckpointVerifier verifier, Action<long, long>? progress, CancellationToken stop) =>
        RunAsync(verifier, async (log, head, checkpoints, findings) =>
        {
            var check = new FamilyCheck(log, head, checkpoints, findings);
            await check.RunAsync(family, progress, stop);
            return check.Entries;
        }, stop);

    private async Task<LogReport> RunAsync(
        CheckpointVerifier verifier, Func<LogSnapshot, StoredHead, CheckpointCheck, Findings, Task<long>> check, CancellationToken stop)
    {
        var findings = new Findings();
        try
        {
            return await RunAsync(verifier, check, findings, stop);
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            findings.Add(0, "SCHEMA", "A table or a column of the log is missing; what stands there cannot be checked.");
            return new LogReport(0, 0, 0, findings.All);
        }
        catch (InvalidCastException)
        {
            findings.Add(0, "SCHEMA", "A column of the log has another type than it was made with; what stands there cannot be checked.");
            return new LogReport(0, 0, 0, findings.All);
        }
    }

    private async Task<LogReport> RunAsync(
        CheckpointVerifier verifier, Func<LogSnapshot, StoredHead, CheckpointCheck, Findings, Task<long>> check, Findings findings, CancellationToken stop)
    {
        await using var log = await LogSnapshot.TakeAsync(database, stop);
        if (await log.HeadAsync(stop) is not { } head)
        {
            findings.Add(0, "LOG_NOT_OPENED", "The database holds no log.");
            return new LogReport(0, 0, 0, findings.All);
        }

        // Whoever can write to the database can write any number there; nothing is walked up to it unseen.
        if (head.Size > head.Last)
            findings.Add(0, "LENGTH", $"The head says that there are {head.Size} entries; the last one found is {head.Last}.");
        if (head.Size < 0)
        {
            findings.Add(0, "LENGTH", $"The head says that there are {head.Size} entries.");
            return new LogReport(0, 0, 0, findings.All);
        }

        if (!verifier.Knows(head.Origin))
            findings.Add(0, "HEAD_NAME", "The head bears a name that the log never had.");
        var checkpoints = new CheckpointCheck(log, head, verifier, findings);
        var entries = await check(log, head, checkpoints, findings);
        return new LogReport(entries, head.Size, checkpoints.SignedUpTo, findings.All);
    }
}
