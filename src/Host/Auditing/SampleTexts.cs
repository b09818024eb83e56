using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Composition;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>
/// Compares the weighing of harms of one share with the others of the officer's sample of that month (G9). The texts are
/// opened for that, which is recorded; neither they nor anything made of them is stored, and of another share only its
/// id is answered. At most 200 are read, the newest.
/// </summary>
public sealed class SampleTexts(Registers registers, EventReader events, Opener opener, Reads reads, ReviewPolicy policy)
{
    /// <summary>As many texts are opened for one look at a review, and no more.</summary>
    public const int Most = 200;

    /// <summary>The lines of a month that are looked through for them.</summary>
    private const int MostLines = 5_000;

    private const int PageSize = 500;

    /// <summary>Null where the share's own text is not there to be compared: not recorded, erased, or its key is missing.</summary>
    public async Task<NearTexts?> CompareAsync(HttpContext context, ShareStory story, DateTimeOffset now)
    {
        if (story.Weighed is not { } weighed) return null;
        var stop = context.RequestAborted;
        var month = ShareRegister.MonthOf(story.Begun);
        var (others, more) = await OthersAsync(story, month, context.Caller(), now, stop);
        var texts = await OpenAsync([weighed, .. await events.ByIdAsync(others.Select(r => r.WeighedIn!.Value), stop)], stop);
        if (others.Count > 0)
            await reads.SearchedAsync(context, "proportionality-texts", others.Count, others.Select(r => r.Family), [$"month={month}", $"share={story.Of.Share}"]);
        if (!texts.Remove(weighed.Id, out var own)) return null;

        var near = others.Where(r => texts.ContainsKey(r.WeighedIn!.Value))
            .Select(r => new NearText(r.Share, r.Family, own.To(texts[r.WeighedIn!.Value])))
            .Where(n => n.Likeness >= TextLikeness.Near).OrderByDescending(n => n.Likeness).ToList();
        return new NearTexts(texts.Count, more, near);
    }

    /// <summary>What the officer may read of the month's sample: the agency's own, or as the partnership's what is under review by them.</summary>
    private async Task<(List<ShareRow> Rows, bool More)> OthersAsync(ShareStory story, string month, Actor officer, DateTimeOffset now, CancellationToken stop)
    {
        var ofPartnership = officer.Has(Role.PartnershipIgOfficer);
        var filter = RowFilter.None.Is("month", month).Is("from", ofPartnership ? null : officer.Agency.Value);
        var position = await registers.PositionAsync(LogViews.Shares, stop);
        var rows = new List<ShareRow>();
        long? before = null;
        for (var looked = 0; looked < MostLines; looked += PageSize)
        {
            var page = await registers.PageAsync(LogViews.Shares, position, filter, before, PageSize, stop);
            foreach (var (_, row) in page)
            {
                if (row.WeighedIn is null || row.Share == story.Of.Share?.Value || IgWorkLine.Of(row, officer, now, policy) is null) continue;
                if (ofPartnership && !(row.Review is { Finding: null } review && review.Reviewer == officer.Id)) continue;
                if (rows.Count == Most) return (rows, true);
                rows.Add(row);
            }

            if (page.Count < PageSize) return (rows, false);
            before = page[^1].Position;
        }

        return (rows, true);
    }

    /// <summary>By the entry that holds it; texts that were erased are left out.</summary>
    private async Task<Dictionary<EventId, TextLikeness>> OpenAsync(IReadOnlyList<RecordedEvent> entries, CancellationToken stop)
    {
        var weighed = entries.Select(e => (e.Id, Said: ((OverrideAnswers)e.Event).Proportionality)).Where(e => e.Said is not null).ToList();
        var opened = (JsonArray)await opener.OpenAsync<IReadOnlyList<Personal<string>?>>(
            [.. weighed.SelectMany(e => new[] { e.Said!.HarmIfShared, e.Said.HarmIfNotShared, e.Said.Conclusion })], stop);
        var texts = new Dictionary<EventId, TextLikeness>();
        foreach (var (n, (id, _)) in weighed.Index())
        {
            var parts = opened.Skip(3 * n).Take(3).Select(p => p is JsonValue text ? text.GetValue<string>() : null).OfType<string>().ToList();
            if (parts.Count > 0) texts[id] = new TextLikeness(string.Join('\n', parts));
        }

        return texts;
    }
}
