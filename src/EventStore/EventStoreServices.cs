using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;

namespace Safeguard.EventStore;

/// <summary>Registers the store. Which views there are is registration, not code (design D6).</summary>
public static class EventStoreServices
{
    /// <param name="options">Where the log is and who it is.</param>
    /// <param name="views">Views of one stream, inline or live.</param>
    /// <param name="registers">Views folded behind the log.</param>
    public static IServiceCollection AddEventStore(
        this IServiceCollection services, EventStoreOptions options, IReadOnlyList<StreamView> views, IReadOnlyList<RegisterView> registers)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => NpgsqlDataSource.Create(Pooled(options.ConnectionString)));
        services.AddSingleton(_ => LogSigner.FromPem(options.Origin, options.SigningKeyPem));
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<ServiceKeys>();
        services.AddSingleton<DataKeys>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<Opener>();
        services.AddSingleton<ContentHashes>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<StoredEntries>();
        services.AddSingleton<ValueKeys>();
        services.AddSingleton<EventPreparation>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<AppendMeasures>();
        services.AddSingleton<Appender>();
        services.AddSingleton<BulkAppend>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<HeldEvents>();
        services.AddSingleton<AccessRecorder>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<LossAcceptance>();
        services.AddSingleton<Registers>();
        services.AddSingleton<EventLog>();
        services.AddSingleton(views);
        services.AddSingleton<StreamViews>();
        services.AddSingleton(registers);
        services.AddSingleton<RegisterFollower>();
        services.AddSingleton<RegisterBuilder>();
        services.AddSingleton<RegisterStandings>();
        services.AddHostedService<CommitNotice>();
        services.AddSingleton<CheckpointKeeper>();
        services.AddHostedService(all => all.GetRequiredService<CheckpointKeeper>());
        services.AddHostedService<RegisterDaemon>();
        services.AddHostedService<Outbox>();
        services.AddHostedService<AnswerSweeper>();
        services.AddSingleton<LogVerifier>();
        return services;
    }

    /// <summary>
    /// The caller's connection string with what the store's habits allow: its few statements are the same over and
    /// over, so they are prepared by themselves; and no statement leaves anything behind in its session (locks end with
    /// their transactions, the one listener keeps its connection), so a connection needs no cleaning between two uses, which
    /// would cost as much as a small read. Each is planned once: nearly all go by a key, for which one plan is as good as
    /// another, and the server would plan anew each time, since it takes a list of two for less than a list of any length.
    /// That took 0.3 of the 0.4 ms of a small read. What has filters is planned for them (<see cref="Views.Registers"/>).
    /// A large family is megabytes: with 8 KiB at a time, as the driver has it, waiting for the next took as long as reading.
    /// </summary>
    private static string Pooled(string connectionString)
    {
        var pooled = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 60, AutoPrepareMinUsages = 2, NoResetOnClose = true, ReadBufferSize = 32 * 1024 };
        pooled.Options = $"{pooled.Options} -c plan_cache_mode=force_generic_plan".TrimStart();
        return pooled.ConnectionString;
    }
}
