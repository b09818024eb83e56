using Safeguard.Domain;
using Safeguard.Domain.Log;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.Support;
using static Safeguard.EventStore.Tests.Restoring.Losses;

namespace Safeguard.EventStore.Tests.Restoring;

/// <summary>Several Hosts, one of which signed what a fail-over or a restore lost.</summary>
public sealed class A_loss_that_one_Host_knows_of(PostgresFixture postgres) : IDisposable
{
    private static readonly Actor Operator = new(ActorId.Of("operator-1"), AgencyId.Of("partnership"), [Role.Administrator]);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safeguard-checkpoint-");
    private readonly FamilyId _family = Appending.Writers.NewFamily();

    [Fact]
    public async Task Is_known_to_each_Host_that_has_taken_over_what_was_signed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var signing = await StoreHost.StartAsync(database);
        database.Options = database.Options with { CheckpointFile = FileOf("other") };
        await using var other = await StoreHost.StartAsync(database);
        await RecordAsync(database, signing, _family);
        await KeepAsync(signing);
        await KeepAsync(other);
        Assert.Contains("\n7\n", await File.ReadAllTextAsync(FileOf("other"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await PutBackAsync(database, signing, other);

        await Assert.ThrowsAsync<LogReadOnlyException>(() => other.InvolveAsync(_family, "one-more"));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Stops_the_others_also_when_they_have_written_on_meanwhile()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var signing = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        await RecordAndPutBackAsync(database, signing, _family, other);
        for (var n = 0; n < 8; n++) await other.InvolveAsync(_family, $"another-{n}");
        await KeepAsync(other);
        Assert.Null(other.Get<Appender>().ReadOnly);

        await KeepAsync(signing);
        await KeepAsync(other);

        Assert.Contains("not those that were signed", signing.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        Assert.Contains("not those that were signed", other.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogReadOnlyException>(() => other.InvolveAsync(_family, "one-more"));
        await using var started = await StoreHost.StartAsync(database);
        Assert.Contains("not those that were signed", started.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        Assert.Equal(10, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Is_accepted_once_for_all_of_them()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var options = database.Options with { MigrationsConnectionString = database.OwnerConnectionString };
        database.Options = options with { CheckpointFile = FileOf("signing") };
        await using var signing = await StoreHost.StartAsync(database);
        database.Options = options with { CheckpointFile = FileOf("other") };
        await using var other = await StoreHost.StartAsync(database);
        await RecordAndPutBackAsync(database, signing, _family, other);
        for (var n = 0; n < 8; n++) await other.InvolveAsync(_family, $"another-{n}");
        await KeepAsync(other);
        await KeepAsync(signing);

        database.Options = Renamed(options); // on a computer that keeps no checkpoint of its own
        LogRestored restored;
        await using (var accepting = await StoreHost.StartAsync(database))
            restored = await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None);

        Assert.Equal((StoreDatabase.Origin, 7L, 10L), (restored.LostOrigin, restored.LostSize, restored.RestoredSize));
        foreach (var file in (string[])["signing", "other"])
        {
            database.Options = Renamed(options) with { CheckpointFile = FileOf(file) };
            await using var host = await StoreHost.StartAsync(database);
            Assert.Null(host.Get<Appender>().ReadOnly);
            Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(_family, $"after-{file}"));
            await KeepAsync(host);
            Assert.Null(host.Get<Appender>().ReadOnly);
            var history = await host.Get<EventLog>().HistoryAsync(CancellationToken.None);
            Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(history.Keys), null, CancellationToken.None));
            await Assert.ThrowsAsync<SchemaException>(() => host.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Signed_by_a_key_that_nobody_knows_is_no_loss_to_accept_and_nothing_is_written_beside_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await host.OpenAsync(_family);
        using var strange = LogSigner.Create(StoreDatabase.Origin);
        var forged = strange.Sign(new Checkpoint(StoreDatabase.Origin, 900, new Sha256Hash(new byte[32])));
        await database.ExecuteAsync($"insert into safeguard.lost_checkpoints values ('{forged}', now())");

        await KeepAsync(host);

        Assert.Contains("signed by a key that is not known here", host.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogReadOnlyException>(() => host.InvolveAsync(_family, "one-more"));
        database.Options = Renamed(database.Options with { MigrationsConnectionString = database.OwnerConnectionString });
        await using var accepting = await StoreHost.StartAsync(database);
        await Assert.ThrowsAsync<SchemaException>(() => accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Signed_by_a_key_that_was_announced_in_what_is_lost_is_accepted_with_that_key()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var old = database.Options with { MigrationsConnectionString = database.OwnerConnectionString };
        using var key = LogSigner.Create(StoreDatabase.Origin);
        var changed = old with { SigningKeyPem = key.ToPem() };
        await using (var first = await StoreHost.StartAsync(database))
        {
            await first.OpenAsync(_family);
            await database.ExecuteAsync("create table public.backup as select * from safeguard.log_head");
            await first.Get<SigningKeys>().AnnounceAsync(key.VerifierKey, EventLog.Itself, CancellationToken.None);
        }

        database.Options = changed;
        await using (var signing = await StoreHost.StartAsync(database))
        {
            await signing.InvolveAsync(_family, "by-the-new-key");
            await PutBackAsync(database, signing);
            await KeepAsync(signing);
            Assert.Contains("2 entries are missing", signing.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        }

        // Whoever does not know that key cannot tell whose word it is, and writes nothing beside it.
        database.Options = old;
        await using (var unknowing = await StoreHost.StartAsync(database))
            Assert.Contains("lost_checkpoints", unknowing.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        database.Options = Renamed(old);
        await using (var unknowing = await StoreHost.StartAsync(database))
            Assert.Contains("Log:SigningKey", (await Assert.ThrowsAsync<SchemaException>(() => unknowing.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));

        database.Options = Renamed(changed);
        await using (var accepting = await StoreHost.StartAsync(database))
            Assert.Equal(4, (await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None)).LostSize);
        await using var host = await StoreHost.StartAsync(database);
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(_family, "one-more"));
        Assert.Null(host.Get<Appender>().ReadOnly);
    }

    [Fact]
    public async Task May_go_back_behind_a_loss_that_was_accepted_before()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var options = database.Options with { MigrationsConnectionString = database.OwnerConnectionString, CheckpointFile = FileOf("one") };
        database.Options = options;
        await using (var signing = await StoreHost.StartAsync(database))
        {
            await RecordAndPutBackAsync(database, signing, _family);
            await KeepAsync(signing);
        }

        await AcceptAsync("safeguard.test/log-2");
        await using (var signing = await StoreHost.StartAsync(database))
        {
            await signing.InvolveAsync(_family, "under-the-second-name");
            await KeepAsync(signing);
            await PutBackAsync(database, signing);
            await KeepAsync(signing);
            Assert.Contains("entries are missing", signing.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<SchemaException>(() => AcceptAsync("safeguard.test/log-2"));
        await Assert.ThrowsAsync<SchemaException>(() => AcceptAsync(StoreDatabase.Origin));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        Assert.Equal(("safeguard.test/log-2", 4L), await AcceptAsync("safeguard.test/log-3"));
        await using var host = await StoreHost.StartAsync(database);
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(_family, "one-more"));

        async Task<(string Origin, long Size)> AcceptAsync(string name)
        {
            database.Options = Renamed(options, name);
            await using var accepting = await StoreHost.StartAsync(database);
            var accepted = await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None);
            return (accepted.LostOrigin, accepted.LostSize);
        }
    }

    /// <summary>Two servers went on from one state, each with a Host of its own: what one of them signed says nothing of the other.</summary>
    [Fact]
    public async Task Covers_no_other_history_under_the_same_name()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var options = database.Options with { MigrationsConnectionString = database.OwnerConnectionString };
        await using (var signing = await StoreHost.StartAsync(database))
        {
            await RecordAndPutBackAsync(database, signing, _family);
            await KeepAsync(signing);
        }

        database.Options = Renamed(options);
        await using (var accepting = await StoreHost.StartAsync(database))
            Assert.Equal(7, (await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None)).LostSize);

        using (var key = LogSigner.FromPem(StoreDatabase.Origin, options.SigningKeyPem))
            await File.WriteAllTextAsync(FileOf("other"), key.Sign(new Checkpoint(StoreDatabase.Origin, 5, MerkleHash.Leaf([1]))).ToString(), TestContext.Current.CancellationToken);
        database.Options = Renamed(options) with { CheckpointFile = FileOf("other") };
        await using var host = await StoreHost.StartAsync(database);
        Assert.Contains("The service only reads", host.Get<Appender>().ReadOnly, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string host) => Path.Combine(_folder.FullName, host);
}
