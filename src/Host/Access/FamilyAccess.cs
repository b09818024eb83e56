using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>A family's record that is open to the caller, the version at which it was read, and as whom they read it.</summary>
public sealed record OpenedFamily(FamilyRecord Record, long Version, Reader By)
{
    public FamilyId Id => Record.Id;

    public StreamKey Stream => StreamKey.Family(Record.Id);
}

/// <summary>
/// Who may come to a family's record at all: deny by default, need to know by involvement, referral or share (domain
/// §5 rule 1). Within a record it is decided per statement, when it is read.
/// </summary>
public sealed class FamilyAccess(StreamViews views, ReviewGrants grants, Denials denials)
{
    /// <summary>The record, for somebody who wants to record in it.</summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public Task<OpenedFamily> ToRecordAsync(HttpContext context, FamilyId family, string what) =>
        ToRecordAsync(context, family, what, () => LoadAsync(context, family));

    /// <summary>The same, of a record that is loaded together with more.</summary>
    /// <param name="load">Called once the caller is found to be one who records at all.</param>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToRecordAsync(HttpContext context, FamilyId family, string what, Func<Task<OpenedFamily>> load)
    {
        if (!context.Caller().HasAny(Role.Practitioner, Role.DutyManager, Role.Manager))
            throw await denials.DenyAsync(context, what, Problem.Of(RecordingRights.NotYoursToRecord), family.Value);
        return await OpenAsync(context, family, what, load);
    }

    /// <summary>The record, for somebody who wants to read it: as their agency does, or under a review.</summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReadAsync(HttpContext context, FamilyId family, string what)
    {
        if (context.Caller().Has(Role.Reviewer) && await grants.OpenAsync(context, await LoadAsync(context, family), what) is { } granted) return granted;
        await MayReadRecordsAsync(context, what, family.Value);
        return await OpenAsync(context, family, what, () => LoadAsync(context, family));
    }

    /// <summary>The record, for a reader under one review.</summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReadUnderAsync(HttpContext context, FamilyId family, CaseReviewId review, string what) =>
        await grants.OpenAsync(context, await LoadAsync(context, family), what, review) ?? throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);

    /// <summary>
    /// The moment that a request asks about. Under a review that is the freeze, or an instant before it: what was recorded
    /// later is no evidence (domain §6 row 80).
    /// </summary>
    /// <param name="names">The other parameters that the address takes.</param>
    /// <exception cref="ProblemException">400 or 422 for a query that is not understood; 409 beyond the freeze, and the try is recorded.</exception>
    public async Task<Cut> CutAsync(HttpContext context, OpenedFamily opened, string what, DateTimeOffset now, params string[] names)
    {
        Only(context, opened, ["asOf", .. names]);
        var cut = Cuts.AsOf(context.Request, now);
        if (!cut.IsPast) return opened.By.Grant is { } grant ? new Cut(grant.Until, IsPast: true) : cut;
        await InScopeAsync(context, opened, what, cut.AsOf);
        return cut;
    }

    /// <summary>Refuses parameters that the address does not take; a reader under a review may ask for names as well.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static void Only(HttpContext context, OpenedFamily opened, params string[] names) =>
        Cuts.Only(context.Request, opened.By.Grant is null ? names : [ReviewGrants.Names, .. names]);

    /// <summary>Refuses an instant that a reader under a review does not reach.</summary>
    /// <exception cref="ProblemException">409 beyond the freeze; the try is recorded.</exception>
    public async Task InScopeAsync(HttpContext context, OpenedFamily opened, string what, DateTimeOffset instant)
    {
        if (opened.By.Grant is { } grant && instant > grant.Until)
            throw await denials.DenyAsync(context, what, Problem.Of(CaseReviewRefusals.OutOfScope), opened.Id.Value);
    }

    /// <summary>
    /// The record, for an officer who reviews a share of it: that and no more of it. An agency's officer comes to what is open
    /// to the agency, the partnership's to any record with something to review (domain §5).
    /// </summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReviewAsync(HttpContext context, FamilyId family, string what)
    {
        var caller = context.Caller();
        if (!ReviewRights.IsOfficer(caller)) throw await denials.DenyAsync(context, what, Problem.Of(IgReviewRefusals.OfficerOnly), family.Value);
        var opened = await LoadAsync(context, family);
        var (record, sharing) = (opened.Record, opened.Record.Sharing);
        return record.Exists && (caller.Has(Role.PartnershipIgOfficer) ? sharing.Shares.Length + sharing.NotShared.Length > 0 : record.IsOpenTo(caller.Agency))
            ? opened
            : throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);
    }

    /// <summary>
    /// The record, for whoever reads of one share. The partnership's officer reads as
    /// the agency that decided, and only while a review of that share is theirs and open (design D11).
    /// </summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReadOfShareAsync(HttpContext context, FamilyId family, ShareId share, string what)
    {
        var caller = context.Caller();
        if (caller.Has(Role.PartnershipIgOfficer)
            && await LoadAsync(context, family) is { Record: { } record } opened
            && record.Reviews.IsReviewing(caller.Id, share) && record.Sharing.Find(share) is { } reviewed)
            return opened with { By = new Reader(reviewed.Agency, [Role.IgOfficer]) };
        var read = await ToReadAsync(context, family, what);
        return read.Record.Sharing.Find(share) is { } shared ? read with { By = read.By.As(shared.Agency) } : read;
    }

    /// <summary>Whether the caller reads records at all; which of them is another question.</summary>
    /// <exception cref="ProblemException">403; the try is recorded.</exception>
    public async Task MayReadRecordsAsync(HttpContext context, string what, Guid? asked = null)
    {
        if (!Reader.Of(context.Caller()).ReadsRecords) throw await denials.DenyAsync(context, what, Problems.ReadsNoRecords, asked);
    }

    /// <summary>Those of the families that are open to an agency, in the same order.</summary>
    public async Task<IReadOnlyList<FamilyRecord>> OpenToAsync(AgencyId agency, IReadOnlyList<FamilyId> families, CancellationToken stop) =>
        families.Count == 0
            ? []
            : [.. (await views.LoadAsync<FamilyRecord>([.. families.Select(StreamKey.Family)], stop)).Select(f => f.State).Where(f => f.Exists && f.IsOpenTo(agency))];

    private async Task<OpenedFamily> OpenAsync(HttpContext context, FamilyId family, string what, Func<Task<OpenedFamily>> load)
    {
        var opened = await load();
        return opened.Record.Exists && opened.Record.IsOpenTo(context.Caller().Agency)
            ? opened
            : throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);
    }

    private async Task<OpenedFamily> LoadAsync(HttpContext context, FamilyId family)
    {
        var (record, version) = await views.LoadAsync<FamilyRecord>(StreamKey.Family(family), context.RequestAborted);
        return new OpenedFamily(record, version, Reader.Of(context.Caller()));
    }
}
