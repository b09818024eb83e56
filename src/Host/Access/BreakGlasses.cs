using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Reading;

namespace Safeguard.Host.Access;

/// <summary>
/// Which uses of break-glass open what to whom. It is asked only where something shuts somebody out, so that a record
/// that nobody restricted costs nothing; the log is asked each time, so that an hour that is over is over on every Host.
/// </summary>
public sealed class BreakGlasses(EventReader events, TimeProvider clock)
{
    /// <summary>Says in every answer that was read under a use which it was, and when it ends.</summary>
    public const string Header = "Safeguard-Break-Glass";

    private static readonly Type[] Types = [typeof(BreakGlassUsed), typeof(BreakGlassReviewed)];

    /// <summary>The use that opens a record for somebody now; null for none.</summary>
    public async Task<GlassUse?> OpenAsync(FamilyId family, Actor caller, CancellationToken stop) =>
        await OpenAsync([family], caller, stop) is [var use, ..] ? use : null;

    /// <summary>The uses that open some of these records for somebody now.</summary>
    public async Task<IReadOnlyList<GlassUse>> OpenAsync(IReadOnlyList<FamilyId> families, Actor caller, CancellationToken stop)
    {
        if (families.Count == 0) return [];
        var now = clock.GetUtcNow();
        // None lasts longer, so older ones need not be looked at; two minutes more for a Host whose clock is behind.
        var since = now.AddMinutes(-AccessPolicy.LongestMinutes - 2);
        var recorded = await events.OfTypesAsync([.. families.Select(StreamKey.AccessTo)], Types, since, stop);
        return [.. GlassUse.Of(recorded).Where(u => u.IsOpenFor(caller.Id, caller.Agency, now))];
    }

    /// <summary>One use of break-glass of a record; null for none.</summary>
    public async Task<GlassUse?> FindAsync(FamilyId family, BreakGlassId glass, CancellationToken stop) =>
        GlassUse.Of(await events.OfTypesAsync([StreamKey.AccessTo(family)], Types, DateTimeOffset.UnixEpoch, stop)).FirstOrDefault(u => u.Id == glass);

    /// <summary>Marks a request as reading under a use: its answer says so, and so does the entry of the read.</summary>
    public static void Show(HttpContext context, GlassUse use)
    {
        context.Features.Set(use);
        context.Response.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"{use.Id}; until={use.Until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
    }

    /// <summary>The use under which a request reads; null for none.</summary>
    public static BreakGlassId? Of(HttpContext context) => context.Features.Get<GlassUse>()?.Id;
}
