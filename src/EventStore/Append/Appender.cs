using System.Data;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Append;

/// <summary>
/// The one way into the log (design D2). One loop per process takes whatever commands are waiting and commits them
/// in one transaction, usually in one round trip: positions are dense and commit in order, so a reader asks for
/// <c>position &gt; last</c> and never misses one. Rejected: a position from a sequence (readers see 6 before 5 and
/// skip 5), and a lock per append (a fifth of the throughput).
/// </summary>
public sealed partial class Appender : IAsyncDisposable
{
    /// <summary>Commands that may wait; beyond it the caller is told that the log is busy.</summary>
    public const int QueueLimit = 2_000;

    /// <summary>Commands that go into one transaction at most.</summary>
    public const int BatchLimit = 300;

    private const int VersionCacheLimit = 100_000;

    private readonly NpgsqlDataSource _database;
    private readonly LogSigner _signer;
    private readonly TimeProvider _clock;
    private readonly AppendMeasures _measures;
    private readonly ILogger<Appender> _log;
    private readonly Channel<PendingAppend> _queue = Channel.CreateBounded<PendingAppend>(
        // Synchronous: the caller who finds the loop idle begins the batch on its own thread, up to the first wait for the
        // database, instead of waking another one.
        new BoundedChannelOptions(QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait, AllowSynchronousContinuations = true });
    private readonly Dictionary<StreamKey, long> _versions = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NpgsqlConnection? _connection;
    private LogHead? _head;
    private SignedCheckpoint? _learnt;
    private Task? _loop;
    private long _newestOwn;
    private long _taken;
    private bool _shared;

    public Appender(NpgsqlDataSource database, LogSigner signer, TimeProvider clock, AppendMeasures measures, ILogger<Appender> log)
    {
        _database = database;
        _signer = signer;
        _clock = clock;
        _measures = measures;
        _log = log;
        _measures.Watch(() => _queue.Reader.Count, () => ReadOnly is not null);
    }

    /// <summary>Told of every commit of this process, with the head's position. Must return at once.</summary>
    public event Action<long>? Committed;

    /// <summary>The newest tree head that this process committed; null before the first.</summary>
    public NewestHead? Newest { get; private set; }

    /// <summary>The newest checkpoint that this process knows to have been signed, by itself or by another Host; null where it knows none.</summary>
    public SignedCheckpoint? Known => Newest is { } own && own.Size >= (_learnt?.Checkpoint.Size ?? 0) ? own.Signed() : _learnt;

    /// <summary>Stops between two steps of a batch. Only tests set it: they end the process there.</summary>
    internal Func<AppendStep, Task>? AtStep { get; set; }

    /// <summary>Ends once the log is open: what follows the log or works beside it waits for this.</summary>
    public Task Started => _started.Task;

    /// <summary>Why nothing may be appended; null while all is well.</summary>
    public string? ReadOnly { get; private set; }

    /// <summary>Starts the loop. Until then commands only queue.</summary>
    /// <param name="readOnly">Why nothing may be appended, where that is so.</param>
    public void Start(string? readOnly = null)
    {
        ReadOnly = readOnly;
        _loop ??= Task.Run(RunAsync);
        _started.TrySetResult();
    }

    /// <summary>From now on no server is written to that lacks what another Host, or this one before it was started anew, has signed.</summary>
    internal void Learn(SignedCheckpoint signed) => _learnt = signed;

    /// <summary>Nothing is appended any more; what is being committed still is. The first reason stays.</summary>
    internal void OnlyRead(string reason) => ReadOnly ??= reason;

