using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Append;

public sealed partial class Appender
{
    /// <summary>How long the log is asked after a lost connection. Only tests shorten it.</summary>
    internal TimeSpan ResolveFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The connection broke, so whether the batch was committed is unknown. Ask the log for its event ids, under the
    /// head's lock: a server that is still busy with the lost transaction holds that lock until it has decided.
    /// What is there is answered as committed; what is not is tried again, once each time the log can be asked.
    /// </summary>
    private async Task ResolveAsync(IReadOnlyList<PendingAppend> commands, Exception lost)
    {
        LogUnknown(_log, commands.Count);
        _measures.Lost();
        var until = _clock.GetTimestamp() + (long)(ResolveFor.TotalSeconds * _clock.TimestampFrequency);
        while (true)
        {
            try
            {
                var connection = await ConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                var head = await LogHead.LockAsync(connection, CancellationToken.None);
                var there = await FindAsync(connection, commands);
                await transaction.CommitAsync(CancellationToken.None);

                foreach (var command in commands.Where(c => there.ContainsKey(c.Request.Events[0].Id)))
                    command.Answered(await FoundAsync(command, there, head));
                var missing = commands.Where(c => !there.ContainsKey(c.Request.Events[0].Id)).ToList();
                if (missing.Count > 0) await CommitCarefullyAsync(missing);
                return;
            }
            catch (Exception again) when (IsOfTheWire(again))
            {
                await LeaveConnectionAsync();
                if (_clock.GetTimestamp() > until)
                {
                    foreach (var command in commands) command.Failed(new OutcomeUnknownException(lost));
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    private static async Task<Dictionary<EventId, AppendedEvent>> FindAsync(NpgsqlConnection connection, IReadOnlyList<PendingAppend> commands)
    {
        await using var command = connection.Command("""
            select e.id, e.stream_id, e.version, e.type, e.seq_id, e.timestamp, l.hash
              from safeguard.mt_events e join safeguard.log_leaves l using (seq_id)
             where e.id = any($1)
            """, commands.SelectMany(c => c.Request.Events.Select(e => e.Id.Value)).ToArray());
        await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
        var found = new Dictionary<EventId, AppendedEvent>();
        while (await rows.ReadAsync(CancellationToken.None))
        {
            var e = new AppendedEvent(
                new EventId(rows.GetGuid(0)), StreamKey.Stored(rows.GetString(1)), rows.GetInt64(2), rows.GetString(3),
                rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5), new Sha256Hash(rows.GetFieldValue<byte[]>(6)));
            found[e.Id] = e;
        }

        return found;
    }

    private async Task<AppendOutcome> FoundAsync(PendingAppend command, Dictionary<EventId, AppendedEvent> there, LogHead head)
    {
        var events = command.Request.Events.Select(e => there[e.Id]).ToList();
        var proofs = await Proofs.InclusionAsync(_database, [.. events.Select(e => e.Position)], head.Position, CancellationToken.None);
        return new AppendOutcome.Appended(events, n => proofs[n], CheckpointOf(head));
    }

    [LoggerMessage(1002, LogLevel.Warning, "The connection was lost while {Commands} commands were being committed; asking the log for them.")]
    private static partial void LogUnknown(ILogger logger, int commands);
}
