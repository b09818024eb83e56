using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Log;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Schema;
using Safeguard.Support;
using static Safeguard.EventStore.Tests.Restoring.Losses;

namespace Safeguard.EventStore.Tests.Restoring;

/// <summary>A backup is put back; the newest checkpoint, kept outside the database, says what it lacks.</summary>
public sealed class A_restored_log(PostgresFixture postgres) : IDisposable
{
    private static readonly Actor Operator = new(ActorId.Of("operator-1"), AgencyId.Of("partnership"), [Role.Administrator]);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safeguard-checkpoint-");

    private string File => Path.Combine(_folder.FullName, "newest-checkpoint");

    [Fact]
    public async Task That_lacks_signed_entries_only_reads_and_says_how_many_are_missing()
    {
        await using var database = await NewAsync();
        var family = Appending.Writers.NewFamily();
        await using var older = await BackedUpAsync(database, family, before: 4, after: 3);

        await using var host = await StoreHost.StartAsync(older);

        Assert.Contains("3 entries are missing", host.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogReadOnlyException>(() => host.InvolveAsync(family, "one-more"));
        await host.Get<AccessRecorder>().RecordAsync(
            Recordings.Worker, StreamKey.AccessTo(family), e => new RecordViewed(family, "family-risk", []) { Envelope = e }, null, CancellationToken.None);
        Assert.Equal(6, await older.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
        Assert.Equal(1, await older.ScalarAsync<long>("select count(*) from safeguard.held_events"));
    }

    [Fact]
    public async Task Whose_loss_was_accepted_goes_on_under_another_name_with_the_loss_as_its_first_entry()
    {
        await using var database = await NewAsync();
        var family = Appending.Writers.NewFamily();
        await using var older = await BackedUpAsync(database, family, before: 4, after: 3);
        await using (var reader = await StoreHost.StartAsync(older))
            await reader.Get<AccessRecorder>().RecordAsync(
                Recordings.Worker, StreamKey.AccessTo(family), e => new RecordViewed(family, "family-risk", []) { Envelope = e }, null, CancellationToken.None);

        older.Options = Renamed(older.Options);
        LogRestored restored;
        await using (var accepting = await StoreHost.StartAsync(older))
            restored = await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None);
        await using var host = await StoreHost.StartAsync(older);

        Assert.Null(host.Get<Appender>().ReadOnly);
        Assert.Equal((StoreDatabase.Origin, 9L, 6L, "safeguard.test/log-2"), (restored.LostOrigin, restored.LostSize, restored.RestoredSize, restored.Origin));
        var entries = await host.Get<EventReader>().RangeAsync(7, 8, CancellationToken.None);
        Assert.Equal((typeof(LogRestored), "operator-1"), (entries[0].Event.GetType(), entries[0].Headers.Actor.Value));
        Assert.IsType<RecordViewed>(entries[1].Event);
        Assert.Equal(0, await older.ScalarAsync<long>("select count(*) from safeguard.held_events"));
        var receipt = ((CommandOutcome.Recorded)await host.InvolveAsync(family, "one-more")).Receipt;
        Assert.StartsWith("safeguard.test/log-2\n", receipt.Checkpoint.Text, StringComparison.Ordinal);
        var history = await host.Get<EventLog>().HistoryAsync(CancellationToken.None);
        Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(history.Keys), null, CancellationToken.None));
        Assert.True(new CheckpointVerifier(history.Keys).TryVerify(restored.LostCheckpoint, out _, out _));
    }

    [Fact]
    public async Task Is_not_accepted_with_a_key_that_the_log_never_announced()
    {
        await using var database = await NewAsync();
        await using var older = await BackedUpAsync(database, Appending.Writers.NewFamily(), before: 4, after: 3);
        using (var strange = LogSigner.Create("safeguard.test/log-2"))
            older.Options = older.Options with { Origin = strange.Origin, SigningKeyPem = strange.ToPem() };
        await using var host = await StoreHost.StartAsync(older);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => host.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None));

        Assert.Contains("announced", refused.Message, StringComparison.Ordinal);
        Assert.Equal((6L, StoreDatabase.Origin), (await older.ScalarAsync<long>("select position from safeguard.log_head"), await older.ScalarAsync<string>("select origin from safeguard.log_head")));
    }

    [Fact]
    public async Task A_Host_that_runs_on_under_the_old_name_writes_nothing_and_says_why()
    {
        await using var database = await NewAsync();
        var family = Appending.Writers.NewFamily();
        await using var older = await BackedUpAsync(database, family, before: 4, after: 3);
        var (kept, named) = (older.Options, Renamed(older.Options));
        older.Options = kept with { CheckpointFile = null }; // it never knew what was signed
        await using var running = await StoreHost.StartAsync(older);
        await running.InvolveAsync(family, "before");
        older.Options = named;
        await using (var accepting = await StoreHost.StartAsync(older))
            await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None);
        var position = await older.ScalarAsync<long>("select position from safeguard.log_head");

        await Assert.ThrowsAsync<LogReadOnlyException>(() => running.InvolveAsync(family, "after"));

        Assert.Contains("set Log:Origin", running.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        Assert.Equal(position, await older.ScalarAsync<long>("select position from safeguard.log_head"));
    }

    [Fact]
    public async Task With_other_entries_than_those_signed_only_reads_even_when_it_is_longer()
    {
        await using var database = await NewAsync();
        var family = Appending.Writers.NewFamily();
        await using var other = await BackedUpAsync(database, family, before: 4, after: 3);
        var file = other.Options.CheckpointFile;
        other.Options = other.Options with { CheckpointFile = null };
        await using (var host = await StoreHost.StartAsync(other))
            for (var n = 0; n < 6; n++) await host.InvolveAsync(family, $"another-{n}");
        other.Options = other.Options with { CheckpointFile = file };

        await using var again = await StoreHost.StartAsync(other);

        Assert.Contains("not those that were signed", again.Get<Appender>().ReadOnly, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_lacks_nothing_opens_and_has_no_loss_to_accept()
    {
        await using var database = await NewAsync();
        var family = Appending.Writers.NewFamily();
        await using var older = await BackedUpAsync(database, family, before: 4, after: 0);
        await using var host = await StoreHost.StartAsync(older);
        Assert.Null(host.Get<Appender>().ReadOnly);

        var refused = await Assert.ThrowsAsync<SchemaException>(() => host.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None));

        Assert.Contains("lacks nothing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(StoreDatabase.Origin, await older.ScalarAsync<string>("select origin from safeguard.log_head"));
    }

    [Fact]
    public async Task Is_not_accepted_under_the_name_it_was_signed_with()
    {
        await using var database = await NewAsync();
        await using var older = await BackedUpAsync(database, Appending.Writers.NewFamily(), before: 4, after: 3);
        await using var host = await StoreHost.StartAsync(older);

        await Assert.ThrowsAsync<SchemaException>(() => host.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None));

        Assert.Equal(6, await older.ScalarAsync<long>("select position from safeguard.log_head"));
        Assert.Equal(StoreDatabase.Origin, await older.ScalarAsync<string>("select origin from safeguard.log_head"));
    }

    [Fact]
    public async Task That_was_accepted_keeps_out_a_host_that_still_signs_under_the_old_name()
    {
        await using var database = await NewAsync();
        await using var older = await BackedUpAsync(database, Appending.Writers.NewFamily(), before: 4, after: 3);
        var before = older.Options;
        older.Options = Renamed(before);
        await using (var accepting = await StoreHost.StartAsync(older))
            await accepting.Get<LossAcceptance>().AcceptAsync(Operator, CancellationToken.None);

        older.Options = before;
        await Assert.ThrowsAsync<SchemaException>(() => StoreHost.StartAsync(older));
    }

    [Fact]
    public async Task Is_not_begun_anew_on_an_empty_database_by_a_host_that_has_signed_it()
    {
        await using var database = await NewAsync();
        await using var older = await BackedUpAsync(database, Appending.Writers.NewFamily(), before: 4, after: 3);
        await using var empty = await StoreDatabase.CreateAsync(postgres);
        empty.Options = empty.Options with { CheckpointFile = File, SigningKeyPem = database.Options.SigningKeyPem };

        var refused = await Assert.ThrowsAsync<SchemaException>(() => StoreHost.StartAsync(empty));

        Assert.Contains("signed up to entry 9", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await empty.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Of_another_key_than_the_kept_checkpoint_is_not_opened()
    {
        await using var database = await NewAsync();
        await using var older = await BackedUpAsync(database, Appending.Writers.NewFamily(), before: 4, after: 3);
        await System.IO.File.WriteAllTextAsync(File, (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).Replace("\n9\n", "\n5\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SchemaException>(() => StoreHost.StartAsync(older));
    }

    [Fact]
    public async Task Put_back_under_a_running_host_is_noticed_at_the_next_connection_and_not_written_to()
    {
        await using var database = await NewAsync();
        await using var host = await StoreHost.StartAsync(database);
        var family = Appending.Writers.NewFamily();
        await RecordAndPutBackAsync(database, host, family);

        await Assert.ThrowsAsync<LogReadOnlyException>(() => host.InvolveAsync(family, "one-more"));
        Assert.Contains("entries are missing", host.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task Put_back_under_a_running_host_is_noticed_even_when_the_wire_breaks_while_it_looks()
    {
        await using var database = await NewAsync();
        await using var wire = new BreakableWire(database.Options.ConnectionString);
        database.Options = database.Options with { ConnectionString = wire.ConnectionString };
        await using var host = await StoreHost.StartAsync(database);
        var family = Appending.Writers.NewFamily();
        await RecordAndPutBackAsync(database, host, family);

        wire.BreakAtQuestion("from safeguard.log_head");
        for (var n = 0; host.Get<Appender>().ReadOnly is null && n < 10; n++)
            await Assert.ThrowsAnyAsync<Exception>(() => host.InvolveAsync(family, $"one-more-{n}"));

        Assert.Equal(1, wire.Breaks);
        Assert.Contains("entries are missing", host.Get<Appender>().ReadOnly, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    /// <summary>
    /// The file is a pipe, so that the Host that starts waits in the midst of reading it: what the other records meanwhile
    /// is in the checkpoint that it then gets.
    /// </summary>
    [Fact]
    public async Task Is_not_seen_by_a_Host_that_starts_while_another_goes_on_signing()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var serving = await StoreHost.StartAsync(database);
        var family = Appending.Writers.NewFamily();
        await serving.OpenAsync(family);
        var (opened, note) = (Path.Combine(_folder.FullName, "opened"), Path.Combine(_folder.FullName, "note"));
        using var pipe = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "mkfifo \"$1\" && exec 3>\"$1\" && : > \"$2\" && while [ ! -e \"$3\" ]; do sleep 0.01; done; cat \"$3\" >&3", "sh", File, opened, note },
        })!;
        while (!System.IO.File.Exists(File)) await Task.Delay(10);
        database.Options = database.Options with { CheckpointFile = File };
        var starting = Task.Run(() => StoreHost.StartAsync(database));
        while (!System.IO.File.Exists(opened)) await Task.Delay(10);

        await serving.InvolveAsync(family, "meanwhile");
        await System.IO.File.WriteAllTextAsync($"{note}.aside", serving.Get<Appender>().Newest!.Note.Value.ToString());
        System.IO.File.Move($"{note}.aside", note);

        await using var started = await starting;
        Assert.Null(started.Get<Appender>().ReadOnly);
        await pipe.WaitForExitAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<StoreDatabase> NewAsync()
    {
        var database = await StoreDatabase.CreateAsync(postgres);
        database.Options = database.Options with { CheckpointFile = File, MigrationsConnectionString = database.OwnerConnectionString };
        return database;
    }

    /// <summary>Records some entries, backs up, records some more and keeps the checkpoint of all; the backup is the answer.</summary>
    private static async Task<StoreDatabase> BackedUpAsync(StoreDatabase database, FamilyId family, int before, int after)
    {
        await using (var host = await StoreHost.StartAsync(database))
        {
            await host.OpenAsync(family);
            for (var n = 0; n < before; n++) await host.InvolveAsync(family, $"before-{n}");
            await KeepAsync(host);
        }

        var backup = await database.BackupAsync();
        await using (var host = await StoreHost.StartAsync(database))
        {
            for (var n = 0; n < after; n++) await host.InvolveAsync(family, $"after-{n}");
            await KeepAsync(host);
        }

        return backup;
    }
}
