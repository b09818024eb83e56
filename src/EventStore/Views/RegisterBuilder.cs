using System.Data;
using Npgsql;
using Safeguard.EventStore.Reading;

namespace Safeguard.EventStore.Views;

/// <summary>What a build is at.</summary>
public enum BuildPhase
{
    /// <summary>Folding the log, by entries.</summary>
    Filling,
    /// <summary>Holding the rows against those of the live build, by rows.</summary>
    Comparing,
    /// <summary>Readers have the new rows already; the old ones are deleted.</summary>
    Clearing,
}

/// <summary>How far a build has come.</summary>
/// <param name="Of">0 where nobody counted.</param>
public sealed record BuildProgress(BuildPhase Phase, long Done, long Of);

/// <summary>What became of a build.</summary>
public abstract record BuildOutcome
{
    /// <summary>It answers readers now.</summary>
    /// <param name="Comparison">With the build whose place it took; null when there was none.</param>
    public sealed record TakenOver(long Position, BuildComparison? Comparison) : BuildOutcome;

    /// <summary>Another process builds this register at this moment; nothing was done.</summary>
    public sealed record Elsewhere : BuildOutcome;
}

/// <summary>
/// Builds a register beside its live build, and lets it take over when it is level. Readers get the old rows until one
/// short transaction gives them the new ones. A build that is broken off stays as it is, in nobody's way, and is gone on
/// with by whoever builds next: rows and progress move together. One process builds a register at a time.
/// </summary>
public sealed partial class RegisterBuilder(NpgsqlDataSource database, EventReader events)
{
    // The first key of our advisory locks; the second is the register's name.
    private const int Lock = 0x5AFE_B11D;

    /// <summary>Entries of one batch. Only tests set it: they stop between two.</summary>
    internal int PageSize { get; set; } = 2_000;

    /// <summary>Bytes of stored rows that a build remembers. Only tests set it.</summary>
    internal long Remembered { get; set; } = 4 << 20;

    /// <summary>Gives a register that has no live build its first one. One that was begun is gone on with.</summary>
    /// <returns>Whether there is a live build now; false while another process makes it.</returns>
    public async Task<bool> BuildFirstAsync(RegisterView view, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        if (await LiveAsync(connection, view, stop) is not null) return true;
        return await UnderLockAsync(connection, view, async () =>
            await LiveAsync(connection, view, stop) is not null || await RunAsync(connection, view, null, stop) is BuildOutcome.TakenOver, false, stop);
    }

    /// <summary>Builds a register anew, compares it with the live one and lets it take over.</summary>
    /// <param name="afresh">True to begin with the first entry even where a build was broken off.</param>
    /// <param name="progress">Told now and then how far it is. Must return at once.</param>
    /// <exception cref="OperationCanceledException">It stopped half-way: nothing changed for readers, and the next call goes on.</exception>
    public async Task<BuildOutcome> RebuildAsync(RegisterView view, bool afresh, Action<BuildProgress>? progress, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await UnderLockAsync<BuildOutcome>(connection, view, async () =>
        {
            if (afresh) await RetireAsync(connection, view, "filling", stop);
            return await RunAsync(connection, view, progress, stop);
        }, new BuildOutcome.Elsewhere(), stop);
    }

    private async Task<BuildOutcome> RunAsync(NpgsqlConnection connection, RegisterView view, Action<BuildProgress>? progress, CancellationToken stop)
    {
        var build = await BeginAsync(connection, view, stop);
        build = await FillAsync(connection, view, build, progress, stop);
        BuildComparison? comparison = null;
        if (await LiveAsync(connection, view, stop) is { } live)
        {
            comparison = await BuildComparison.OfAsync(connection, view, live, build, progress, stop);
            build = await FillAsync(connection, view, build, progress, stop); // what was recorded while they were compared
        }

        build = await TakeOverAsync(connection, view, build, stop);
        try
        {
            await ClearAsync(connection, view, progress, stop);
        }
        catch (Exception error) when (error is OperationCanceledException or NpgsqlException)
        {
            // It has taken over, whatever stopped this; the daemon deletes the rest.
        }

        return new BuildOutcome.TakenOver(build.Position, comparison);
    }

    /// <summary>
    /// The new rows take the place of the old. Whoever folds into the live build waits for its progress row; what it
    /// folded since the last page is folded here first, so that no reader ever sees less than before.
    /// </summary>
    private async Task<Build> TakeOverAsync(NpgsqlConnection connection, RegisterView view, Build build, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (await LiveAsync(connection, view, stop, "for update") is { } live)
            while (build.Position < live.Position)
            {
                var page = await ReadAsync(view, build.Position, live.Position, stop);
                var folded = await FoldAsync(connection, view, build, page, new RememberedRows(Remembered), stop); // on this connection: rows of the page before are not committed
                await folded.CopyAsync(connection, stop);
                build = build with { Position = page.UpTo };
            }

        await RetireAsync(connection, view, "live", stop);
        await using var promote = connection.Command(
            "update safeguard.projection_builds set state = 'live' where view = $1 and build = $2", view.Name, build.Number);
        await promote.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return build;
    }

    /// <summary>Does something as the only builder of a register. The lock is its connection's: it goes with a process that dies.</summary>
    private static async Task<T> UnderLockAsync<T>(NpgsqlConnection connection, RegisterView view, Func<Task<T>> act, T otherwise, CancellationToken stop)
    {
        await using var tryLock = connection.Command("select pg_try_advisory_lock($1, hashtext($2))", Lock, view.Name);
        if (await tryLock.ExecuteScalarAsync(stop) is not true) return otherwise;
        try
        {
            return await act();
        }
        finally
        {
            if (connection.State == ConnectionState.Open)
            {
                await using var unlock = connection.Command("select pg_advisory_unlock($1, hashtext($2))", Lock, view.Name);
                await unlock.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}

/// <summary>One build of a register, and the last entry folded into it.</summary>
internal sealed record Build(int Number, long Position);
