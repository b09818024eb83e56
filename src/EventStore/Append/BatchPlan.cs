using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Views;

namespace Safeguard.EventStore.Append;

/// <summary>
/// One batch, worked out from the head and the versions of its streams: which commands go in, where every event
/// stands, its leaf, the tree after it, and the inline views. Pure; made anew at each try.
/// </summary>
internal sealed class BatchPlan
{
    private readonly Dictionary<StreamKey, (long Old, long New, string Type)> _streams = [];

    private BatchPlan(LogHead before, DateTimeOffset now)
    {
        Before = before;
        // Never backwards, whatever this Host's clock says: so that every instant is a position.
        RecordedAt = now > before.RecordedAt ? LeafEntry.CutToMicroseconds(now) : before.RecordedAt;
    }

    public LogHead Before { get; }
    public DateTimeOffset RecordedAt { get; }
    public List<PlannedCommand> Accepted { get; } = [];
    public List<(PendingAppend Command, StreamKey Stream)> Stale { get; } = [];
    public List<PlannedEvent> Events { get; } = [];
    public Sha256Hash[] Leaves { get; private set; } = [];
    public AppendedBatch Tree { get; private set; } = null!;
    public IReadOnlyDictionary<StreamKey, (long Old, long New, string Type)> Streams => _streams;
    public List<Snapshot> Snapshots { get; } = [];

    /// <param name="version">A stream's version as far as known; null when it was never asked for.</param>
    /// <param name="certain">True when <paramref name="version"/> was read under the head's lock; false when it comes from memory,
    /// where another Host may have moved on: then an expected version that is newer is believed, and the writing statement checks it.
    /// Of what is only rested on, memory is right as long as the head is where it is remembered, which is checked too.</param>
    public static BatchPlan Make(LogHead head, Func<StreamKey, long?> version, bool certain, IReadOnlyList<PendingAppend> commands, DateTimeOffset now)
    {
        var plan = new BatchPlan(head, now);
        foreach (var command in commands) plan.Take(command, version, certain);
        plan.HashAndFold();
        return plan;
    }

    /// <summary>The head after this batch.</summary>
    public LogHead After => Before with { Position = Before.Position + Events.Count, RecordedAt = RecordedAt, Frontier = Tree.After };

    private void Take(PendingAppend command, Func<StreamKey, long?> version, bool certain)
    {
        foreach (var expected in command.Request.Expected)
        {
            // A command cannot have been decided on what another of the same batch is only now recording. What that one merely
            // rested on, as all of a nation's families rest on its rules, both may rest on.
            var known = version(expected.Stream);
            var stale = _streams.ContainsKey(expected.Stream) || (certain ? known != expected.Version : known > expected.Version);
            if (stale)
            {
                Stale.Add((command, expected.Stream));
                return;
            }
        }

        Accepted.Add(new PlannedCommand(command, Events.Count));
        foreach (var prepared in command.Request.Events)
        {
            if (!_streams.TryGetValue(prepared.Stream, out var stream))
            {
                var old = command.Request.Expected.FirstOrDefault(e => e.Stream == prepared.Stream)?.Version
                    ?? version(prepared.Stream)
                    ?? throw new InvalidOperationException("A stream's version was not read before planning.");
                stream = (old, old, StreamTypes.Of(prepared.Stream));
            }

            stream.New++;
            _streams[prepared.Stream] = stream;
            Events.Add(new PlannedEvent(prepared, command.Request, stream.New));
        }
    }

    private void HashAndFold()
    {
        Leaves = new Sha256Hash[Events.Count];
        for (var i = 0; i < Leaves.Length; i++)
        {
            var (e, request, version) = Events[i];
            Leaves[i] = LeafEntry.HashAssembled(
                e.Id.Value, e.Stream.Value, version, e.Type, RecordedAt, request.CorrelationId, request.CommandId.ToString(), e.Data, e.Headers);
        }

        Tree = Before.Frontier.Append(Leaves);

        foreach (var command in Accepted)
            foreach (var (stream, _, view) in command.Pending.Request.Expected)
            {
                if (view?.After([.. RecordedFor(command, stream)]) is not { } folded || folded == view) continue;
                if (folded.SnapshotDue)
                {
                    Snapshots.Add(folded.Snapshot());
                    folded = folded with { SnapshotAt = folded.Version };
                }

                command.Views.Add(folded);
            }
    }

    /// <summary>One command's events of one stream, as they will stand in the log.</summary>
    private IEnumerable<RecordedEvent> RecordedFor(PlannedCommand command, StreamKey stream)
    {
        for (var i = command.First; i <= command.Last; i++)
        {
            var (e, _, version) = Events[i];
            if (e.Stream == stream)
                yield return new RecordedEvent(e.Id, Before.Position + i + 1, e.Stream, version, RecordedAt, e.By, e.Sealed);
        }
    }

    /// <summary>What a command gets to know, once the batch is committed.</summary>
    public AppendOutcome.Appended OutcomeOf(PlannedCommand command, Lazy<SignedNote> checkpoint)
    {
        var appended = new AppendedEvent[command.Last - command.First + 1];
        for (var n = 0; n < appended.Length; n++)
        {
            var (e, _, version) = Events[command.First + n];
            appended[n] = new AppendedEvent(e.Id, e.Stream, version, e.Type, Before.Position + command.First + n + 1, RecordedAt, Leaves[command.First + n]);
        }

        return new AppendOutcome.Appended(appended, n => Tree.Proof(command.First + n), checkpoint) { Views = command.Views };
    }
}

/// <summary>An event of a batch, and the command it belongs to.</summary>
internal readonly record struct PlannedEvent(PreparedEvent Event, AppendRequest Request, long Version);

/// <summary>A command of a batch; its events stand together, from <paramref name="First"/> on.</summary>
internal sealed record PlannedCommand(PendingAppend Pending, int First)
{
    /// <summary>The place of its last event.</summary>
    public int Last => First + Pending.Request.Events.Count - 1;

    /// <summary>The inline views with its events.</summary>
    public List<Folded> Views { get; } = [];
}

/// <summary>A command waiting for its batch, and the one who waits for the answer.</summary>
internal sealed class PendingAppend(AppendRequest request)
{
    // Answers run on the thread pool: the appender's loop must not do its callers' work.
    private readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppendRequest Request { get; } = request;

    public Task<AppendOutcome> Answer => _answer.Task;

    public void Answered(AppendOutcome outcome) => _answer.TrySetResult(outcome);

    public void Failed(Exception error) => _answer.TrySetException(error);
}

/// <summary>The value of <c>mt_streams.type</c>: snake_case of the aggregate's name, as Marten has it.</summary>
internal static class StreamTypes
{
    public static string Of(StreamKey stream) => stream.Category switch
    {
        "family" => "family_record",
        "person" => "person",
        "agency" => "agency",
        "access" => "access_log",
        "log" => "log",
        var other => other,
    };
}
