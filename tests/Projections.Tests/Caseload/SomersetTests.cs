using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Host.Demonstration;

namespace Safeguard.Projections.Tests.Caseload;

/// <summary>The printed figures of 2011, computed (SOM-10 to SOM-21).</summary>
public sealed class SomersetTests
{
    private static readonly CaseloadAudit Audit = Computed();

    [Fact]
    public void There_are_433_children_in_242_households() =>
        Assert.Equal((242, 433), (Audit.Households, Audit.Children));

    [Fact]
    public void In_155_households_with_271_children_every_adult_currently_misuses() =>
        Assert.Equal(new CaseloadClass(155, 271), Audit.AllMisusing);

    [Fact]
    public void In_62_households_with_118_children_at_least_one_adult_does_not_misuse() =>
        Assert.Equal(new CaseloadClass(62, 118), Audit.AtLeastOneNot);

    [Fact]
    public void The_source_leaves_25_households_with_44_children_unclassified_and_the_audit_prints_them() =>
        Assert.Equal(new CaseloadClass(25, 44), Audit.Uncertain);

    [Fact]
    public void The_classes_add_up_to_the_totals()
    {
        Assert.Equal(Audit.Households, Audit.AllMisusing.Households + Audit.AtLeastOneNot.Households + Audit.Uncertain.Households);
        Assert.Equal(Audit.Children, Audit.AllMisusing.Children + Audit.AtLeastOneNot.Children + Audit.Uncertain.Children);
        Assert.Equal(0, Audit.ChildrenInTwoClasses);
        Assert.Equal(Audit.Households, Audit.OneAdultHouseholds + Audit.MultiAdultHouseholds);
        Assert.Equal(Audit.Households, Audit.MappablePostcodes + Audit.NotMappable);
        Assert.Equal(Audit.Children, Audit.FullTimeChildren + Audit.PartTimeChildren);
    }

    [Fact]
    public void There_are_360_adults_134_of_them_alone_and_202_in_twos()
    {
        Assert.Equal((360, 134), (Audit.Adults, Audit.OneAdultHouseholds));
        Assert.Equal((101, 202), (Audit.TwoAdultHouseholds, Audit.AdultsInTwoAdultHouseholds));
    }

    // The strategy prints 109, and “33% (36)”. Its 242 households less its 134 with one adult are 108, and 36 of 108
    // are 33.3%. The audit computes; it never reproduces the slip.
    [Fact]
    public void Of_108_and_not_109_households_with_more_than_one_adult_36_all_misuse()
    {
        Assert.Equal((108, 36), (Audit.MultiAdultHouseholds, Audit.MultiAdultHouseholdsAllMisusing));
        Assert.Equal(new Percentage(36, 108, "33.3"), Audit.Percentages["multiAdultHouseholdsAllMisusing"]);
        Assert.Contains(Audit.Notes, n => n.Contains("109", StringComparison.Ordinal) && n.Contains("108", StringComparison.Ordinal));
    }

    [Fact]
    public void Just_over_one_child_in_four_lives_in_a_single_child_household()
    {
        Assert.Equal(122, Audit.SingleChildHouseholds);
        Assert.Equal(new Percentage(122, 433, "28.2"), Audit.Percentages["childrenInSingleChildHouseholds"]);
    }

    [Fact]
    public void Twenty_six_children_are_under_one_and_28_percent_under_four()
    {
        Assert.Equal((26, 121), (Audit.ChildrenUnder1, Audit.ChildrenUnder4));
        Assert.Equal("27.9", Audit.Percentages["childrenUnder4"].Percent);
    }

    [Fact]
    public void More_children_are_three_than_of_any_other_age() => Assert.Equal(3, Audit.MostCommonAge);

    [Fact]
    public void Four_in_five_children_live_there_full_time() =>
        Assert.Equal(new Percentage(364, 433, "84.1"), Audit.Percentages["fullTimeChildren"]);

    [Fact]
    public void Of_231_mappable_households_38_are_in_the_most_deprived_tenth()
    {
        Assert.Equal((231, 11, 38), (Audit.MappablePostcodes, Audit.NotMappable, Audit.MostDeprived));
        Assert.Equal(new Percentage(38, 231, "16.5"), Audit.Percentages["mostDeprived"]);
        Assert.Equal(new MostDeprivedByIndex(DeprivationIndex.Imd, "2007", 38, 231, "16.5"), Assert.Single(Audit.MostDeprivedByIndex));
    }

