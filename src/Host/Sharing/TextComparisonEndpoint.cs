using Safeguard.Domain;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Documents;
using Safeguard.Host.Families;
using Safeguard.Host.Http;

namespace Safeguard.Host.Sharing;

/// <summary>Asks whether a text is the one that was sent.</summary>
public sealed record CompareText
{
    /// <summary>Letter for letter: a space or a line break more is another text.</summary>
    public string? Text { get; init; }
}

/// <param name="Item">Its number in the share.</param>
/// <param name="Sentence">The answer in plain words.</param>
/// <param name="SentIn">The entries in which this text was sent; empty unless it is the same.</param>
public sealed record TextComparison(ShareId Share, int Item, Comparison Answer, string Sentence, IReadOnlyList<EventId> SentIn);

/// <summary>
/// “Is this the text that was sent?”, by the keyed hash of what left (docs/sharing.md): for the agency that sent it, the one
/// to which it was sent, officers who review it, and readers under a review of the case. It shows nothing that they did not
/// bring, and so opens nothing; that it was asked is recorded.
/// </summary>
internal static class TextComparisonEndpoint
{
    private const string View = "sent-text-comparison", Operation = nameof(CompareText);

    public static void MapTextComparison(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"{ThingAddress.FamilyPattern}/shares/{{share:guid}}/items/{{item:int}}/compare", async (
            Guid family, Guid share, int item, HttpContext context, FamilyAccess access, EventReader events, SentContent contents, Denials denials, Reads reads, TimeProvider clock) =>
        {
            var (id, stop) = (ShareId.From(share), context.RequestAborted);
            var opened = await access.ToReadOfShareAsync(context, FamilyId.From(family), id, Operation);
            var cut = await access.CutAsync(context, opened, Operation, clock.GetUtcNow());
            var sent = await SentAsync(opened, id, item, cut.AsOf, events, stop);
            if (sent.Count == 0)
                throw await denials.DenyAsync(context, Operation, IsProposedBy(opened, id, item) && !cut.IsPast ? Problem.Of(SharingRefusals.NotSent) : Problems.NotFound, share);

            var body = await StrictBody.ReadAsync<CompareText>(context.Request, stop);
            if (body.Value.Text is not { } text || Text.IsBlank(text)) throw new ProblemException(Problem.Of(SharingRefusals.TextRequired));
            if (Text.Analysis("/text", text) is { } notRecordable) throw new ProblemException(Problem.Of(notRecordable));

            var said = new List<(EventId In, bool? Agrees)>();
            foreach (var (entry, disclosed) in sent) said.Add((entry, await contents.IsAsync(id, disclosed, text, stop)));
            var same = said.Where(s => s.Agrees == true).Select(s => s.In).ToList();
            var answer = Comparisons.Of(same.Count > 0 ? true : said.Exists(s => s.Agrees is null) ? null : false);
            await reads.ViewedAsync(context, opened, View, [], cut, null, share);
            return Answers.Json(new TextComparison(id, item, answer, answer switch
            {
                Comparison.Same => "This is the text that was sent, letter for letter.",
                Comparison.Different => "This is not the text that was sent.",
                _ => "It cannot be said any more: the recipient's copy was erased, or its key is not here, or it was sent before hashes were kept.",
            }, same));
        }).DescribesView<TextComparison>(Operation, [400, 403, 404, 409, 413, 415, 422], "asOf", ReviewGrants.Names).TakesJson<CompareText>().WithTags("Sharing");

    /// <summary>What was sent under a number by an instant, for a reader of either side.</summary>
    private static async Task<IReadOnlyList<(EventId In, DisclosedItem Item)>> SentAsync(OpenedFamily opened, ShareId id, int item, DateTimeOffset asOf, EventReader events, CancellationToken stop)
    {
        if (opened.Record.Sharing.Find(id) is not { Disclosures.IsEmpty: false } share || !opened.By.ReadsRecords
            || (opened.By.Agency != share.Agency && opened.By.Agency != share.Recipient)) return [];
        return
        [
            .. (await events.ByIdAsync(share.Disclosures, stop)).Where(e => e.RecordedAt <= asOf)
                .SelectMany(e => ((InformationDisclosed)e.Event).Items.Where(i => i.Number == item).Select(i => (e.Id, i))),
        ];
    }

    private static bool IsProposedBy(OpenedFamily opened, ShareId id, int item) =>
        opened.By.ReadsRecords && opened.Record.Sharing.FindOwn(id, opened.By.Agency)?.Item(item) is not null;
}
