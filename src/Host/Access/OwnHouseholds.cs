using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;

namespace Safeguard.Host.Access;

/// <summary>What somebody is not to search for, opened to be compared.</summary>
public sealed record OwnTerms(string? FamilyName, string? Postcode)
{
    /// <summary>Whether a name has all parts of the own family name among its own: a double name may be typed in any order.</summary>
    public bool Names(string typed) =>
        FamilyName is not null && Folding.NameParts(FamilyName) is { Count: > 0 } own && !own.Except(Folding.NameParts(typed)).Any();

    public bool LivesAt(string typed) => Postcode is not null && Folding.Code(Postcode) == Folding.Code(typed);
}

/// <summary>What somebody may be told of records that were found.</summary>
/// <param name="Glass">The glass by which one of the own household is among them; null where none is.</param>
public sealed record WithoutOwn(IReadOnlyList<FamilyRecord> Kept, GlassUse? Glass);

/// <summary>Whose household somebody said to be their own (domain §5 rule 3; §6 row 78).</summary>
public sealed class OwnHouseholds(StreamViews views, SearchIndex index, Opener opener, BreakGlasses glasses)
{
    /// <summary>What a caller is not to search for; null where they declared nothing, or it was erased.</summary>
    public async Task<OwnTerms?> OfAsync(Actor caller, CancellationToken stop) =>
        (await views.LoadAsync<AgencyStaff>(StreamKey.Agency(caller.Agency), stop)).State.HouseholdOf(caller.Id) is { } own ? await OpenAsync(own, stop) : null;

    /// <summary>Those of some records that are of the own household: somebody with the name at the postcode, as far as either was declared.</summary>
    public async Task<IReadOnlyList<FamilyId>> AmongAsync(OwnTerms own, IReadOnlyList<FamilyRecord> records, CancellationToken stop)
    {
        var there = own.Postcode is { } postcode ? (await index.ByPostcodeAsync(postcode, stop)).ToHashSet() : null;
        var near = records.Where(r => there?.Contains(r.Id) != false).ToList();
        if (own.FamilyName is not { } name) return [.. near.Select(r => r.Id)];
        var named = (await index.NamedAsync([.. near.SelectMany(r => r.Household.Members).Select(m => m.Person).Distinct()], name, stop)).ToHashSet();
        return [.. near.Where(r => r.Household.Members.Any(m => named.Contains(m.Person))).Select(r => r.Id)];
    }

    /// <summary>Leaves those of the own household out of some records, but for what the caller broke the glass of.</summary>
    /// <param name="asked">Those found by the own name or postcode itself, which are left out whoever's they are (domain §6 row 78).</param>
    public async Task<WithoutOwn> LeaveOutAsync(OwnTerms own, IReadOnlyList<FamilyRecord> records, IReadOnlyCollection<FamilyId> asked, Actor caller, CancellationToken stop)
    {
        if (records.Count == 0) return new WithoutOwn(records, null);
        var broken = (await glasses.OpenAsync([.. records.Select(r => r.Id)], caller, stop)).ToDictionary(u => u.Family);
        var others = records.Where(r => !asked.Contains(r.Id)).ToList();
        var theirs = asked.ToHashSet();
        if (others.Count > 0) theirs.UnionWith(await AmongAsync(own, others, stop));
        var kept = records.Where(r => broken.ContainsKey(r.Id) || !theirs.Contains(r.Id)).ToList();
        return new WithoutOwn(kept, kept.FirstOrDefault(r => theirs.Contains(r.Id)) is { } read ? broken[read.Id] : null);
    }

    private async Task<OwnTerms?> OpenAsync(OwnHousehold own, CancellationToken stop)
    {
        var terms = new OwnTerms(
            own.FamilyName is { } name ? await opener.OpenAsync(name, stop) : null, own.Postcode is { } postcode ? await opener.OpenAsync(postcode, stop) : null);
        return terms is { FamilyName: null, Postcode: null } ? null : terms;
    }
}
