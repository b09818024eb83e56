using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

public sealed partial record CaseloadAudit
{
    /// <summary>Counts a period. The same rows, births and period give the same answer, whenever it is asked (SOM-6).</summary>
    /// <param name="rows">One for each family, as the register stood at the moment asked about.</param>
    /// <param name="births">What is known of people's births; somebody missing is counted as unknown, not left out.</param>
    /// <param name="from">The period's first day, included.</param>
    /// <param name="to">The period's last day, included; ages are of this day.</param>
    public static CaseloadAudit Compute(
        IReadOnlyList<HouseholdRow> rows, IReadOnlyDictionary<PersonId, Birth> births, DateOnly from, DateOnly to)
    {
        var all = rows.Select(r => CountedHousehold.Of(r, births, from, to)).ToLookup(h => h.Class);
        CountedHousehold[] counted = [.. all[HouseholdClass.AllMisusing], .. all[HouseholdClass.AtLeastOneNot], .. all[HouseholdClass.Uncertain]];
        var children = counted.SelectMany(h => h.Children).ToLookup(c => c.Person);
        var ages = children.Select(c => births.GetValueOrDefault(c.Key)).ToList();
        var multi = counted.Where(h => h.Adults.Count > 1).ToList();
        var mappable = counted.Where(h => h.Address?.Mappable == true).ToList();
        var byIndex = ByIndex(mappable);
        var byAge = ages.Select(b => b?.AgeOn(to)).OfType<int>().CountBy(age => age).OrderBy(a => a.Key).Select(a => new ChildrenOfAge(a.Key, a.Value)).ToList();

        var audit = new CaseloadAudit(from, to)
        {
            Households = counted.Length,
            Children = children.Count,
            Adults = counted.SelectMany(h => h.Adults).Select(a => a.Person).Distinct().Count(),
            AllMisusing = Class(all[HouseholdClass.AllMisusing]),
            AtLeastOneNot = Class(all[HouseholdClass.AtLeastOneNot]),
            Uncertain = Class(all[HouseholdClass.Uncertain]),
            NoAdultRecorded = Class(all[HouseholdClass.NoAdultRecorded]),
            ChildrenInTwoClasses = counted.SelectMany(h => h.Children.Select(c => (c.Person, h.Class))).Distinct().Count() - children.Count,
            OneAdultHouseholds = counted.Count(h => h.Adults.Count == 1),
            TwoAdultHouseholds = counted.Count(h => h.Adults.Count == 2),
            AdultsInTwoAdultHouseholds = counted.Where(h => h.Adults.Count == 2).SelectMany(h => h.Adults).Select(a => a.Person).Distinct().Count(),
            MultiAdultHouseholds = multi.Count,
            MultiAdultHouseholdsAllMisusing = multi.Count(h => h.Class == HouseholdClass.AllMisusing),
            SingleChildHouseholds = counted.Count(h => h.Children.Count == 1),
            ChildrenUnder1 = ages.Count(b => b?.IsUnder(1, to) == true),
            ChildrenUnder4 = ages.Count(b => b?.IsUnder(4, to) == true),
            FullTimeChildren = children.Count(c => c.Any(x => x.Residence == Residence.FullTime)),
            PartTimeChildren = children.Count(c => c.All(x => x.Residence == Residence.PartTime)),
            ChildrenByAge = byAge,
            MostCommonAge = Leader(byAge),
            BirthUnknown = ages.Count(b => b is null),
            BirthMonthOnly = ages.Count(b => b is not null && b.AgeOn(to) is null),
            MappablePostcodes = mappable.Count,
            NotMappable = counted.Length - mappable.Count,
            MostDeprived = byIndex.Count == 1 ? byIndex[0].Households : mappable.Count == 0 ? 0 : null,
            MostDeprivedByIndex = byIndex,
            MainSubstance = new(
                Substances(all[HouseholdClass.AllMisusing]), Substances(all[HouseholdClass.AtLeastOneNot]), Substances(all[HouseholdClass.Uncertain])),
            Agencies =
            [
                .. counted.SelectMany(h => h.Row.Agencies).CountBy(a => a)
                    .OrderBy(a => a.Key.Value, StringComparer.Ordinal).Select(a => new RecordingAgency(a.Key, a.Value)),
            ],
            Percentages = new Dictionary<string, Percentage>(),
        };
        return audit with { Percentages = Shares(audit, counted) };
    }

