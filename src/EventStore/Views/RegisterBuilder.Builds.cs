using Npgsql;

namespace Safeguard.EventStore.Views;

/// <summary>The rows of <c>projection_builds</c>, from filling to live to retired.</summary>
public sealed partial class RegisterBuilder
{
    // Few enough that a reader never waits for the disk because of them.
    private const int ClearSize = 5_000;

    /// <summary>Deletes the rows of a register's retired builds, a few thousand at a time. Several may do so at once.</summary>
    public async Task ClearAsync(RegisterView view, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await ClearAsync(connection, view, null, stop);
    }

    private static async Task ClearAsync(NpgsqlConnection connection, RegisterView view, Action<BuildProgress>? progress, CancellationToken stop)
    {
        // The state is asked in the statement that deletes: a number that was retired may be a new build's by the next.
        await using var delete = connection.Command("""
            delete from safeguard.projected_rows where ctid = any(array(
                select r.ctid from safeguard.projected_rows r join safeguard.projection_builds b using (view, build)
                 where b.view = $1 and b.state = 'retired' limit $2))
            """, view.Name, ClearSize);
        for (var done = 0L; await delete.ExecuteNonQueryAsync(stop) is > 0 and var deleted;)
            progress?.Invoke(new BuildProgress(BuildPhase.Clearing, done += deleted, 0));
        await using var forget = connection.Command("""
            delete from safeguard.projection_builds b
             where view = $1 and state = 'retired' and not exists (select from safeguard.projected_rows r where r.view = b.view and r.build = b.build)
            """, view.Name);
        await forget.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The build that is filling, or a new one. Its number is one that no row has.</summary>
    private static async Task<Build> BeginAsync(NpgsqlConnection connection, RegisterView view, CancellationToken stop)
    {
        if (await FindAsync(connection, view, "filling", "", stop) is { } begun) return begun;
        await using var begin = connection.Command("""
            insert into safeguard.projection_builds (view, build)
            select $1, coalesce(max(build), 0) + 1 from safeguard.projection_builds where view = $1 returning build
            """, view.Name);
        return new Build((int)(await begin.ExecuteScalarAsync(stop))!, 0);
    }

    private static Task<Build?> LiveAsync(NpgsqlConnection connection, RegisterView view, CancellationToken stop, string locking = "") =>
        FindAsync(connection, view, "live", locking, stop);

    private static async Task<Build?> FindAsync(NpgsqlConnection connection, RegisterView view, string state, string locking, CancellationToken stop)
    {
        await using var find = connection.Command(
            $"select build, position from safeguard.projection_builds where view = $1 and state = $2 {locking}", view.Name, state);
        await using var row = await find.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? new Build(row.GetInt32(0), row.GetInt64(1)) : null;
    }

    private static async Task RetireAsync(NpgsqlConnection connection, RegisterView view, string state, CancellationToken stop)
    {
        await using var retire = connection.Command(
            "update safeguard.projection_builds set state = 'retired' where view = $1 and state = $2", view.Name, state);
        await retire.ExecuteNonQueryAsync(stop);
    }
}
