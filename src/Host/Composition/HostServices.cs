using Microsoft.Extensions.DependencyInjection.Extensions;
using Safeguard.EventStore;
using Safeguard.EventStore.Messages;
using Safeguard.EventStore.Sealing;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.CaseReviews;
using Safeguard.Host.Bundles;
using Safeguard.Host.Consent;
using Safeguard.Host.Deadlines;
using Safeguard.Host.Documents;
using Safeguard.Host.Duplicates;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Auditing;
using Safeguard.Host.Replay;
using Safeguard.Host.Sharing;
using Safeguard.Host.Telemetry;

namespace Safeguard.Host.Composition;

/// <summary>Registers what the Host consists of. <see cref="TimeProvider"/> and <see cref="IStartupTask"/> may be replaced and added.</summary>
internal static class HostServices
{
    public static void AddSafeguard(this IServiceCollection services, StoreSettings store)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new KeyRing(store.KeyRing));
        services.AddEventStore(store.Options, LogViews.Streams, LogViews.Registers);
        services.AddSingleton<Readiness>();
        services.AddHostedService<LogStartup>();

        services.AddSingleton<ETags>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<Denials>();
        services.AddSingleton<ReviewGrants>();
        services.AddSingleton<FamilyAccess>();
        services.AddSingleton<BreakGlasses>();
        services.AddSingleton<OwnHouseholds>();
        services.AddSingleton<CallersIndex>();
        services.AddSingleton<HiddenFamilies>();
        services.AddSingleton<Reads>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<FamilyReader>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<TimelineQuery>();
        services.AddSingleton<TimelinePages>();
        services.AddSingleton<ReplayPages>();
        services.AddSingleton<Visibilities>();
        services.AddSingleton<FamilyPages>();
        services.AddSingleton<AgencyFacts>();
        services.AddSingleton<ChronologyPages>();
        services.AddSingleton<BundleAssembly>();
        services.AddSingleton<RegisterPages>();
        services.AddSingleton<RegisterExport>();
        services.AddSingleton<SentContent>();
        services.AddSingleton<FileHashes>();
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<SampleTexts>();
        services.AddSingleton<IEnvelopeHandler, ConsentExpiry>();
        services.AddSingleton<IEnvelopeHandler, DeadlineLapse>();
        services.AddSingleton<IEnvelopeHandler, DuplicateCheck>();
        services.AddHostedService<ProjectionMeasures>();
        services.ConfigureHttpJsonOptions(json => WireJson.Create(json.SerializerOptions));
    }
}
