using Microsoft.Extensions.Hosting;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Proving;

/// <summary>A range of positions, or one family, is checked without reading the rest of the log.</summary>
public sealed class A_part_of_the_log(PostgresFixture postgres)
{
    // Each family: opened, an agency begins, somebody reads. Entries 2 to 13 are theirs, 14 is recorded after the checkpoint.
    private static readonly FamilyId[] s_families = [.. Enumerable.Range(0, 4).Select(_ => Writers.NewFamily())];

    public static TheoryData<string, string?, long> Changes => new()
    {
        { "update safeguard.mt_events set type = 'x' where seq_id = 6", "LEAF", 6 },
        { "update safeguard.mt_events set type = 'x' where seq_id = 6", "ROOT", 13 },
        { "delete from safeguard.mt_events where seq_id = 6", "GAP", 7 },
        { "delete from safeguard.mt_events where seq_id = 9", "GAP", 9 },
        { "delete from safeguard.log_leaves where seq_id = 6", "LEAF_MISSING", 6 },
        { "update safeguard.log_nodes set hash = sha256('x') where level = 2 and index = 1", "NODE", 8 },
        { "update safeguard.log_checkpoints set note = replace(note, 'safeguard.test', 'safeguard.tesT')", "CHECKPOINT", 13 },
        { "update safeguard.log_head set peaks = ''", "HEAD", 0 },
        // A node beside the range leads to another root, so it cannot be changed unseen either.
        { "update safeguard.log_nodes set hash = sha256('x') where level = 2 and index = 0", "ROOT", 13 },
        { "delete from safeguard.log_nodes where level = 1 and index = 5", "ROOT", 13 },
        // Rows outside are not read.
        { "update safeguard.mt_events set type = 'x' where seq_id in (4, 10)", null, 0 },
        { "delete from safeguard.mt_events where seq_id in (4, 10)", null, 0 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Between_two_positions_is_checked_up_to_the_signed_root(string change, string? code, long position)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        await database.ExecuteAsync($"set session_replication_role = replica; {change}");

        var report = await RangeAsync(host, 5, 9);

        if (code is null) Assert.Empty(report.Findings);
        else Assert.Contains(report.Findings, f => f.Code == code && f.Position == position);
    }

    [Fact]
    public async Task Between_any_two_positions_holds_and_says_how_far_it_is_signed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        for (var from = 1; from <= 14; from++)
            for (var to = from; to <= 14; to++)
            {
                var report = await RangeAsync(host, from, to);
                Assert.Empty(report.Findings);
                Assert.Equal((to - from + 1, 14, from == 14 ? 0 : 13), (report.Entries, report.Size, report.SignedUpTo));
            }
    }

