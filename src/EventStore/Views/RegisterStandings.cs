using Npgsql;

namespace Safeguard.EventStore.Views;

/// <summary>Where one register stands against the log.</summary>
/// <param name="View">Name and generation, as <c>share_register:5</c>.</param>
/// <param name="Followed">Whether this release follows it; else it is another release's.</param>
/// <param name="Head">The log's last entry.</param>
/// <param name="Position">The last entry folded into the live build; null before it has one: then it answers nobody.</param>
/// <param name="Waiting">The age of the oldest entry that is not folded yet; zero when level.</param>
/// <param name="Building">The build that is being filled beside it; null for none.</param>
public sealed record RegisterStanding(string View, bool Followed, long Head, long? Position, TimeSpan Waiting, StandingBuild? Building)
{
    /// <summary>Entries not folded yet: into the live build, or into the first one while it is being filled.</summary>
    public long Lag => Math.Max(0, Head - (Position ?? Building?.Position ?? 0));
}

/// <summary>A build that is being filled, or was broken off.</summary>
public sealed record StandingBuild(long Position, DateTimeOffset BegunAt);

/// <summary>Says of every register where it stands. It reads no row of any.</summary>
public sealed class RegisterStandings(NpgsqlDataSource database, IReadOnlyList<RegisterView> views, TimeProvider clock)
{
    /// <summary>Those of this release in its order, then those that only other releases know.</summary>
    public async Task<IReadOnlyList<RegisterStanding>> ReadAsync(CancellationToken stop)
    {
        await using var command = database.Command("""
            select v.view, h.position, l.position, (select e.timestamp from safeguard.mt_events e where e.seq_id = coalesce(l.position, f.position, 0) + 1), f.position, f.begun_at
              from (select view, ordinality from unnest($1) with ordinality as known (view, ordinality)
                    union all
                    select distinct view, cardinality($1) + 1 from safeguard.projection_builds where state <> 'retired' and view <> all($1)) v
             cross join safeguard.log_head h
              left join safeguard.projection_builds l on l.view = v.view and l.state = 'live'
              left join safeguard.projection_builds f on f.view = v.view and f.state = 'filling'
             order by v.ordinality, v.view
            """, views.Select(v => v.Name).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var standings = new List<RegisterStanding>();
        var now = clock.GetUtcNow();
        while (await rows.ReadAsync(stop))
        {
            var waiting = rows.IsDBNull(3) ? TimeSpan.Zero : now - rows.GetFieldValue<DateTimeOffset>(3);
            standings.Add(new RegisterStanding(
                rows.GetString(0), views.Any(v => v.Name == rows.GetString(0)), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetInt64(2),
                waiting > TimeSpan.Zero ? waiting : TimeSpan.Zero,
                rows.IsDBNull(4) ? null : new StandingBuild(rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5))));
        }

        return standings;
    }
}
