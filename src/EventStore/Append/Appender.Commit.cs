using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.Domain;

namespace Safeguard.EventStore.Append;

public sealed partial class Appender
{
    /// <summary>
    /// The common case: head and versions from memory, everything in one round trip, no read before the write. The
    /// writing statements check what memory says; when one of them says no, the batch goes the careful way.
    /// </summary>
    private async Task CommitAsync(IReadOnlyList<PendingAppend> commands)
    {
        await StepAsync(AppendStep.Taken);
        if (await ReachedAsync(commands) is not { } connection) return;
        if (_shared)
        {
            await CommitCarefullyAsync(commands);
            return;
        }

        BatchPlan plan;
        try
        {
            plan = BatchPlan.Make(_head!, s => _versions.TryGetValue(s, out var v) ? v : null, certain: false, commands, _clock.GetUtcNow());
            await StepAsync(AppendStep.Planned);
            if (plan.Events.Count > 0)
            {
                // No transaction is begun: one batch, one round trip, committed or rolled back as a whole.
                await using var batch = Statements(plan, connection);
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await StepAsync(AppendStep.Committed);
        }
        catch (Exception lost) when (LeavesOutcomeOpen(lost))
        {
            Forget();
            await ResolveAsync(commands, lost);
            return;
        }
#pragma warning disable CA1031 // Whatever was refused, was rolled back: the careful way finds out whose fault it is.
        catch (Exception refused)
#pragma warning restore CA1031
        {
            _shared = refused is PostgresException { SqlState: "SG001" };
            Forget();
            await CommitCarefullyAsync(commands);
            return;
        }

        AnswerStale(plan);
        if (plan.Events.Count > 0) Answer(plan);
    }

    /// <summary>
    /// The connection, with head and versions known; null when the database cannot be reached, which everybody is told:
    /// nothing was sent. A connection may have died unnoticed, so it is tried twice.
    /// </summary>
    private async Task<NpgsqlConnection?> ReachedAsync(IReadOnlyList<PendingAppend> commands)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                var connection = await ConnectionAsync();
                _head ??= Ours(await LogHead.ReadAsync(_database, CancellationToken.None) ?? throw new InvalidOperationException("The log was never opened."));
                if (!_shared) await LearnVersionsAsync(connection, commands); // else all are read under the lock
                return connection;
            }
            catch (Exception unreachable) when (LeavesOutcomeOpen(unreachable))
            {
                Forget();
                await LeaveConnectionAsync();
                if (again) continue;
                var said = unreachable is ObjectDisposedException ? new NpgsqlException("The connection broke.", unreachable) : unreachable;
                foreach (var command in commands) command.Failed(said);
                return null;
            }
        }
    }

    /// <summary>
    /// The careful way: take the head's lock, read what stands, plan on that. Whoever is stale is told so; when a
    /// statement still throws, the batch is halved until the culprit stands alone, so that one member never fails
    /// the others.
    /// </summary>
    private async Task CommitCarefullyAsync(IReadOnlyList<PendingAppend> commands)
    {
        BatchPlan plan;
        try
        {
            var connection = await ConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            var head = Ours(await LogHead.LockAsync(connection, CancellationToken.None));
            _shared = head.Position != _newestOwn; // another Host takes turns with this one: memory would be wrong again
            if (_shared) _versions.Clear();
            var versions = await ReadVersionsAsync(connection, StreamsOf(commands));
            plan = BatchPlan.Make(head, s => versions.GetValueOrDefault(s), certain: true, commands, _clock.GetUtcNow());
            await StepAsync(AppendStep.Planned);
            if (plan.Events.Count > 0)
            {
                await using var batch = Statements(plan, connection);
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await StepAsync(AppendStep.Written);
            await transaction.CommitAsync(CancellationToken.None);
            await StepAsync(AppendStep.Committed);
        }
        catch (Exception lost) when (LeavesOutcomeOpen(lost))
        {
            Forget();
            await ResolveAsync(commands, lost);
            return;
        }
#pragma warning disable CA1031 // Whatever one member is refused for must not fail the others; the culprit itself is told.
        catch (Exception refused)
#pragma warning restore CA1031
        {
            Forget();
            if (commands.Count == 1 || refused is LogReadOnlyException) // which is nobody's fault among them
            {
                foreach (var command in commands) AnswerRefused(command, refused);
                return;
            }

            LogSplit(_log, commands.Count, ErrorKind.Of(refused));
            var half = commands.Count / 2;
            await CommitCarefullyAsync([.. commands.Take(half)]);
            await CommitCarefullyAsync([.. commands.Skip(half)]);
            return;
        }

        AnswerStale(plan);
        if (plan.Events.Count > 0) Answer(plan);
    }

    private static void AnswerStale(BatchPlan plan)
    {
        foreach (var (command, stream) in plan.Stale) command.Answered(new AppendOutcome.StreamMoved(stream));
    }

    /// <summary>Nothing is written under a name that this Host cannot sign: somebody accepted a loss while it was running.</summary>
    private LogHead Ours(LogHead head)
    {
        if (head.Origin == _signer.Origin) return head;
        OnlyRead($"The log is called {head.Origin} now. Where a loss was accepted, set Log:Origin to that name and start this Host again; otherwise somebody has changed the log's head: safeguard verify.");
        throw new LogReadOnlyException(ReadOnly!);
    }

    private static void AnswerRefused(PendingAppend command, Exception refused)
    {
        if (refused is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idempotency_keys_pkey" })
            command.Answered(new AppendOutcome.KeyTaken());
        else if (refused is PostgresException { SqlState: "SG004" })
            command.Failed(new ClockAheadException());
        else
            command.Failed(refused);
    }

    /// <summary>
    /// True for a broken wire, and for errors with which the server ends the connection: the commit may have happened.
    /// An error that the server answers with was rolled back.
    /// </summary>
    private static bool LeavesOutcomeOpen(Exception error) =>
        error is PostgresException answered ? answered.InvariantSeverity is "FATAL" or "PANIC" : IsOfTheWire(error);

    /// <summary>The driver disposes of a connection that broke, and may say only that when it is used once more.</summary>
    private static bool IsOfTheWire(Exception error) => error is NpgsqlException or IOException or TimeoutException or ObjectDisposedException;

    /// <summary>
    /// Of what a command expects and writes, the writing statement checks the version. It cannot of what the command merely
    /// rests on (its nation's rules, facts of other streams), nor need it of what takes any version (reads): those are known here.
    /// </summary>
    private async Task LearnVersionsAsync(NpgsqlConnection connection, IReadOnlyList<PendingAppend> commands)
    {
        var unknown = commands.SelectMany(c => NotCheckedByWriting(c.Request)).Where(s => !_versions.ContainsKey(s)).Distinct().ToList();
        if (unknown.Count == 0) return;
        var found = await ReadVersionsAsync(connection, unknown);
        foreach (var stream in unknown) _versions[stream] = found.GetValueOrDefault(stream);
    }

    private static HashSet<StreamKey> NotCheckedByWriting(AppendRequest request)
    {
        var streams = request.Events.Select(e => e.Stream).ToHashSet();
        streams.SymmetricExceptWith(request.Expected.Select(e => e.Stream));
        return streams;
    }

    private static async Task<Dictionary<StreamKey, long>> ReadVersionsAsync(NpgsqlConnection connection, IReadOnlyList<StreamKey> streams)
    {
        await using var command = connection.Command(
            "select id, version from safeguard.mt_streams where id = any($1)", streams.Select(s => s.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
        var versions = new Dictionary<StreamKey, long>();
        while (await rows.ReadAsync(CancellationToken.None)) versions[StreamKey.Stored(rows.GetString(0))] = rows.GetInt64(1);
        return versions;
    }

    private static List<StreamKey> StreamsOf(IReadOnlyList<PendingAppend> commands) =>
        [.. commands.SelectMany(c => c.Request.Events.Select(e => e.Stream).Concat(c.Request.Expected.Select(e => e.Stream))).Distinct()];

    [LoggerMessage(1001, LogLevel.Warning, "A batch of {Commands} commands was refused ({Error}); splitting it to find the one at fault.")]
    private static partial void LogSplit(ILogger logger, int commands, string error);
}
