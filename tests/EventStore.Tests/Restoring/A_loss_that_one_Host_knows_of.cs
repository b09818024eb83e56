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

        await PutBackAsync(database, _family, signing, other);

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
    public async Task Is_believed_only_when_the_log_s_key_has_signed_it()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await host.OpenAsync(_family);
        using var strange = LogSigner.Create(StoreDatabase.Origin);
        var forged = strange.Sign(new Checkpoint(StoreDatabase.Origin, 900, new Sha256Hash(new byte[32])));
        await database.ExecuteAsync($"insert into safeguard.lost_checkpoints values ('{forged}', now())");

        await KeepAsync(host);

        Assert.Null(host.Get<Appender>().ReadOnly);
        Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(_family, "one-more"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string host) => Path.Combine(_folder.FullName, host);
}
