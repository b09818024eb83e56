using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Sealing;

public sealed class A_rotated_key(PostgresFixture postgres)
{
    [Fact]
    public async Task That_signs_is_announced_first_and_what_the_old_one_signed_stays_good()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var family = Appending.Writers.NewFamily();
        using var next = LogSigner.Create(StoreDatabase.Origin);
        Receipt old;
        await using (var host = await StoreHost.StartAsync(database))
        {
            old = (await host.OpenAsync(family)).Receipt;
            Assert.True(await host.Get<SigningKeys>().AnnounceAsync(next.VerifierKey, EventLog.Itself, CancellationToken.None));
            Assert.False(await host.Get<SigningKeys>().AnnounceAsync(next.VerifierKey, EventLog.Itself, CancellationToken.None));
            Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, "by-the-old-key"));
        }

        database.Options = database.Options with { SigningKeyPem = next.ToPem() };
        await using var rotated = await StoreHost.StartAsync(database);
        var signed = ((CommandOutcome.Recorded)await rotated.InvolveAsync(family, "by-the-new-key")).Receipt;

        var history = await rotated.Get<EventLog>().HistoryAsync(CancellationToken.None);
        var verifier = new CheckpointVerifier(history.Keys);
        Assert.Equal(2, history.Keys.Count);
        foreach (var receipt in (Receipt[])[old, signed])
        {
            Assert.True(verifier.TryVerify(receipt.Checkpoint.ToString(), out var checkpoint, out _));
            Assert.All(receipt.Entries, e => Assert.True(e.Proof.Verify(e.Event.Leaf, checkpoint.Root)));
        }

        Assert.False(new CheckpointVerifier(next.VerifierKey).TryVerify(old.Checkpoint.ToString(), out _, out _));
        Assert.Empty(await rotated.Get<LogVerifier>().VerifyAsync(verifier, null, CancellationToken.None));
    }

    [Fact]
    public async Task That_signs_and_was_never_announced_opens_no_log()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using (await StoreHost.StartAsync(database)) { }
        using var foreign = LogSigner.Create(StoreDatabase.Origin);
        database.Options = database.Options with { SigningKeyPem = foreign.ToPem() };

        await Assert.ThrowsAsync<KeyRingException>(() => StoreHost.StartAsync(database));

        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard.mt_events"));
    }

    [Fact]
    public async Task That_wraps_the_others_changes_while_hosts_go_on_sealing_and_opening()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var families = new List<FamilyId>();
        for (var n = 0; n < 20; n++) families.Add(await OpenedAsync(n % 2 == 0 ? host : other));
        var old = await database.ScalarAsync<Guid>("select id from safeguard_keys.master_keys");

        var working = Task.Run(async () =>
        {
            var opened = new List<FamilyId>();
            for (var n = 0; n < 60; n++) opened.Add(await OpenedAsync(other));
            return opened;
        }, TestContext.Current.CancellationToken);
        for (var turn = 0; turn < 3; turn++) await host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);
        families.AddRange(await working);
        await host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);

        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from safeguard_keys.master_keys where id = '{old}'"));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard_keys.master_keys"));
        await using var fresh = await StoreHost.StartAsync(database);
        foreach (var family in families)
            foreach (var reader in (StoreHost[])[fresh, other])
                Assert.Equal("Asked to by the mother.", await ReasonAsync(reader, family));
        Assert.IsType<CommandOutcome.Recorded>(await other.InvolveAsync(families[0], "after-all"));
    }

    [Fact]
    public async Task That_wraps_the_others_keeps_an_old_one_under_which_a_key_is_just_being_committed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await OpenedAsync(host);
        var old = await database.ScalarAsync<Guid>("select id from safeguard_keys.master_keys");
        await using var another = new NpgsqlConnection(database.OwnerConnectionString);
        await another.OpenAsync(TestContext.Current.CancellationToken);
        await using var committing = await another.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var insert = new NpgsqlCommand($"""
            insert into safeguard_keys.data_keys (id, subject, controller, master, wrapped, created_at, destroyed_at)
            select gen_random_uuid(), 'family-of-another-host', controller, master, null, created_at, created_at from safeguard_keys.data_keys where master = '{old}' limit 1
            """, another, committing)) Assert.Equal(1, await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        var rotating = host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);
        const string waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while (await database.ScalarAsync<long>(waiting) == 0 && !rotating.IsCompleted) await Task.Delay(5, TestContext.Current.CancellationToken);
        await committing.CommitAsync(TestContext.Current.CancellationToken);
        await rotating;

        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from safeguard_keys.master_keys"));
        await host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);
        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from safeguard_keys.master_keys where id = '{old}'"));
        Assert.Equal("Asked to by the mother.", await ReasonAsync(host, family));
    }

    [Fact]
    public async Task That_wraps_the_others_leaves_destroyed_keys_destroyed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = await OpenedAsync(host);
        foreach (var key in await host.Get<DataKeys>().LivingAsync(DataSubject.Of(family), CancellationToken.None))
            await host.Get<DataKeys>().DestroyAsync(key, CancellationToken.None);

        await host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);

        Assert.Null(await ReasonAsync(host, family));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from safeguard_keys.data_keys where wrapped is null and destroyed_at is not null"));
    }

    [Fact]
    public async Task That_wraps_the_others_is_not_opened_by_a_copy_of_the_ring_from_before()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = await OpenedAsync(host);
        var copy = Directory.CreateTempSubdirectory("safeguard-copy-").FullName;
        foreach (var key in Directory.GetFiles(database.RingFolder)) File.Copy(key, Path.Combine(copy, Path.GetFileName(key)));

        await host.Get<MasterKeys>().RotateAsync(null, CancellationToken.None);

        await using var thief = StoreDatabase.Attach(database.Options.ConnectionString, database.Options.SigningKeyPem, copy);
        await Assert.ThrowsAsync<KeyRingException>(() => StoreHost.StartAsync(thief));
        await OpenedAsync(host);
        Assert.Equal("Asked to by the mother.", await ReasonAsync(other, family));
        Assert.IsType<CommandOutcome.Recorded>(await other.InvolveAsync(await OpenedAsync(other), "after-all"));
        Directory.Delete(copy, recursive: true);
    }

    private static async Task<FamilyId> OpenedAsync(StoreHost host)
    {
        var family = Appending.Writers.NewFamily();
        await host.OpenAsync(family);
        return family;
    }

    private static async Task<string?> ReasonAsync(StoreHost host, FamilyId family)
    {
        var opened = (FamilyRecordOpened)(await host.Get<EventReader>().StreamAsync(StreamKey.Family(family), CancellationToken.None))[0].Event;
        return await host.Get<Opener>().OpenAsync(opened.Reason, CancellationToken.None);
    }
}