    [Fact]
    public void Where_one_adult_does_not_misuse_the_others_misuse_alcohol_more_often_than_drugs()
    {
        var main = Audit.MainSubstance.AtLeastOneNot;
        Assert.True(main.Alcohol > main.Drugs, $"alcohol {main.Alcohol}, drugs {main.Drugs}");
        Assert.Equal(0, main.NotKnown);
    }

    [Fact]
    public void Seven_agencies_of_at_least_five_kinds_returned_their_caseload()
    {
        Assert.Equal(7, Audit.Agencies.Count);
        Assert.Equal(242, Audit.Agencies.Sum(a => a.Households));
        Assert.True(SomersetHouseholds.All().Select(h => h.RecordedBy.Kind).Distinct().Count() >= 5);
    }

    [Fact]
    public void The_same_figures_come_out_where_only_months_of_birth_are_known()
    {
        var (rows, births) = Households.Somerset(monthOnly: true);
        var audit = CaseloadAudit.Compute(rows, births, Households.From, Households.To);

        Assert.Equal((433, 26, 121, 3), (audit.Children, audit.ChildrenUnder1, audit.ChildrenUnder4, audit.MostCommonAge));
        Assert.True(audit.BirthMonthOnly is > 0 and < 40, $"{audit.BirthMonthOnly}");
        Assert.Equal(0, audit.BirthUnknown);
    }

    [Fact]
    public void Every_figure_has_its_definition()
    {
        var figures = typeof(CaseloadAudit).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Except(["from", "to", "definitions", "notes", "equalityContract"]);
        Assert.All(figures, f => Assert.True(Audit.Definitions.ContainsKey(f), f));
        Assert.All(Audit.Definitions.Values, d => Assert.False(string.IsNullOrWhiteSpace(d)));
    }

    [Fact]
    public void The_households_can_be_recorded_as_they_are()
    {
        Assert.All(SomersetHouseholds.All(), household =>
        {
            Assert.InRange(household.RecordedOn, SomersetHouseholds.PeriodFrom, SomersetHouseholds.PeriodTo);
            Assert.True(household.RecordedOn.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            Assert.All(household.Members, m => Assert.True(m.BornOn <= household.RecordedOn));
            Assert.All(household.Members.Where(m => m.Role == MemberRole.Adult), m => Assert.True(m.Use is not null && m.BornOn.AddYears(18) <= household.RecordedOn));
            Assert.All(household.Members.Where(m => m.Role == MemberRole.Child), m => Assert.True(m.Use is null && m.BornOn.AddYears(18) > household.RecordedOn));
            if (household.Address.Postcode is { } postcode) Assert.True(Postcode.Judge("", postcode).Value is { Mappable: true });
            Assert.All(household.Members.Where(m => m.Use?.Primary is not null), m => Assert.Contains(m.Use!.Primary!.Value, m.Use.Substances));
        });
        Assert.Equal(231, SomersetHouseholds.All().Select(h => h.Address.Postcode).OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Brothers_and_sisters_are_born_at_least_nine_months_apart() =>
        Assert.All(SomersetHouseholds.All(), household =>
        {
            var born = household.Members.Where(m => m.Role == MemberRole.Child).Select(m => m.BornOn.DayNumber).Order().ToList();
            Assert.All(born.Zip(born.Skip(1)), pair => Assert.True(pair.Second - pair.First > 270));
        });

    [Fact]
    public void Names_come_in_several_scripts_and_sometimes_alone()
    {
        var names = SomersetHouseholds.All().SelectMany(h => h.Members).Select(m => m.Name).ToList();
        Assert.Contains(names, n => n.Family == "O'Neill");
        Assert.Contains(names, n => n.Family is null);
        Assert.Contains(names, n => n.Given.Any(c => c > 'ӿ'));
        Assert.All(names, n => Assert.Null(Text.Line("", n.Given) ?? Text.Line("", n.Family)));
    }

    private static CaseloadAudit Computed()
    {
        var (rows, births) = Households.Somerset();
        return CaseloadAudit.Compute(rows, births, Households.From, Households.To);
    }
}