    private static CaseloadClass Class(IEnumerable<CountedHousehold> households)
    {
        var list = households.ToList();
        return new CaseloadClass(list.Count, list.SelectMany(h => h.Children).Select(c => c.Person).Distinct().Count());
    }

    private static int? Leader(List<ChildrenOfAge> ages)
    {
        var most = ages.Count == 0 ? 0 : ages.Max(a => a.Children);
        var leaders = ages.Where(a => a.Children == most).ToList();
        return leaders.Count == 1 ? leaders[0].Age : null;
    }

    private static List<MostDeprivedByIndex> ByIndex(List<CountedHousehold> mappable) =>
    [
        .. mappable
            .Where(h => h.Address is { Decile: not null, Index: not null, Edition: not null })
            .GroupBy(h => (Index: h.Address!.Index!.Value, Edition: h.Address.Edition!))
            .OrderBy(g => g.Key.Index).ThenBy(g => g.Key.Edition, StringComparer.Ordinal)
            .Select(g =>
            {
                var most = g.Count(h => h.Address!.Decile == 1);
                return new MostDeprivedByIndex(g.Key.Index, g.Key.Edition, most, g.Count(), Percentage.Share(most, g.Count()).Percent);
            }),
    ];

    /// <summary>Every adult who misuses or may still counts once in a class; one without a recorded substance is not known.</summary>
    private static MainSubstance Substances(IEnumerable<CountedHousehold> households)
    {
        var uses = households.SelectMany(h => h.Adults).Where(a => a.MayMisuse).DistinctBy(a => a.Person).Select(a => a.Use!).ToList();
        return new MainSubstance(
            uses.Count(u => Main(u) == (true, false)), uses.Count(u => Main(u) == (false, true)),
            uses.Count(u => Main(u) == (true, true)), uses.Count(u => Main(u) == (false, false)));
    }

    private static (bool Alcohol, bool Drugs) Main(HouseholdUse use) => use.Primary is { } primary
        ? (primary == Substance.Alcohol, primary != Substance.Alcohol)
        : (use.Substances.Contains(Substance.Alcohol), use.Substances.Any(s => s != Substance.Alcohol));

    private static Dictionary<string, Percentage> Shares(CaseloadAudit a, CountedHousehold[] counted) => new()
    {
        ["allMisusingHouseholds"] = Percentage.Share(a.AllMisusing.Households, a.Households),
        ["allMisusingChildren"] = Percentage.Share(a.AllMisusing.Children, a.Children),
        ["atLeastOneNotHouseholds"] = Percentage.Share(a.AtLeastOneNot.Households, a.Households),
        ["atLeastOneNotChildren"] = Percentage.Share(a.AtLeastOneNot.Children, a.Children),
        ["uncertainHouseholds"] = Percentage.Share(a.Uncertain.Households, a.Households),
        ["uncertainChildren"] = Percentage.Share(a.Uncertain.Children, a.Children),
        ["oneAdultHouseholds"] = Percentage.Share(a.OneAdultHouseholds, a.Households),
        ["multiAdultHouseholds"] = Percentage.Share(a.MultiAdultHouseholds, a.Households),
        ["multiAdultHouseholdsAllMisusing"] = Percentage.Share(a.MultiAdultHouseholdsAllMisusing, a.MultiAdultHouseholds),
        ["singleChildHouseholds"] = Percentage.Share(a.SingleChildHouseholds, a.Households),
        ["childrenInSingleChildHouseholds"] = Percentage.Share(
            counted.Where(h => h.Children.Count == 1).SelectMany(h => h.Children).Select(c => c.Person).Distinct().Count(), a.Children),
        ["childrenUnder1"] = Percentage.Share(a.ChildrenUnder1, a.Children),
        ["childrenUnder4"] = Percentage.Share(a.ChildrenUnder4, a.Children),
        ["fullTimeChildren"] = Percentage.Share(a.FullTimeChildren, a.Children),
        ["mappablePostcodes"] = Percentage.Share(a.MappablePostcodes, a.Households),
        ["mostDeprived"] = a.MostDeprived is { } most ? Percentage.Share(most, a.MappablePostcodes) : new(0, a.MappablePostcodes, Percentage.NoData),
    };
}
