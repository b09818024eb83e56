using Safeguard.Domain;
using Safeguard.Domain.Documents;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Projections;

namespace Safeguard.Host.Documents;

/// <summary>Asks whether a file is the registered one. The file is not sent: its SHA-256 is.</summary>
public sealed record CompareFile
{
    /// <summary>In hexadecimal.</summary>
    public string? Sha256 { get; init; }
}

/// <param name="RegisteredIn">The entry that registered the document.</param>
/// <param name="Sentence">The answer in plain words.</param>
public sealed record FileComparison(FamilyDocumentId Document, EventId RegisteredIn, Comparison Answer, string Sentence);

/// <summary>
/// “Is this the file?”, for whoever may see the document: its agency, who received it, a reader under a review. It shows nothing
/// that they did not bring; that it was asked is recorded.
/// </summary>
internal static class FileComparisonEndpoint
{
    private const string View = "document-comparison", Operation = nameof(CompareFile);

    public static void MapFileComparison(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"{ThingAddress.FamilyPattern}/documents/{{document:guid}}/compare", async (
            Guid family, Guid document, HttpContext context, FamilyAccess access, FamilyReader reader, EventReader events, FileHashes hashes, Denials denials, Reads reads, TimeProvider clock) =>
        {
            var (id, stop) = (FamilyId.From(family), context.RequestAborted);
            var opened = await access.ToReadAsync(context, id, Operation);
            var cut = await access.CutAsync(context, opened, Operation, clock.GetUtcNow());
            // Seen by the risk view's own rule, or not there.
            if (await reader.StatementsAsync(context, opened, cut, new ThingKey(RecordedThing.Document, document)) is null
                || opened.Record.Documents.Find(FamilyDocumentId.From(document)) is not { } facts)
                throw await denials.DenyAsync(context, Operation, Problems.NotFound, document);

            var body = await StrictBody.ReadAsync<CompareFile>(context.Request, stop);
            if (FileDigest.Read(body.Value.Sha256) is not { } digest) throw new ProblemException(Problem.Of(DocumentRefusals.Sha256Required));
            var registered = (DocumentRegistered)(await events.ByIdAsync([facts.Entry], stop)).Single().Event;
            var answer = Comparisons.Of(await hashes.AgreesAsync(id, registered, digest, stop));
            await reads.ViewedAsync(context, opened, View, [], cut, null, document);
            return Answers.Json(new FileComparison(facts.Id, facts.Entry, answer, answer switch
            {
                Comparison.Same => "This is the file that was registered.",
                Comparison.Different => "This is another file than the one that was registered.",
                _ => "It cannot be said any more: the key of the hash is destroyed, or not here.",
            }));
        }).DescribesView<FileComparison>(Operation, [400, 403, 404, 409, 413, 415, 422], "asOf", ReviewGrants.Names).TakesJson<CompareFile>().WithTags("Documents");
}
