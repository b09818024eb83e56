using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;
using Safeguard.Support;
using Safeguard.Support.Specs;

namespace Safeguard.EventStore.Tests.Sealing;

/// <summary>Words planted in every personal field of every event type, and looked for wherever anything is written.</summary>
public sealed class Planted_marks(PostgresFixture postgres)
{
    private static readonly RegisterView[] Registers =
    [
        new RegisterView<ShareRow>("share_register:5", ShareRegister.KeyOf, ShareRegister.Evolve),
        new RegisterView<AccessRow>("access_log:4", AccessLog.KeyOf, AccessLog.Evolve),
        new RegisterView<HouseholdRow>("households:1", HouseholdRegister.KeyOf, HouseholdRegister.Evolve),
    ];

    [Fact]
    public async Task Are_found_nowhere_and_after_an_erasure_open_nowhere()
    {
        var written = new ConcurrentQueue<string>();
        using var spans = Listening(written);
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, Registers, background: true,
            configure: s => s.AddSingleton<ILoggerFactory>(LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(written)))));
        var planted = await PlantAsync(host);
        var head = await database.ScalarAsync<long>("select position from safeguard.log_head");
        foreach (var register in Registers)
            while (await host.Get<EventStore.Views.Registers>().PositionAsync(register, CancellationToken.None) < head) await Task.Delay(10);
        Assert.True(planted > 30, $"{planted} events were planted.");

        await NowhereAsync(database, written);

        foreach (var key in await KeysAsync(database)) await host.Get<DataKeys>().DestroyAsync(key, CancellationToken.None);
        await NowhereAsync(database, written);
        foreach (var recorded in await host.Get<EventReader>().RangeAsync(1, head, CancellationToken.None))
        {
            var opened = await host.Get<Opener>().OpenAsync(recorded.Event, CancellationToken.None);
            Assert.DoesNotContain(Whole.Words, opened.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.search_terms where key is not null"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from safeguard.birth_months"));
    }

    /// <summary>Each type in a stream of its own, through the store's own preparation and append.</summary>
    private static async Task<int> PlantAsync(StoreHost host)
    {
        var planted = 0;
        foreach (var alias in EventTypes.Aliases)
        {
            var made = (DomainEvent)Whole.Of(EventTypes.TypeOf(alias)!);
            if (made is LogEvent) continue;
            var stream = made is PersonEvent ? StreamKey.Person(new PersonId(Guid.CreateVersion7())) : StreamKey.Family(Appending.Writers.NewFamily());
            var commandId = Guid.CreateVersion7();
            var prepared = await host.Get<EventPreparation>().PrepareAsync(
                [new Proposed(stream, made)], Recordings.Worker, new RuleBook(Jurisdiction.England), commandId, DateTimeOffset.UtcNow, CancellationToken.None);
            var outcome = await host.Get<Appender>().AppendAsync(new AppendRequest(commandId, prepared.Events)
            {
                Expected = [new ExpectedStream(stream, 0)], SearchTerms = prepared.Terms, BirthMonths = prepared.Births,
            }, CancellationToken.None);
            Assert.IsType<AppendOutcome.Appended>(outcome);
            planted++;
        }

        return planted;
    }

    /// <summary>Every table of both schemas, as a dump would write it, and every line and span.</summary>
    private static async Task NowhereAsync(StoreDatabase database, ConcurrentQueue<string> written)
    {
        Assert.NotEmpty(written);
        Assert.DoesNotContain(written, w => w.Contains(Whole.Words, StringComparison.Ordinal));
        var tables = await database.ScalarAsync<string[]>(
            "select array_agg(schemaname || '.' || tablename order by 1) from pg_tables where schemaname like 'safeguard%'");
        Assert.True(tables.Length > 12);
        foreach (var table in tables)
            Assert.Equal((table, 0L), (table, await database.ScalarAsync<long>($"select count(*) from {table} t where t::text like '%{Whole.Words}%'")));
        written.Clear(); // of the questions just asked, which quote the words
    }

    private static async Task<Guid[]> KeysAsync(StoreDatabase database) =>
        await database.ScalarAsync<Guid[]>("select array_agg(id) from safeguard_keys.data_keys where destroyed_at is null");

    private static ActivityListener Listening(ConcurrentQueue<string> written)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => written.Enqueue(
                $"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(e => e.Tags))} {span.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Lines(ConcurrentQueue<string> written) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            written.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
