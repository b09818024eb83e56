namespace Safeguard.EventStore.Append;

/// <summary>
/// Records many commands that were decided elsewhere: an import, a data set. They go the way of every command, through
/// the <see cref="Appender"/>; all that is gained is that its batches are always full. Only so many wait at once that
/// anybody else's command comes into the batch after the next, and other Hosts get their turn at the head in between.
/// </summary>
/// <remarks>
/// The commands of one stream must come in order. Only the first of them may expect a version (0 for a new stream): a
/// command cannot expect what another of the same batch is only now recording, and the rest append at any version. So
/// the caller must be the only one who writes to these streams, and says so by the first.
/// </remarks>
public sealed class BulkAppend(Appender appender)
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromMilliseconds(50);

    /// <summary>Appends all of them, in this order. Those before one that fails stay recorded.</summary>
    /// <param name="progress">Told how many events are recorded.</param>
    /// <exception cref="StreamMovedException">A stream was not at the version that was expected.</exception>
    public async Task<long> AppendAsync(IAsyncEnumerable<AppendRequest> requests, Action<long>? progress, CancellationToken stop)
    {
        long recorded = 0;
        var waiting = new List<Task<AppendOutcome>>();
        var next = new List<Task<AppendOutcome>>(Appender.BatchLimit);
        await foreach (var request in requests.WithCancellation(stop))
        {
            next.Add(await OfferAsync(request, stop));
            if (next.Count < Appender.BatchLimit) continue;
            // One batch is being committed while the next one gathers: the appender is never idle, and never far behind.
            await FinishAsync(waiting);
            (waiting, next) = (next, waiting);
        }

        await FinishAsync(waiting);
        await FinishAsync(next);
        return recorded;

        async Task FinishAsync(List<Task<AppendOutcome>> batch)
        {
            foreach (var outcome in batch)
                recorded += await outcome switch
                {
                    AppendOutcome.Appended appended => appended.Events.Count,
                    AppendOutcome.StreamMoved moved => throw new StreamMovedException(moved.Stream.Category),
                    var other => throw new InvalidOperationException($"The command was not recorded: {other.GetType().Name}."),
                };
            batch.Clear();
            progress?.Invoke(recorded);
        }
    }

    private async Task<Task<AppendOutcome>> OfferAsync(AppendRequest request, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return appender.AppendAsync(request, CancellationToken.None);
            }
            catch (AppenderBusyException)
            {
                await Task.Delay(WhenBusy, stop); // those who wait for an answer go first
            }
        }
    }
}

/// <summary>A stream that a bulk append was to begin or go on with stands elsewhere: somebody else writes to it.</summary>
public sealed class StreamMovedException(string category) : Exception($"A stream of the category {category} is not at the version that was expected.");
