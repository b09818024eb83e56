using Npgsql;
using Safeguard.Domain;

namespace Safeguard.EventStore.Views;

/// <summary>How a build is filled: one page of the log is read while another is folded and a third is stored.</summary>
public sealed partial class RegisterBuilder
{
    // Positions of one page at most, as a multiple of its entries: of a register that follows few, a page still ends soon.
    private const int Sparsest = 50;

    /// <summary>Folds the log up to its end, and what is recorded meanwhile.</summary>
    /// <remarks>
    /// Each page is stored in one transaction, one after the other. No commit waits for the disk: rows and progress are
    /// lost together or not at all, and the commit that lets a build take over does wait, for all before it. What is asked
    /// of rows that are stored already is asked on a connection of its own: it does not see the page that is being stored,
    /// whose rows are remembered.
    /// </remarks>
    private async Task<Build> FillAsync(NpgsqlConnection connection, RegisterView view, Build build, Action<BuildProgress>? progress, CancellationToken stop)
    {
        await using var asking = await database.OpenConnectionAsync(stop);
        var remembered = new RememberedRows(Remembered);
        var head = await HeadAsync(stop);
        var (reading, storing) = (ReadNextAsync(build.Position), Task.CompletedTask);
        try
        {
            while (await reading is { } page)
            {
                reading = ReadNextAsync(page.UpTo);
                var folded = await FoldAsync(asking, view, build, page, remembered, stop);
                await StoredAsync();
                storing = Task.Run(() => StoreAsync(connection, folded, stop), stop);
                build = build with { Position = page.UpTo };
            }

            await StoredAsync();
        }
        finally
        {
            // Either may still be at work when the other has failed.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return build;

        Task<LogPage?> ReadNextAsync(long after) => Task.Run(async () =>
        {
            if (after >= head) head = await HeadAsync(stop);
            return after >= head ? null : await ReadAsync(view, after, head, stop);
        }, stop);

        async Task StoredAsync()
        {
            await storing;
            if (storing is Task<long> { Result: var position }) progress?.Invoke(new BuildProgress(BuildPhase.Filling, position, Math.Max(head, position)));
        }
    }

    /// <summary>What a register follows of the log after a position.</summary>
    /// <param name="head">The page goes no further, and all up to there is committed.</param>
    private async Task<LogPage> ReadAsync(RegisterView view, long after, long head, CancellationToken stop)
    {
        var last = Math.Min(head, after + ((long)PageSize * Sparsest));
        var read = await events.RangeAsync(after + 1, last, view.PassesOver, PageSize, stop);
        return new LogPage(RegisterRows.Touching(view, read), read.Count == PageSize ? read[^1].Position : last);
    }

    private static async Task<FoldedPage> FoldAsync(
        NpgsqlConnection asking, RegisterView view, Build build, LogPage page, RememberedRows remembered, CancellationToken stop)
    {
        remembered.Turn();
        var newest = new Dictionary<string, NewestRow>();
        List<string> unknown = [];
        foreach (var key in RegisterRows.ToBeAsked(page.Touching))
        {
            if (remembered.Find(key) is { } row) newest[key] = row;
            else unknown.Add(key);
        }

        foreach (var (key, row) in await RegisterRows.NewestAsync(asking, view, build.Number, [.. unknown], stop)) newest[key] = row;
        var folded = RegisterRows.Fold(view, build.Number, page.Touching, newest, page.UpTo);
        foreach (var row in newest.Values) remembered.Remember(row);
        return folded;
    }

    /// <returns>The position that is stored.</returns>
    private static async Task<long> StoreAsync(NpgsqlConnection connection, FoldedPage page, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var asynchronous = connection.Command("set local synchronous_commit = off")) await asynchronous.ExecuteNonQueryAsync(stop);
        await page.CopyAsync(connection, stop);
        await transaction.CommitAsync(stop);
        return page.Position;
    }

    private async Task<long> HeadAsync(CancellationToken stop)
    {
        await using var command = database.Command("select position from safeguard.log_head");
        return await command.ExecuteScalarAsync(stop) is long position ? position : 0;
    }

    /// <param name="Touching">Its entries that touch a row, each with the key.</param>
    /// <param name="UpTo">The position up to which nothing else concerns the register.</param>
    private sealed record LogPage(IReadOnlyList<(RecordedEvent Event, string Key)> Touching, long UpTo);
}
