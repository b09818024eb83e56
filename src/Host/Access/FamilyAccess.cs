using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>A family's record that is open to the caller, the version at which it was read, and as whom they read it.</summary>
public sealed record OpenedFamily(FamilyRecord Record, long Version, Reader By)
{
    /// <summary>What is said of the people of the caller's agency: conflicts, own households, suspensions.</summary>
    public AgencyStaff Staff { get; init; } = new(default(AgencyId));

    public FamilyId Id => Record.Id;

    public StreamKey Stream => StreamKey.Family(Record.Id);

    /// <summary>Why somebody to whose agency the record is open is shut out all the same; null where nothing does.</summary>
    public Refusal? Bar(Actor caller) =>
        Staff.Of(caller.Id, Id) is not null ? StaffRefusals.ConflictStands
        : Record.Restriction?.ShutsOut(caller) == true ? BreakGlassRefusals.RecordRestricted
        : null;
}

/// <summary>
/// Who may come to a family's record at all: deny by default, need to know by involvement, referral or share (domain
/// §5 rule 1). A restriction or a declared conflict shuts out some of those, unless they broke the glass (rules 2 and 3).
/// Within a record it is decided per statement, when it is read.
/// </summary>
/// <remarks>Record and staff are one query, and usually in memory; whether the glass is broken is asked only of who is shut out.</remarks>
public sealed class FamilyAccess(StreamViews views, ReviewGrants grants, BreakGlasses glasses, Denials denials)
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

    /// <summary>
    /// The record, for somebody who decides what others of their agency proposed. A Caldicott guardian does so, and records
    /// nothing else (domain §5).
    /// </summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public static Task<OpenedFamily> ForAuthorising(FamilyAccess access, HttpContext context, FamilyId family, string what) =>
        context.Caller().Has(Role.CaldicottGuardian)
            ? access.OpenAsync(context, family, what, () => access.LoadAsync(context, family))
            : access.ToRecordAsync(context, family, what);

    /// <summary>The record, for somebody who wants to read it: as their agency does, or under a review.</summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReadAsync(HttpContext context, FamilyId family, string what)
    {
        if (context.Caller().Has(Role.Reviewer) && await grants.OpenAsync(context, await LoadAsync(context, family), what) is { } granted)
            return await UnlessInConflictAsync(context, granted, what);
        await MayReadRecordsAsync(context, what, family.Value);
        return await OpenAsync(context, family, what, () => LoadAsync(context, family));
    }

    /// <summary>The record, for a reader under one review.</summary>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToReadUnderAsync(HttpContext context, FamilyId family, CaseReviewId review, string what) =>
        await grants.OpenAsync(context, await LoadAsync(context, family), what, review) is { } granted
            ? await UnlessInConflictAsync(context, granted, what)
            : throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);

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
        if (opened.By.Grant is { } grant && instant > grant.Until) await OutOfScopeAsync(context, opened, what);
    }

    /// <summary>Refuses what a reader under a review does not reach.</summary>
    /// <exception cref="ProblemException">409, always; the try is recorded.</exception>
    public async Task OutOfScopeAsync(HttpContext context, OpenedFamily opened, string what) =>
        throw await denials.DenyAsync(context, what, Problem.Of(CaseReviewRefusals.OutOfScope), opened.Id.Value);

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
        if (!record.Exists || !(caller.Has(Role.PartnershipIgOfficer) ? sharing.Shares.Length + sharing.NotShared.Length > 0 : record.IsOpenTo(caller.Agency)))
            throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);
        return await UnlessInConflictAsync(context, opened, what);
    }

    /// <summary>
    /// The record, for somebody who decides about it without reading it: who may come to it, or what they themselves are to it.
    /// What shuts them out is left for the decider, which nothing could be lifted by otherwise.
    /// </summary>
    /// <param name="byPartnership">True where the partnership's officer does it too, for any agency's record.</param>
    /// <exception cref="ProblemException">404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToGovernAsync(HttpContext context, FamilyId family, string what, bool byPartnership = false)
    {
        var caller = context.Caller();
        var opened = await LoadAsync(context, family);
        return opened.Record.Exists && (opened.Record.IsOpenTo(caller.Agency) || (byPartnership && caller.Has(Role.PartnershipIgOfficer)))
            ? opened
            : throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);
    }

    /// <summary>The record, for somebody who audits who did and read what in it: ids, codes and instants, no content.</summary>
    /// <param name="underReview">True where a reader under a review does it too, up to the freeze.</param>
    /// <exception cref="ProblemException">403 or 404; the try is recorded.</exception>
    public async Task<OpenedFamily> ToAuditAsync(HttpContext context, FamilyId family, string what, bool underReview = false)
    {
        var caller = context.Caller();
        if (underReview && caller.Has(Role.Reviewer) && await grants.OpenAsync(context, await LoadAsync(context, family), what) is { } granted)
            return await UnlessInConflictAsync(context, granted, what);
        if (!Reader.Of(caller).ReadsRecords && !caller.HasAny(Role.PartnershipIgOfficer, Role.DataProtectionOfficer))
            throw await denials.DenyAsync(context, what, Problems.ReadsNoRegister, family.Value);
        return await UnlessInConflictAsync(context, await ToGovernAsync(context, family, what, byPartnership: true), what);
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
            return await UnlessInConflictAsync(context, opened with { By = new Reader(reviewed.Agency, [Role.IgOfficer]) }, what);
        var read = await ToReadAsync(context, family, what);
        return read.Record.Sharing.Find(share) is { } shared ? read with { By = read.By.As(shared.Agency) } : read;
    }

    /// <summary>Whether the caller reads records at all; which of them is another question.</summary>
    /// <exception cref="ProblemException">403; the try is recorded.</exception>
    public async Task MayReadRecordsAsync(HttpContext context, string what, Guid? asked = null)
    {
        if (!Reader.Of(context.Caller()).ReadsRecords) throw await denials.DenyAsync(context, what, Problems.ReadsNoRecords, asked);
    }

    /// <summary>Those of the families that are open to the caller's agency and do not shut the caller out, in the same order.</summary>
    public async Task<IReadOnlyList<FamilyRecord>> OpenToAsync(Actor caller, IReadOnlyList<FamilyId> families, CancellationToken stop) =>
        (await OpenWithGlassAsync(caller, families, stop)).Open;

    /// <summary>The same, for an answer that shows them: where one is open by a broken glass only, the answer says so.</summary>
    public async Task<IReadOnlyList<FamilyRecord>> ShownToAsync(HttpContext context, IReadOnlyList<FamilyId> families)
    {
        var (open, uses) = await OpenWithGlassAsync(context.Caller(), families, context.RequestAborted);
        if (uses.Count > 0) BreakGlasses.Show(context, uses[0]);
        return open;
    }

    private async Task<(IReadOnlyList<FamilyRecord> Open, IReadOnlyList<GlassUse> Uses)> OpenWithGlassAsync(Actor caller, IReadOnlyList<FamilyId> families, CancellationToken stop)
    {
        if (families.Count == 0) return ([], []);
        var found = (await views.LoadAsync<FamilyRecord>([.. families.Select(StreamKey.Family)], stop)).Select(f => f.State).Where(f => f.Exists && f.IsOpenTo(caller.Agency)).ToList();
        if (found.Count == 0) return ([], []);
        var staff = (await views.LoadAsync<AgencyStaff>(StreamKey.Agency(caller.Agency), stop)).State;
        bool IsBarred(FamilyRecord f) => new OpenedFamily(f, 0, Reader.Of(caller)) { Staff = staff }.Bar(caller) is not null;
        var uses = await glasses.OpenAsync([.. found.Where(IsBarred).Select(f => f.Id)], caller, stop);
        return ([.. found.Where(f => !IsBarred(f) || uses.Any(u => u.Family == f.Id))], uses);
    }

    /// <summary>Those of some people whose identity is not restricted so that it shuts the caller out, in the same order.</summary>
    public async Task<IReadOnlyList<PersonId>> IdentifiableAsync(Actor caller, IReadOnlyList<PersonId> people, CancellationToken stop) => people.Count == 0 ? [] :
        [.. (await views.LoadAsync<Person>([.. people.Select(StreamKey.Person)], stop)).Select(p => p.State).Where(p => p.Restriction?.ShutsOut(caller) != true).Select(p => p.Id)];

    private async Task<OpenedFamily> OpenAsync(HttpContext context, FamilyId family, string what, Func<Task<OpenedFamily>> load)
    {
        var (opened, caller) = (await load(), context.Caller());
        if (!opened.Record.Exists || !opened.Record.IsOpenTo(caller.Agency)) throw await denials.DenyAsync(context, what, Problems.NotFound, family.Value);
        // That there is such a record is known to this agency: the answer may say what is in the way (domain §5 rule 2).
        if (opened.Bar(caller) is not { } bar) return opened;
        if (await glasses.OpenAsync(family, caller, context.RequestAborted) is not { } use) throw await denials.DenyAsync(context, what, Problem.Of(bar), family.Value);
        BreakGlasses.Show(context, use);
        return opened;
    }

    private async Task<OpenedFamily> UnlessInConflictAsync(HttpContext context, OpenedFamily opened, string what) =>
        opened.Staff.Of(context.Caller().Id, opened.Id) is null
            ? opened
            : throw await denials.DenyAsync(context, what, Problem.Of(StaffRefusals.ConflictStands), opened.Id.Value);

    private async Task<OpenedFamily> LoadAsync(HttpContext context, FamilyId family) =>
        Of(context, family, await views.LoadTogetherAsync(Needs(context, family), [], context.RequestAborted));

    /// <summary>What it takes to open a record, for whoever loads more with it.</summary>
    public static IReadOnlyList<WantedView> Needs(HttpContext context, FamilyId family) =>
        [WantedView.As<FamilyRecord>(StreamKey.Family(family)), WantedView.As<AgencyStaff>(StreamKey.Agency(context.Caller().Agency))];

    /// <summary>The record out of what was loaded with it.</summary>
    public static OpenedFamily Of(HttpContext context, FamilyId family, LoadedTogether loaded)
    {
        var (record, version) = loaded.Of<FamilyRecord>(StreamKey.Family(family));
        return new OpenedFamily(record, version, Reader.Of(context.Caller())) { Staff = loaded.Of<AgencyStaff>(StreamKey.Agency(context.Caller().Agency)).State };
    }
}
