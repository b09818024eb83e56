using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Sealing;

public sealed class A_destroyed_key(PostgresFixture postgres)
{
    private static readonly DateOnly Born = new(2023, 4, 5);

    [Fact]
    public async Task Leaves_its_values_unreadable_everywhere_and_every_proof_still_verifies()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var person = new PersonId(Guid.CreateVersion7());
        var receipt = await RegisterAsync(host, person);
        var stored = (await host.Get<EventReader>().StreamAsync(StreamKey.Person(person), CancellationToken.None))[0];
        var name = ((PersonRegistered)stored.Event).Name;
        Assert.Equal("Ada", (await host.Get<Opener>().OpenAsync(name, CancellationToken.None))!.Given);
        Assert.Single(await host.Get<SearchIndex>().PersonsByNhsNumberAsync("999 000 0018", CancellationToken.None));
        Assert.Single(await host.Get<SearchIndex>().BirthMonthsAsync([person], CancellationToken.None));

        var keys = host.Get<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(person), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);

        Assert.Null(await host.Get<Opener>().OpenAsync(name, CancellationToken.None));
        var row = (await host.Get<StreamViews>().LoadAsync<Person>(StreamKey.Person(person), CancellationToken.None)).State;
        Assert.True((bool)(await host.Get<Opener>().OpenAsync(row, CancellationToken.None))["name"]!["erased"]!);
        Assert.Empty(await host.Get<SearchIndex>().PersonsByNhsNumberAsync("999 000 0018", CancellationToken.None));
        Assert.Empty(await host.Get<SearchIndex>().BirthMonthsAsync([person], CancellationToken.None));
        Assert.True(Checkpoint.TryParse(receipt.Checkpoint.Text, out var checkpoint));
        Assert.All(receipt.Entries, e => Assert.True(e.Proof.Verify(e.Event.Leaf, checkpoint.Root)));
        Assert.Empty(await host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard_keys.data_keys where destroyed_at is not null and wrapped is not null"));
    }

    [Fact]
    public async Task Is_dropped_by_a_second_host_on_notice()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database, background: true);
        var person = new PersonId(Guid.CreateVersion7());
        await RegisterAsync(host, person);
        var name = ((PersonRegistered)(await other.Get<EventReader>().StreamAsync(StreamKey.Person(person), CancellationToken.None))[0].Event).Name;
        Assert.NotNull(await other.Get<Opener>().OpenAsync(name, CancellationToken.None));

        var keys = host.Get<DataKeys>();
        foreach (var key in await keys.LivingAsync(DataSubject.Of(person), CancellationToken.None)) await keys.DestroyAsync(key, CancellationToken.None);

        var until = DateTime.UtcNow.AddSeconds(30); // well below the minute for which an opened key is kept
        while (await other.Get<Opener>().OpenAsync(name, CancellationToken.None) is not null)
        {
            Assert.True(DateTime.UtcNow < until, "The other Host still opens the value.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Is_followed_by_a_new_one_for_what_is_recorded_later()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var keys = host.Get<DataKeys>();
        var subject = DataSubject.Of(new PersonId(Guid.CreateVersion7()));
        var old = await keys.ForAsync(subject, DataKeys.Partnership, CancellationToken.None);
        await keys.DestroyAsync(old.Id, CancellationToken.None);
        var fresh = await keys.ForAsync(subject, DataKeys.Partnership, CancellationToken.None);
        Assert.NotEqual(old.Id, fresh.Id);
    }

    [Fact]
    public async Task Of_one_agency_takes_no_other_agencys_copy_along()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var keys = host.Get<DataKeys>();
        var subject = DataSubject.Of(Writers.NewFamily());
        var ours = await keys.ForAsync(subject, AgencyId.Of("p2r-bedford"), CancellationToken.None);
        var theirs = await keys.ForAsync(subject, AgencyId.Of("luton-csc"), CancellationToken.None);
        await keys.DestroyAsync(ours.Id, CancellationToken.None);
        var open = await keys.OpenAsync([ours.Id, theirs.Id], CancellationToken.None);
        Assert.Null(open[ours.Id]);
        Assert.NotNull(open[theirs.Id]);
    }

    [Fact]
    public async Task Reads_as_erased_and_one_that_was_not_restored_reads_as_unavailable()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var (erased, missing) = (Writers.NewFamily(), Writers.NewFamily());
        foreach (var family in (FamilyId[])[erased, missing]) await host.OpenAsync(family);
        foreach (var key in await host.Get<DataKeys>().LivingAsync(DataSubject.Of(erased), CancellationToken.None)) await host.Get<DataKeys>().DestroyAsync(key, CancellationToken.None);
        await database.ExecuteAsync($"delete from safeguard_keys.data_keys where subject = 'family-{missing}'");
        await using var restored = await StoreHost.StartAsync(database);

        Assert.Equal("""{"erased":true}""", (await OpenedReasonAsync(restored, erased)).ToJsonString());
        Assert.Equal("""{"unavailable":true}""", (await OpenedReasonAsync(restored, missing)).ToJsonString());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> OpenedReasonAsync(StoreHost host, FamilyId family)
    {
        var opened = (await host.Get<EventReader>().StreamAsync(StreamKey.Family(family), CancellationToken.None))[0].Event;
        return (await host.Get<Opener>().OpenAsync((FamilyRecordOpened)opened, CancellationToken.None))["reason"]!;
    }

    [Fact]
    public async Task Was_made_once_however_many_ask_for_it_at_once()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var subject = DataSubject.Of(Writers.NewFamily());
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
            (await (n % 2 == 0 ? one : other).Get<DataKeys>().ForAsync(subject, DataKeys.Partnership, CancellationToken.None)).Id)));
        Assert.Single(made.Distinct());
    }

    [Fact]
    public async Task No_dump_of_the_log_holds_plain_text()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        await RegisterAsync(host, new PersonId(Guid.CreateVersion7()));
        await host.OpenAsync(Writers.NewFamily(), reason: "ZEBRAMARK in a reason");
        foreach (var mark in (string[])["Ada", "Larkspur", "2023-04-05", "9990000018", "ZEBRAMARK"])
            foreach (var table in (string[])["mt_events", "snapshots", "projected_rows", "search_terms", "outbox", "idempotency_keys"])
                Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from safeguard.{table} t where t::text like '%{mark}%'"));
    }

    private static async Task<Receipt> RegisterAsync(StoreHost host, PersonId person)
    {
        var envelope = new Envelope { Happened = Happened.At(DateTimeOffset.UtcNow), LearnedAt = DateTimeOffset.UtcNow, KnownFrom = KnownFrom.Observed };
        var subject = DataSubject.Of(person);
        var outcome = await host.RunAsync<Person>(new CommandCall(Recordings.Worker, StreamKey.Person(person)), (_, _) => Decision.Record(
            StreamKey.Person(person),
            new PersonRegistered(person, Personal<PersonName>.Open(subject, new PersonName("Larkspur", "Ada")), Sex.Female)
            {
                DateOfBirth = Personal<DateOnly>.Open(subject, Born), Envelope = envelope,
            },
            new PersonIdentifierAssigned(person, IdentifierScheme.Nhs, Personal<string>.Open(subject, "9990000018"), true) { Envelope = envelope }));
        return ((CommandOutcome.Recorded)outcome).Receipt;
    }
}
