using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Views;
using Safeguard.Host.Composition;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Host.Telemetry;

namespace Safeguard.Host.Access;

/// <summary>A share of which something is shown for the first time.</summary>
/// <param name="Disclosures">The entries of its sending whose text is shown.</param>
public sealed record FirstShown(ShareId Share, IReadOnlyList<EventId> Disclosures);

/// <summary>Records what was shown, committed before the answer leaves (design D8). A caller who hangs up was shown it all the same.</summary>
public sealed class Reads(AccessRecorder access, Registers registers)
{
    /// <summary>Names the entry that says that this was read.</summary>
    public const string Header = "Safeguard-Read";

    /// <summary>A page of one family's record.</summary>
    /// <param name="shown">The entries whose text is in the answer: from now on they are Opened by the reader's agency. A share whose text it shows first says so itself.</param>
    /// <param name="thing">The one thing of the record that was asked for; null for a page of more.</param>
    /// <param name="filter">What else it was cut by, as <c>name=value</c>: ids, codes, days and instants.</param>
    /// <param name="typed">What was looked for in it, sealed like a search.</param>
    /// <remarks>The answer's header names the entry, so that a form that begins with this page can rest on it.</remarks>
    public async Task ViewedAsync(HttpContext context, OpenedFamily opened, string view, IReadOnlyList<EventId> shown, Cut cut, DateOnly? on, Guid? thing = null,
        IReadOnlyList<string>? filter = null, string? typed = null)
    {
        Measures.Read(view);
        using var span = Measures.BeginRead(view);
        var first = await FirstShownAsync(opened.Record, context.Caller().Agency, shown);
        var recorded = await access.RecordAllAsync(context.Caller(), StreamKey.AccessTo(opened.Id), e =>
        [
            new RecordViewed(opened.Id, view, shown)
            {
                Envelope = e,
                AsOf = cut.IsPast ? cut.AsOf : null,
                On = on,
                Thing = thing,
                Review = opened.By.Grant?.Review,
                Glass = BreakGlasses.Of(context),
                Filter = Of(opened, filter),
                Typed = Sealed(context.Caller().Agency, typed),
            },
            .. first.Select(o => new DisclosureOpened(opened.Id, o.Share, o.Disclosures) { Envelope = e }),
        ], RequestTrace.Of(context), CancellationToken.None);
        context.Response.Headers[Header] = recorded.ToString();
    }

    /// <summary>
    /// The shares to this agency of which something is shown and, as far as the register has come, nothing was before. Said
    /// twice it changes nothing: the first counts.
    /// </summary>
    public async Task<IReadOnlyList<FirstShown>> FirstShownAsync(FamilyRecord record, AgencyId agency, IReadOnlyList<EventId> shown)
    {
        var received = record.Sharing.SentIn(shown.ToHashSet(), agency);
        if (received.Count == 0) return [];
        var lines = await registers.RowsAsync(LogViews.Shares, [.. received.Select(s => s.Share.ToString())], CancellationToken.None);
        var opened = lines.Where(l => l.OpenedAt is not null).Select(l => l.Share).ToHashSet();
        return [.. received.Where(s => !opened.Contains(s.Share.Value)).Select(s => new FirstShown(s.Share, s.Disclosures))];
    }

    /// <summary>A list, search, register or report, even one that shows nothing.</summary>
    /// <param name="filter">Codes, dates and instants, as <c>name=value</c>.</param>
    /// <param name="typed">What was typed: it may name somebody, so it is sealed under the agency's own key for searches.</param>
    public async Task SearchedAsync(HttpContext context, string what, int count, IEnumerable<FamilyId> families, IReadOnlyList<string> filter, string? typed = null)
    {
        Measures.Read(what);
        using var span = Measures.BeginRead(what);
        var caller = context.Caller();
        await access.RecordAsync(caller, StreamKey.AccessBy(caller.Agency), e => new Searched(what, count, [.. families.Distinct()])
        {
            Envelope = e,
            Filter = filter,
            Typed = Sealed(caller.Agency, typed),
        }, RequestTrace.Of(context), CancellationToken.None);
    }

    /// <summary>The cuts of a page as they are kept; under a review it is said where names stood for pseudonyms. Null for none.</summary>
    public static IReadOnlyList<string>? Of(OpenedFamily opened, IReadOnlyList<string>? filter)
    {
        IReadOnlyList<string> all = opened.By.Grant is { ShowsNames: true } ? [.. filter ?? [], $"{ReviewGrants.Names}=true"] : filter ?? [];
        return all.Count == 0 ? null : all;
    }

    private static Personal<string>? Sealed(AgencyId agency, string? typed) => typed is null ? null : Personal<string>.Open(DataSubject.SearchesOf(agency), typed);

    /// <summary>The filter of a query, as it is kept: only what the address takes is in it, and none of it is free text.</summary>
    public static IReadOnlyList<string> FilterOf(HttpRequest request) =>
        [.. request.Query.Where(q => q.Key is not ("cursor" or "limit")).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{q.Key}={q.Value}")];
}
