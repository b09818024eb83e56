using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Sharing;

/// <summary>The dossier of an override, and what was known when it was decided.</summary>
/// <param name="KnownThen">The risk view of the sending agency at the instant before the decision was recorded, on that day.</param>
public sealed record DossierContent(Dossier Dossier, FamilyRiskView KnownThen);

/// <summary>The same, with the proof of every entry that it names: the members of its <see cref="DocumentProof"/>.</summary>
public sealed record DossierAnswer(Dossier Dossier, FamilyRiskView KnownThen, IReadOnlyList<ProvedEntry> Proofs, IReadOnlyList<Sha256Hash> Nodes, string Checkpoint);

/// <summary>
/// One document that says why confidence was overridden, from the record alone. Only the agency that decided it reads it, and
/// the partnership's officer while they review it; an override of another's, hidden, absent or not yet recorded, answers alike.
/// </summary>
internal static class DossierEndpoint
{
    private const string View = "override-dossier", Operation = "GetOverrideDossier";

    public static void MapDossier(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ThingAddress.FamilyPattern}/overrides/{{share:guid}}/dossier", async (
            Guid family, Guid share, HttpContext context, FamilyAccess access, StreamViews views, EventReader events, FamilyReader reader, Denials denials, Reads reads,
            NpgsqlDataSource database, LogSigner signer, Freshness freshness, TimeProvider clock) =>
        {
            var opened = await access.ToReadOfShareAsync(context, FamilyId.From(family), ShareId.From(share), Operation);
            var cut = await access.CutAsync(context, opened, Operation, clock.GetUtcNow());
            await freshness.HeadAsync(context);
            var stop = context.RequestAborted;

            // As this Host remembers the family, folded on with what the log has since.
            var history = (await views.LoadAsync<FamilyHistory>(opened.Stream, stop)).State;
            IReadOnlyList<RecordedEvent> recorded = [.. history.Entries.TakeWhile(e => e.RecordedAt <= cut.AsOf)];
            if (Dossier.Of(recorded, ShareId.From(share), opened.By, cut.AsOf) is not { } dossier)
                throw await denials.DenyAsync(context, Operation, Problems.NotFound, share);
            var entries = dossier.Entries();
            // Both are asked for while what was known then is folded.
            var seen = events.ShowingAsync(StreamKey.AccessTo(opened.Id), entries.Select(e => e.Event), cut.AsOf, stop);
            var beside = events.OfTypesAsync(dossier.GroundsIn(), Dossier.GroundsFollow, DateTimeOffset.MinValue, stop);
            var before = new Cut(dossier.Decision.RecordedAt.AddMicroseconds(-1), IsPast: true);
            var row = recorded.TakeWhile(e => e.RecordedAt <= before.AsOf).Aggregate(FamilyRisk.Begin(opened.Stream), FamilyRisk.Evolve);
            var known = await reader.RiskAsync(context, row, opened.By, before);

            // The proofs are asked for while the values are opened: a thousand of either take as long.
            var written = Opener.Write(new DossierContent(dossier.SeenBy(await seen).Beside(await beside), known));
            var proved = DocumentProof.OfAsync(written, [.. recorded, .. await seen, .. await beside], database, signer, stop);
            var answer = (await reader.OpenWrittenAsync(written, stop)).With(await proved);
            IReadOnlyList<EventId> shown = [.. entries.Where(e => e.Data is not null).Select(e => e.Event).Union(known.Shown)];
            await reads.ViewedAsync(context, opened, View, shown, cut, null, share);
            if (!DossierPage.IsWanted(context.Request)) return Answers.Json(answer);
            context.Response.Headers.ContentSecurityPolicy = DossierPage.Policy;
            return Results.Content(DossierPage.Of(answer.Node()), "text/html; charset=utf-8");
        }).DescribesView<DossierAnswer>(Operation, [400, 403, 404, 409, 422], "asOf", ReviewGrants.Names).CanWait().OffersPage().WithTags("Sharing");
}
