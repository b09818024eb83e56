using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

internal enum HouseholdClass
{
    /// <summary>No child lives there, or no adult misuses or may still: not counted.</summary>
    Outside,
    AllMisusing,
    AtLeastOneNot,
    Uncertain,
    NoAdultRecorded,
}

/// <summary>Somebody who lived in a household on a day of the period, as the record says of the last such day.</summary>
internal sealed record Counted(PersonId Person, MemberRole Role, Residence Residence, HouseholdUse? Use)
{
    public SubstanceUseStatus Status => Use?.Status ?? SubstanceUseStatus.NotKnown;

    public bool MayMisuse => Status is SubstanceUseStatus.Current or SubstanceUseStatus.PastUncertain;
}

/// <summary>One family's household in a period, and the class it falls in.</summary>
internal sealed record CountedHousehold(HouseholdRow Row, IReadOnlyList<Counted> Children, IReadOnlyList<Counted> Adults, HouseholdAddress? Address)
{
    public static CountedHousehold Of(HouseholdRow row, IReadOnlyDictionary<PersonId, Birth> births, DateOnly from, DateOnly to)
    {
        var lived = row.Stays
            .Where(s => s.LivesHere() && s.From <= to && (s.To is null || s.To >= from))
            .GroupBy(s => s.Person)
            .Select(stays => Last(row, stays, to))
            .ToList();
        return new CountedHousehold(row,
            [.. lived.Where(p => p.Role == MemberRole.Child && births.GetValueOrDefault(p.Person)?.IsUnder(18, to) != false)],
            [.. lived.Where(p => p.Role == MemberRole.Adult)],
            row.Addresses.Where(a => a.From <= to).OrderBy(a => a.From).LastOrDefault());
    }

    /// <summary>The stay that lasted longest into the period, and what was said of use by its last day in it.</summary>
    private static Counted Last(HouseholdRow row, IEnumerable<HouseholdStay> stays, DateOnly to)
    {
        var stay = stays.OrderBy(s => LastDay(s, to)).Last();
        var day = LastDay(stay, to);
        var use = row.Use.Where(u => u.Adult == stay.Person && u.From <= day).OrderBy(u => u.From).LastOrDefault();
        return new Counted(stay.Person, stay.Role, stay.Residence, use);
    }

    private static DateOnly LastDay(HouseholdStay stay, DateOnly to) => stay.To is { } end && end < to ? end : to;

    /// <summary>SOM-12 to SOM-14, and row 95: an empty “all” is not true.</summary>
    public HouseholdClass Class => this switch
    {
        { Children.Count: 0 } => HouseholdClass.Outside,
        { Adults.Count: 0 } => HouseholdClass.NoAdultRecorded,
        _ when !Adults.Any(a => a.MayMisuse) => HouseholdClass.Outside,
        _ when Adults.All(a => a.Status == SubstanceUseStatus.Current) => HouseholdClass.AllMisusing,
        _ when Adults.Any(a => a.Status == SubstanceUseStatus.NotMisusing) => HouseholdClass.AtLeastOneNot,
        _ => HouseholdClass.Uncertain,
    };
}
