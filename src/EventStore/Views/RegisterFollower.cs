using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Reading;

namespace Safeguard.EventStore.Views;

/// <summary>A register that could not be brought on, and why.</summary>
public sealed record RegisterFailure(RegisterView View, Exception Error);

/// <summary>What one step did.</summary>
/// <param name="More">Whether another step is worth its while at once.</param>
public sealed record FollowerStep(bool More, IReadOnlyList<RegisterFailure> Failed);

/// <summary>
/// Brings live builds level with the log, exactly once: rows and progress move in one transaction that holds the
/// progress rows, so that of several Hosts one works and the others find the work done. A page of the log is read once
/// for all registers that stand at the same place, and committed once: five readers and five commits for each entry
/// would cost a busy service more than its commands do.
/// </summary>
public sealed class RegisterFollower(NpgsqlDataSource database, EventReader events)
{
    private const int PageSize = 1_000;

    /// <summary>Folds one page into each of these registers. One that has no live build yet is left out.</summary>
    public async Task<FollowerStep> StepAsync(IReadOnlyCollection<RegisterView> views, CancellationToken stop)
    {
        var positions = await PositionsAsync(views, stop);
        var (more, failed) = (false, new List<RegisterFailure>());
        foreach (var level in views.Where(v => positions.ContainsKey(v.Name)).GroupBy(v => positions[v.Name]))
        {
            try
            {
                var page = await events.PageAsync(level.Key, PageSize, stop);
                if (page.Count > 0) more |= await FoldAsync([.. level], level.Key, page, failed, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failed.AddRange(level.Select(v => new RegisterFailure(v, error)));
            }
        }

        return new FollowerStep(more, failed);
    }

    /// <summary>Together, and each by itself when that fails: one register never stops the others.</summary>
    private async Task<bool> FoldAsync(
        IReadOnlyList<RegisterView> views, long after, IReadOnlyList<RecordedEvent> page, List<RegisterFailure> failed, CancellationToken stop)
    {
        try
        {
            return await FoldTogetherAsync(views, after, page, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (views is [var alone])
            {
                failed.Add(new RegisterFailure(alone, error));
                return false;
            }
        }

        var more = false;
        foreach (var view in views) more |= await FoldAsync([view], after, page, failed, stop);
        return more;
    }

    private async Task<bool> FoldTogetherAsync(IReadOnlyList<RegisterView> views, long after, IReadOnlyList<RecordedEvent> page, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var builds = await LockAsync(connection, views, after, stop);
        if (builds.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var view in views.Where(v => builds.ContainsKey(v.Name)))
            {
                var touching = RegisterRows.Touching(view, page);
                var newest = await RegisterRows.NewestAsync(connection, view, builds[view.Name], [.. RegisterRows.ToBeAsked(touching)], stop);
                foreach (var statement in RegisterRows.Fold(view, builds[view.Name], touching, newest, page[^1].Position).Statements()) batch.BatchCommands.Add(statement);
            }

            await batch.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return page.Count == PageSize || builds.Count < views.Count; // another Host was faster: what it saw may be older than this page
    }

    /// <summary>The builds that still stand where they were seen to, locked. In order of name: two Hosts never wait for each other.</summary>
    private static async Task<Dictionary<string, int>> LockAsync(
        NpgsqlConnection connection, IReadOnlyList<RegisterView> views, long after, CancellationToken stop)
    {
        await using var command = connection.Command("""
            select view, build from safeguard.projection_builds
             where view = any($1) and state = 'live' and position = $2 order by view for update
            """, views.Select(v => v.Name).ToArray(), after);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var builds = new Dictionary<string, int>();
        while (await rows.ReadAsync(stop)) builds.Add(rows.GetString(0), rows.GetInt32(1));
        return builds;
    }

    private async Task<Dictionary<string, long>> PositionsAsync(IReadOnlyCollection<RegisterView> views, CancellationToken stop)
    {
        await using var command = database.Command(
            "select view, position from safeguard.projection_builds where view = any($1) and state = 'live'", views.Select(v => v.Name).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var positions = new Dictionary<string, long>();
        while (await rows.ReadAsync(stop)) positions.Add(rows.GetString(0), rows.GetInt64(1));
        return positions;
    }
}
