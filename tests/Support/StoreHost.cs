using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Rules;
using Safeguard.EventStore;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Support;

/// <summary>The store of one Host, without HTTP: the services as a Host registers them, started.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private StoreHost(ServiceProvider services) => _services = services;

    /// <summary>The views of streams that every Host has, whatever else it registers.</summary>
    public static IReadOnlyList<StreamView> Views { get; } =
    [
        new StreamView<FamilyRisk>("family_risk:1", "family", Lifecycle.Live, FamilyRisk.Begin, FamilyRisk.Evolve),
        new StreamView<FamilyRecord>("family_record:7", "family", Lifecycle.Inline, s => new FamilyRecord(new FamilyId(Guid.Parse(s.Id))), (f, e) => f.Evolve(e)),
        new StreamView<Person>("person:2", "person", Lifecycle.Inline, s => new Person(new PersonId(Guid.Parse(s.Id))), (p, e) => p.Evolve(e)),
        new StreamView<CaseReview>("case_review:1", "review", Lifecycle.Inline, s => new CaseReview(new CaseReviewId(Guid.Parse(s.Id))), (r, e) => r.Evolve(e)),
        new StreamView<FamilyHistory>("family_history:1", "family", Lifecycle.Live, _ => new FamilyHistory(), FamilyHistory.Evolve),
        new StreamView<FamilyOpenings>("family_openings:1", "access", Lifecycle.Live, _ => new FamilyOpenings(), FamilyOpenings.Evolve, FamilyOpenings.EvolveAll),
        new StreamView<RuleBook>("rules:1", "rules", Lifecycle.Inline, s => new RuleBook(Enum.Parse<Jurisdiction>(s.Id, ignoreCase: true)), (r, e) => r.Evolve(e)),
        new StreamView<Agency>("agency:3", "agency", Lifecycle.Inline, s => new Agency(AgencyId.Of(s.Id)), (a, e) => a.Evolve(e)),
    ];

    /// <summary>Starts a Host's store.</summary>
    /// <param name="background">True to run registers, outbox and checkpoints as a Host does.</param>
    public static async Task<StoreHost> StartAsync(
        StoreDatabase database, IReadOnlyList<RegisterView>? registers = null, TimeProvider? clock = null, bool background = false,
        Action<IServiceCollection>? configure = null, IReadOnlyList<StreamView>? views = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(new KeyRing(database.RingFolder));
        services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        services.AddLogging();
        services.AddEventStore(database.Options, views ?? Views, registers ?? []);
        configure?.Invoke(services);
        var host = new StoreHost(services.BuildServiceProvider());
        await host.Get<EventLog>().StartAsync(null, CancellationToken.None);
        if (background)
            foreach (var service in host._services.GetServices<IHostedService>())
            {
                await service.StartAsync(CancellationToken.None);
                host._running.Add(service);
            }
        return host;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Decides and records, as an endpoint would.</summary>
    public Task<CommandOutcome> RunAsync<TState>(CommandCall call, Func<TState, DateTimeOffset, Decision> decide) where TState : class =>
        Get<CommandRunner>().RunAsync(call, decide, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