    [Fact]
    public async Task Beyond_the_end_is_found_to_be_missing()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        Assert.Contains((await RangeAsync(host, 10, 15)).Findings, f => f.Code == "LENGTH");
        Assert.Contains((await RangeAsync(host, 15, 20)).Findings, f => f.Code == "LENGTH");
        Assert.Empty((await RangeAsync(host, 10, null)).Findings);
    }

    public static TheoryData<string, string?, string?> FamilyChanges => new()
    {
        // What the first family's check finds, and what the second's does. Theirs are entries 2, 3, 4 and 5, 6, 7.
        { "select 1", null, null },
        { "update safeguard.mt_events set data = data || '{\"area\": \"Luton\"}' where seq_id = 2", "LEAF", null },
        { "update safeguard.mt_events set headers = headers || '{\"actor\": \"worker-2\"}' where seq_id = 4", "PROOF", null },
        { "delete from safeguard.mt_events where seq_id = 3", "STREAM", null },
        { "delete from safeguard.mt_events where seq_id = 4", "STREAM", null },
        { "delete from safeguard.mt_events where seq_id = 2", "STREAM", null },
        // Moved to the other family, with both streams made to fit.
        {
            "update safeguard.mt_events set stream_id = (select stream_id from safeguard.mt_events where seq_id = 6), version = 3 where seq_id = 3; " +
            "update safeguard.mt_streams set version = version + 1 where id = (select stream_id from safeguard.mt_events where seq_id = 6); " +
            "update safeguard.mt_streams set version = version - 1 where id = (select stream_id from safeguard.mt_events where seq_id = 2)",
            null, "PROOF"
        },
        { "update safeguard.mt_streams set version = 1 where id = (select stream_id from safeguard.mt_events where seq_id = 2)", "STREAM", null },
        { "delete from safeguard.mt_streams where id = (select stream_id from safeguard.mt_events where seq_id = 2)", "NO_STREAM", null },
        { "update safeguard.log_leaves set hash = sha256('x') where seq_id = 3", "LEAF", null },
        { "update safeguard.mt_events set is_archived = true where seq_id = 3", "FIXED_COLUMN", null },
        { "update safeguard.log_head set peaks = ''", "HEAD", "HEAD" },
    };

    [Theory]
    [MemberData(nameof(FamilyChanges))]
    public async Task Of_one_family_is_proven_entry_by_entry(string change, string? first, string? second)
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        await database.ExecuteAsync($"set session_replication_role = replica; {change}");

        foreach (var (family, code) in ((FamilyId, string?)[])[(s_families[0], first), (s_families[1], second)])
        {
            var report = await FamilyAsync(host, family);
            if (code is null) Assert.Empty(report.Findings);
            else Assert.Contains(report.Findings, f => f.Code == code);
        }
    }

    // Whoever lowers the stream's version along with it leaves no trace in the family's own rows; the position stays empty.
    [Fact]
    public async Task Whose_last_entry_was_taken_away_with_its_version_is_found_by_the_whole_log()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        await database.ExecuteAsync("""
            set session_replication_role = replica;
            update safeguard.mt_streams set version = 1 where id = (select stream_id from safeguard.mt_events where seq_id = 3);
            delete from safeguard.mt_events where seq_id = 3;
            """);
        Assert.Empty((await FamilyAsync(host, s_families[0])).Findings);
        Assert.Contains((await RangeAsync(host, 1, 13)).Findings, f => f is { Code: "GAP", Position: 4 });
        Assert.Contains(await host.Get<LogVerifier>().VerifyAsync(Keys(host), null, CancellationToken.None), f => f is { Code: "GAP", Position: 4 });
    }

    [Fact]
    public async Task Of_a_family_that_nobody_recorded_is_not_there()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        Assert.Contains((await FamilyAsync(host, Writers.NewFamily())).Findings, f => f.Code == "NO_STREAM");
    }

    [Fact]
    public async Task Holds_while_others_append()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await LogAsync(database);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await host.OpenAsync(Writers.NewFamily());
        })).ToList();
        for (var n = 0; n < 10; n++)
        {
            Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(Keys(host), null, CancellationToken.None));
            Assert.Empty((await FamilyAsync(host, s_families[n % 4])).Findings);
            await KeepCheckpointAsync(host);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
    }

    private static async Task<StoreHost> LogAsync(StoreDatabase database)
    {
        var host = await StoreHost.StartAsync(database);
        foreach (var family in s_families)
        {
            await host.OpenAsync(family);
            await host.InvolveAsync(family, "luton-csc");
            await ReadAsync(host, family);
        }

        await KeepCheckpointAsync(host);
        await ReadAsync(host, s_families[3]);
        return host;
    }

    private static Task<EventId> ReadAsync(StoreHost host, FamilyId family) => host.Get<AccessRecorder>().RecordAsync(
        Recordings.Worker, StreamKey.AccessTo(family), e => new RecordViewed(family, "family-risk", []) { Envelope = e }, null, CancellationToken.None);

    private static Task KeepCheckpointAsync(StoreHost host) =>
        host.Get<CheckpointKeeper>().KeepAsync(CancellationToken.None);

    private static CheckpointVerifier Keys(StoreHost host) => new(host.Get<LogSigner>().VerifierKey);

    private static Task<LogReport> RangeAsync(StoreHost host, long from, long? to) =>
        host.Get<LogVerifier>().RangeAsync(from, to, Keys(host), null, CancellationToken.None);

    private static Task<LogReport> FamilyAsync(StoreHost host, FamilyId family) =>
        host.Get<LogVerifier>().FamilyAsync(family, Keys(host), null, CancellationToken.None);
}
