using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Restoring;

/// <summary>How a log comes to lack what was signed.</summary>
internal static class Losses
{
    /// <summary>Records a family (two entries are in the log then) and five entries more.</summary>
    public static async Task RecordAsync(StoreDatabase database, StoreHost host, FamilyId family)
    {
        await host.OpenAsync(family);
        await database.ExecuteAsync("create table public.backup as select * from safeguard.log_head");
        for (var n = 0; n < 5; n++) await host.InvolveAsync(family, $"agency-{n}");
    }

    /// <summary>
    /// Puts the log back to where only the family was recorded, as a backup or a standby that lags would, and breaks every
    /// connection. These Hosts' reads have noticed it already; their appenders have not.
    /// </summary>
    public static async Task PutBackAsync(StoreDatabase database, params StoreHost[] hosts)
    {
        await database.ExecuteAsync("""
            set session_replication_role = replica;
            delete from safeguard.mt_events where seq_id > 2; delete from safeguard.log_leaves where seq_id > 2;
            delete from safeguard.log_nodes where (index + 1) << level > 2;
            delete from safeguard.log_checkpoints where size > 2;
            delete from safeguard.lost_checkpoints; delete from safeguard.snapshots;
            delete from safeguard.mt_streams s where not exists (select from safeguard.mt_events e where e.stream_id = s.id);
            update safeguard.mt_streams s set version = (select max(version) from safeguard.mt_events e where e.stream_id = s.id);
            update safeguard.log_head h set origin = b.origin, position = b.position, recorded_at = b.recorded_at, peaks = b.peaks from public.backup b;
            select pg_terminate_backend(pid) from pg_stat_activity where usename = 'safeguard_app' and datname = current_database();
            """);
        foreach (var host in hosts) host.Get<NpgsqlDataSource>().Clear();
    }

    public static async Task RecordAndPutBackAsync(StoreDatabase database, StoreHost host, FamilyId family, params StoreHost[] others)
    {
        await RecordAsync(database, host, family);
        await PutBackAsync(database, [host, .. others]);
    }

    /// <summary>What each Host does once a second.</summary>
    public static Task KeepAsync(StoreHost host) => host.Get<CheckpointKeeper>().KeepAsync(CancellationToken.None);

    /// <summary>The same Host under the name that a log goes on with.</summary>
    public static EventStoreOptions Renamed(EventStoreOptions options, string name = "safeguard.test/log-2")
    {
        using var key = LogSigner.FromPem(name, options.SigningKeyPem);
        return options with { Origin = key.Origin };
    }
}
