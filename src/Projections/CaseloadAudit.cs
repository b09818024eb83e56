using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

/// <summary>Households of one class, and the children who live in them.</summary>
public sealed record CaseloadClass(int Households, int Children);

/// <summary>A share of a whole, with both counts beside it (SOM-23).</summary>
/// <param name="Percent">One decimal, half up, as <c>16.5</c>; <c>no data</c> where the whole is empty (domain §6 row 96).</param>
public sealed record Percentage(int Count, int Of, string Percent)
{
    public const string NoData = "no data";

    public static Percentage Share(int count, int of)
    {
        if (of == 0) return new Percentage(count, of, NoData);
        var tenths = (2000L * count + of) / (2L * of);
        return new Percentage(count, of, $"{tenths / 10}.{tenths % 10}");
    }
}

/// <summary>How many children are of one age in whole years on the period's last day.</summary>
public sealed record ChildrenOfAge(int Age, int Children);

/// <summary>Households in the most deprived tenth by one edition of one index; two are never pooled (sources §8).</summary>
public sealed record MostDeprivedByIndex(DeprivationIndex Index, string Edition, int Households, int Of, string Percent);

/// <summary>What the adults who misuse, or did and may still, misuse most (SOM-20).</summary>
public sealed record MainSubstance(int Alcohol, int Drugs, int Both, int NotKnown);

/// <summary>The same for each class.</summary>
public sealed record MainSubstanceByClass(MainSubstance AllMisusing, MainSubstance AtLeastOneNot, MainSubstance Uncertain);

/// <summary>An agency that recorded something of a counted household. A household known to two is counted once and listed for both.</summary>
public sealed record RecordingAgency(AgencyId Agency, int Households);

/// <summary>
/// The caseload audit (V8, SOM-5 to SOM-21): how many children live with an adult who misuses drugs or alcohol, or did
/// and may still. Counts are of what is recorded, so “at least”; what is not known is printed, never forced.
/// What each figure means stands in <see cref="Definitions"/>, under the same name.
/// </summary>
public sealed partial record CaseloadAudit(DateOnly From, DateOnly To)
{
    public required int Households { get; init; }
    public required int Children { get; init; }
    public required int Adults { get; init; }

    public required CaseloadClass AllMisusing { get; init; }
    public required CaseloadClass AtLeastOneNot { get; init; }
    public required CaseloadClass Uncertain { get; init; }
    /// <summary>Outside the total: there is no adult of whom misuse could be recorded (domain §6 row 95).</summary>
    public required CaseloadClass NoAdultRecorded { get; init; }
    /// <summary>Children counted in two classes, since they live part of the time in a household of each.</summary>
    public required int ChildrenInTwoClasses { get; init; }

    public required int OneAdultHouseholds { get; init; }
    public required int TwoAdultHouseholds { get; init; }
    public required int AdultsInTwoAdultHouseholds { get; init; }
    public required int MultiAdultHouseholds { get; init; }
    public required int MultiAdultHouseholdsAllMisusing { get; init; }
    public required int SingleChildHouseholds { get; init; }

    public required int ChildrenUnder1 { get; init; }
    public required int ChildrenUnder4 { get; init; }
    public required int FullTimeChildren { get; init; }
    public required int PartTimeChildren { get; init; }
    /// <summary>Youngest first; only ages that are certain.</summary>
    public required IReadOnlyList<ChildrenOfAge> ChildrenByAge { get; init; }
    /// <summary>Null where two ages share the lead or none is known.</summary>
    public required int? MostCommonAge { get; init; }
    public required int BirthUnknown { get; init; }
    public required int BirthMonthOnly { get; init; }

    public required int MappablePostcodes { get; init; }
    public required int NotMappable { get; init; }
    /// <summary>Null where no decile is recorded, or deciles of more than one index or edition are: those are never added up.</summary>
    public required int? MostDeprived { get; init; }
    public required IReadOnlyList<MostDeprivedByIndex> MostDeprivedByIndex { get; init; }

    public required MainSubstanceByClass MainSubstance { get; init; }
    public required IReadOnlyList<RecordingAgency> Agencies { get; init; }

    /// <summary>By the name of the figure.</summary>
    public required IReadOnlyDictionary<string, Percentage> Percentages { get; init; }
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = CaseloadDefinitions.All;
    public IReadOnlyList<string> Notes { get; init; } = CaseloadDefinitions.Notes;
}
