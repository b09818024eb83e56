using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Host.Telemetry;

namespace Safeguard.Host.Bundles;

/// <summary>For whom a bundle is made, and what for.</summary>
public sealed record MakeCaseBundle
{
    /// <summary>Who gets it, in one line.</summary>
    public required string MadeFor { get; init; }
    public required string Purpose { get; init; }
    /// <summary>Of everything recorded up to here; all that is recorded now where it is left out.</summary>
    public long? Position { get; init; }
}

/// <summary>
/// A family's record as one file that proves itself (design D3, D5, D8): a page for whoever takes one, its data alone as
/// JSON, its lines as CSV. That it was made, for whom and of what is recorded before it leaves, and stands in it.
/// </summary>
internal static class BundleEndpoints
{
    private const string Operation = nameof(MakeCaseBundle), View = "case-bundle";

    /// <summary>Entries that one event of reading names at most: an event must stay small.</summary>
    private const int ShownAtOnce = 1_000;

    public static void MapBundles(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"{ThingAddress.FamilyPattern}/bundles", MakeAsync)
            .DescribesView<BundleDocument>(Operation, [400, 403, 404, 409, 413, 415, 422], ReviewGrants.Names).TakesJson<MakeCaseBundle>().OffersPage("text/html", "text/csv").WithTags("Proof");

    private static async Task<IResult> MakeAsync(
        Guid family, HttpContext context, FamilyAccess access, FamilyReader families, BundleAssembly assembly, Reads reads, AccessRecorder recorder, StoredEntries entries, NpgsqlDataSource database, LogSigner signer)
    {
        var (stop, caller) = (context.RequestAborted, context.Caller());
        var opened = await access.ToReadAsync(context, FamilyId.From(family), Operation);
        FamilyAccess.Only(context, opened);
        var asked = (await StrictBody.ReadAsync<MakeCaseBundle>(context.Request, stop)).Value;
        var head = (await LogHead.ReadAsync(database, stop))!;
        if (Judge(asked, head.Position) is { } refusal) throw new ProblemException(Problem.Of(refusal));

        // Under a review the evidence ends with its freeze.
        var evidence = opened.By.Grant?.Position ?? head.Position;
        if (asked.Position > evidence) await access.OutOfScopeAsync(context, opened, Operation);
        var withheld = await families.WithheldAsync(context, opened.Id, [.. opened.Record.Household.Members.Select(m => m.Person).Distinct()]);
        var (content, tooLarge) = await assembly.GatherAsync(opened.Id, asked.Position ?? evidence, caller, opened.By, withheld, stop);
        if (content is null) throw new ProblemException(Problem.Of(tooLarge ? BundleRefusals.TooLarge : BundleRefusals.Nothing));

        var first = await reads.FirstShownAsync(opened.Record, caller.Agency, content.Shown);
        var bundle = await recorder.AppendAsync(caller, StreamKey.AccessTo(opened.Id), e => Making(opened, content, asked, first, BreakGlasses.Of(context), e), RequestTrace.Of(context), stop);
        Measures.Read(View);
        var making = (await entries.FindAsync(bundle, stop))!;
        content = content with { Keys = [.. content.Keys, .. await assembly.KeysAsync(making, stop)] };
        var document = await ProvedAsync(content, making, database, signer, stop);
        context.Response.Headers[Reads.Header] = bundle.ToString();
        context.Response.SetPosition(content.Position);
        return Answer(context, document);
    }

    private static Refusal? Judge(MakeCaseBundle asked, long head) =>
        Text.IsBlank(asked.MadeFor) ? BundleRefusals.MadeForRequired
        : Text.IsBlank(asked.Purpose) ? BundleRefusals.PurposeRequired
        : Text.Line("/madeFor", asked.MadeFor) ?? Text.Narrative("/purpose", asked.Purpose)
            ?? (asked.Position > head || asked.Position < 1 ? BundleRefusals.BeyondHead : null);

    /// <summary>What was shown, in parts, and last what was handed out: no other bundle could be told to be this one. Its own two values are opened with the rest.</summary>
    private static IReadOnlyList<AccessEvent> Making(
        OpenedFamily opened, BundleContent content, MakeCaseBundle asked, IReadOnlyList<FirstShown> first, BreakGlassId? glass, Envelope envelope) =>
    [
        .. content.Shown.Chunk(ShownAtOnce).Select(shown => new RecordViewed(content.Family, View, shown)
        {
            Envelope = envelope,
            Review = opened.By.Grant?.Review,
            Glass = glass,
            Filter = Reads.Of(opened, [string.Create(CultureInfo.InvariantCulture, $"position={content.Position}")]),
        }),
        .. first.Select(o => new DisclosureOpened(content.Family, o.Share, o.Disclosures) { Envelope = envelope }),
        new CaseBundleExported(
            content.Family, content.Position, content.Entries.Count, content.Keys.Count + 2, content.Root().ToBase64(),
            Personal<string>.Open(DataSubject.Of(content.Family), asked.MadeFor), Personal<string>.Open(DataSubject.Of(content.Family), asked.Purpose)) { Envelope = envelope },
    ];

    private static async Task<BundleDocument> ProvedAsync(BundleContent content, StoredEntry making, NpgsqlDataSource database, LogSigner signer, CancellationToken stop)
    {
        var head = (await LogHead.ReadAsync(database, stop))!;
        var between = await Proofs.SharedAsync(database, [.. content.Entries.Append(making).Select(e => e.Recorded.Position)], head.Position, stop);
        return BundleDocument.Of(content, making, signer.Sign(new Checkpoint(head.Origin, head.Position, head.Frontier.Root)), signer.VerifierKey, between);
    }

    private static IResult Answer(HttpContext context, BundleDocument document)
    {
        var (text, type, extension) = Wanted(context.Request) switch
        {
            "application/json" => (document.Write(), "application/json; charset=utf-8", "json"),
            "text/csv" => (BundleCsv.Of(document), Csv.ContentType, "csv"),
            _ => (BundlePage.Of(document), "text/html; charset=utf-8", "html"),
        };
        if (extension == "html") context.Response.Headers.ContentSecurityPolicy = BundlePage.Policy;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"case-bundle-{document.Family}.{extension}\"";
        return Results.Text(text, type, Encoding.UTF8);
    }

    /// <summary>The first kind that the caller asks for by name; a page for whoever takes anything.</summary>
    private static string? Wanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(a => a.Quality ?? 1).Select(a => a.MediaType.Value?.ToLowerInvariant())
        .FirstOrDefault(t => t is "text/html" or "application/json" or "text/csv");
}
