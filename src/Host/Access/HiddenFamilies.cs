using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Views;
using Safeguard.Host.Composition;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Access;

/// <summary>
/// Leaves out of registers what is about records that shut their reader out. Those who audit see all lines: a
/// restriction must not blind them, and registers hold no narrative.
/// </summary>
public sealed class HiddenFamilies(Registers registers, Freshness freshness, StreamViews views)
{
    private const int Most = 10_000;

    /// <summary>What the lines must not be about; null where nothing is hidden from the caller.</summary>
    public async Task<RowTest?> TestAsync(HttpContext context)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        if (caller.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer, Role.CaldicottGuardian, Role.DataProtectionOfficer)) return null;
        await freshness.WaitAsync(context, LogViews.Restricted);
        var restricted = await registers.PageAsync(LogViews.Restricted, long.MaxValue - 1, RowFilter.None.Has("level").Has("family"), null, Most, stop);
        var staff = (await views.LoadAsync<AgencyStaff>(StreamKey.Agency(caller.Agency), stop)).State;
        string[] hidden =
        [
            .. restricted.Where(r => r.Row.Standing()!.ShutsOut(caller)).Select(r => r.Row.Family!.Value)
                .Union(staff.Conflicts.Where(c => c.Who == caller.Id).Select(c => c.Family)).Select(f => f.ToString()),
        ];
        return hidden.Length == 0 ? null : new RowTest.Not(new RowTest.OneOf("family", hidden));
    }
}
