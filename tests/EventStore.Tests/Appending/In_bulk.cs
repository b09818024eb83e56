using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>An import is recorded through the one appender, and nobody waits for it.</summary>
public sealed class In_bulk(PostgresFixture postgres)
{
    [Fact]
    public async Task Thousands_of_events_are_recorded_in_order_and_the_log_holds()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var families = Enumerable.Range(0, 30).Select(_ => Writers.NewFamily()).ToList();

        // More than two chunks of a verification, so that what is worked out for each is put together as well.
        Assert.Equal(17_000, await host.Get<BulkAppend>().AppendAsync(RequestsAsync(host, families, 17_000), null, CancellationToken.None));

        Assert.Equal(17_001, await database.ScalarAsync<long>("select position from safeguard.log_head"));
        Assert.Empty(await VerifyAsync(host));
        var record = await host.Get<Safeguard.EventStore.Reading.EventReader>().StreamAsync(StreamKey.Family(families[0]), CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, record.Count).Select(v => (long)v), record.Select(e => e.Version));
        var agencies = record.Select(e => e.Event).OfType<InvolvementStarted>().Select(e => e.Agency.Value).ToList();
        Assert.Equal(agencies.Order(StringComparer.Ordinal), agencies);
    }

    [Fact]
    public async Task Others_record_meanwhile_on_this_Host_and_on_another()
    {
        const int Turns = 5;
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var importing = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var meanwhile = 0;
        // It goes on until the others had their turns, however slow the machine: who starves never has them, and then it ends.
        var import = importing.Get<BulkAppend>().AppendAsync(
            RequestsAsync(importing, [Writers.NewFamily()], 100_000, enough: () => Volatile.Read(ref meanwhile) >= Turns), null, CancellationToken.None);

        while (!import.IsCompleted)
        {
            await importing.OpenAsync(Writers.NewFamily());
            await other.OpenAsync(Writers.NewFamily());
            Interlocked.Increment(ref meanwhile);
        }

        var imported = await import;
        Assert.True(meanwhile >= Turns, $"{meanwhile} turns were taken during the import of {imported} events.");
        Assert.Equal(imported + 1 + (2 * meanwhile), await database.ScalarAsync<long>("select position from safeguard.log_head"));
        Assert.Empty(await VerifyAsync(importing));
    }

    [Fact]
    public async Task Into_a_stream_that_somebody_else_began_is_refused()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await host.OpenAsync(family);

        await Assert.ThrowsAsync<StreamMovedException>(() =>
            host.Get<BulkAppend>().AppendAsync(RequestsAsync(host, [family], 1), null, CancellationToken.None));
        Assert.Equal(2, await database.ScalarAsync<long>("select position from safeguard.log_head"));
    }

    private static async IAsyncEnumerable<AppendRequest> RequestsAsync(StoreHost host, List<FamilyId> families, int count, Func<bool>? enough = null)
    {
        for (var n = 0; n < count && enough?.Invoke() != true; n++)
        {
            var stream = StreamKey.Family(families[n % families.Count]);
            var request = await host.Get<EventPreparation>().RequestAsync(
                [new Proposed(stream, Recordings.Involvement($"agency-{n:00000}"))], Recordings.Worker, new RuleBook(Jurisdiction.England), DateTimeOffset.UtcNow, CancellationToken.None);
            yield return n < families.Count ? request with { Expected = [new ExpectedStream(stream, 0)] } : request;
        }
    }

    private static Task<IReadOnlyList<LogFinding>> VerifyAsync(StoreHost host) =>
        host.Get<LogVerifier>().VerifyAsync(new CheckpointVerifier(host.Get<LogSigner>().VerifierKey), null, CancellationToken.None);
}
