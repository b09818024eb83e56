using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

/// <summary>One stay; <see cref="To"/> is the last day, null while it lasts.</summary>
public sealed record HouseholdStay(PersonId Person, MemberRole Role, Residence Residence, DateOnly From)
{
    public DateOnly? To { get; init; }

    public bool LivesHere() => Residence is Residence.FullTime or Residence.PartTime;
}

/// <summary>What one agency said of an adult's use from a day on.</summary>
public sealed record HouseholdUse(PersonId Adult, SubstanceUseStatus Status, DateOnly From, AgencyId By)
{
    public Substance? Primary { get; init; }
    public ImmutableArray<Substance> Substances { get; init; } = [];
}

/// <summary>Where the family lives from a day on, as far as a count needs it.</summary>
public sealed record HouseholdAddress(AddressKind Kind, DateOnly From, bool Mappable)
{
    /// <summary>1 is the most deprived tenth.</summary>
    public int? Decile { get; init; }
    public DeprivationIndex? Index { get; init; }
    public string? Edition { get; init; }
}

/// <summary>
/// What a county's count needs of one family, with its history: ids, codes and dates. No name, no date of birth and
/// no postcode; births come to the count from outside, with their key.
/// </summary>
public sealed record HouseholdRow(FamilyId Family)
{
    public string? Area { get; init; }
    /// <summary>In the order of recording, as are all lists here.</summary>
    public ImmutableArray<HouseholdStay> Stays { get; init; } = [];
    public ImmutableArray<HouseholdUse> Use { get; init; } = [];
    public ImmutableArray<HouseholdAddress> Addresses { get; init; } = [];
    /// <summary>The agencies that recorded any of this.</summary>
    public ImmutableArray<AgencyId> Agencies { get; init; } = [];
}

/// <summary>One line for every family: what the caseload audit counts (V8).</summary>
public static class HouseholdRegister
{
    public static IReadOnlyList<Type> Follows { get; } =
        [typeof(FamilyRecordOpened), typeof(HouseholdMemberJoined), typeof(HouseholdMemberLeft), typeof(SubstanceUseStatusRecorded), typeof(AddressRecorded)];

    public static string? KeyOf(RecordedEvent recorded) =>
        recorded.Event is FamilyRecordOpened or HouseholdMemberJoined or HouseholdMemberLeft or SubstanceUseStatusRecorded or AddressRecorded
            ? recorded.Stream.Id
            : null;

    /// <summary>The line of a family after an event of its stream.</summary>
    public static HouseholdRow? Evolve(HouseholdRow? row, RecordedEvent recorded)
    {
        if (KeyOf(recorded) is null) return row;
        var known = row ?? new HouseholdRow(new FamilyId(Guid.Parse(recorded.Stream.Id)));
        if (!known.Agencies.Contains(recorded.Agency)) known = known with { Agencies = known.Agencies.Add(recorded.Agency) };
        return recorded.Event switch
        {
            FamilyRecordOpened e => known with { Area = e.Area },
            HouseholdMemberJoined e => known with { Stays = known.Stays.Add(new(e.Person, e.Role, e.Residence, e.From) { To = e.To }) },
            HouseholdMemberLeft e => known with { Stays = [.. known.Stays.Select(s => s.Person == e.Person && s.To is null ? s with { To = e.To } : s)] },
            SubstanceUseStatusRecorded e => known with
            {
                Use = known.Use.Add(new(e.Adult, e.Status, e.From, recorded.Agency) { Primary = e.Primary, Substances = [.. e.Substances] }),
            },
            AddressRecorded e => known with
            {
                Addresses = known.Addresses.Add(new(e.Kind, e.From, e.Mappable) { Decile = e.DeprivationDecile, Index = e.DeprivationIndex, Edition = e.DeprivationEdition }),
            },
            _ => row,
        };
    }
}