    /// <summary>
    /// Appends one command's events and waits for the commit. A caller who stops waiting undoes nothing.
    /// </summary>
    /// <exception cref="AppenderBusyException">Too many commands are waiting; nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The connection broke and the log could not be asked.</exception>
    /// <exception cref="LogReadOnlyException">The log lacks what was once signed; nothing was written.</exception>
    /// <exception cref="ClockAheadException">This Host's clock, or the log's newest entry, is ahead of the database's clock; nothing was written.</exception>
    public Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken stop = default)
    {
        if (ReadOnly is { } reason) throw new LogReadOnlyException(reason);
        var pending = new PendingAppend(request);
        return _queue.Writer.TryWrite(pending) ? pending.Answer.WaitAsync(stop) : throw new AppenderBusyException();
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete(); // what waits is still committed
        if (_loop is not null) await _loop;
        await LeaveConnectionAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingAppend>(BatchLimit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLimit && _queue.Reader.TryRead(out var pending)) batch.Add(pending);
            try
            {
                if (ReadOnly is { } reason) throw new LogReadOnlyException(reason);
                _taken = Stopwatch.GetTimestamp();
                await CommitAsync(batch);
            }
#pragma warning disable CA1031 // Whatever went wrong, those who wait must hear of it, and the next batch must run.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Forget();
                foreach (var pending in batch) pending.Failed(error);
            }
        }
    }

    private async Task StepAsync(AppendStep step)
    {
        if (AtStep is { } at) await at(step);
    }

    /// <summary>
    /// The loop's own connection: always the same backend, which has the plans and the pages of the log's end at hand.
    /// </summary>
    private async ValueTask<NpgsqlConnection> ConnectionAsync()
    {
        if (_connection is { State: ConnectionState.Open } open) return open;
        await LeaveConnectionAsync();
        var fresh = await _database.OpenConnectionAsync(CancellationToken.None);
        try
        {
            await GoOnAsync(fresh);
        }
        catch
        {
            await fresh.DisposeAsync(); // kept only once it was looked behind: else the next batch would write unasked
            throw;
        }

        return _connection = fresh;
    }

    /// <summary>
    /// Behind a new connection may be another server: a standby that was promoted, or a database put back under a running
    /// Host. What is known to have been signed must still be there.
    /// </summary>
    private async Task GoOnAsync(NpgsqlConnection fresh)
    {
        if (ReadOnly is null && Known is { } known && await LogContinuity.LossAsync(fresh, known, CancellationToken.None) is { } loss) OnlyRead(loss.Sentence);
        if (ReadOnly is { } reason) throw new LogReadOnlyException(reason);
    }

    private async ValueTask LeaveConnectionAsync()
    {
        var left = _connection;
        _connection = null; // first: whatever its end brings, it is not used again
        if (left is not null) await left.DisposeAsync();
    }

    /// <summary>After whatever went wrong: what was remembered is read anew.</summary>
    private void Forget()
    {
        _head = null;
        _versions.Clear();
    }

    private void Remember(BatchPlan plan)
    {
        _head = plan.After;
        _newestOwn = plan.After.Position;
        if (_versions.Count > VersionCacheLimit) _versions.Clear();
        foreach (var (stream, versions) in plan.Streams) _versions[stream] = versions.New;
    }

    /// <summary>The batch is committed: answer everybody. The root is signed only now, by whoever needs it first.</summary>
    private void Answer(BatchPlan plan)
    {
        Remember(plan);
        var checkpoint = CheckpointOf(plan.After);
        Newest = new(plan.After.Position, checkpoint);
        // Counted before anybody is told, so that whoever has an answer finds it counted.
        _measures.Committed(plan.Accepted.Count, plan.Events.Count, Stopwatch.GetElapsedTime(_taken));
        foreach (var command in plan.Accepted) command.Pending.Answered(plan.OutcomeOf(command, checkpoint));
        Committed?.Invoke(plan.After.Position);
    }

    private Lazy<SignedNote> CheckpointOf(LogHead head) =>
        new(() => _signer.Sign(new Checkpoint(head.Origin, head.Position, head.Frontier.Root)));
}

/// <summary>The places between which a process may die.</summary>
internal enum AppendStep
{
    Taken,
    Planned,
    Written,
    Committed,
}
