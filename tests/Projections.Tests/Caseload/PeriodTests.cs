using System.Collections.Immutable;
using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Serialisation;
using static Safeguard.Domain.Families.SubstanceUseStatus;
using static Safeguard.Projections.Tests.Caseload.Households;

namespace Safeguard.Projections.Tests.Caseload;

/// <summary>Which day of the period counts, ages, percentages and places (SOM-6, SOM-15, SOM-21, row 96).</summary>
public sealed class PeriodTests
{
    [Fact]
    public void Who_lived_there_on_any_day_of_the_period_counts()
    {
        Assert.Equal(1, Counted(A().WithChild().WithAdult(Current, to: new(2010, 9, 16))).Households);
        Assert.Equal(1, Counted(A().WithChild().WithAdult(Current, from: new(2010, 9, 23))).Households);
        Assert.Equal(0, Counted(A().WithChild().WithAdult(Current, to: new(2010, 9, 15))).Households);
        Assert.Equal(0, Counted(A().WithChild().WithAdult(Current, from: new(2010, 9, 24))).Households);
    }

    [Fact]
    public void The_status_on_the_last_day_they_lived_there_counts()
    {
        var row = A().WithChild().WithAdult(null);
        var adult = row.Stays[^1].Person;
        row = row.Said(adult, Current, new(2010, 9, 1)).Said(adult, PastUncertain, new(2010, 9, 20));

        Assert.Equal(1, Counted(row).Uncertain.Households);
        Assert.Equal(1, Counted(row with { Stays = [row.Stays[0], row.Stays[1] with { To = new(2010, 9, 19) }] }).AllMisusing.Households);
    }

    [Fact]
    public void A_status_that_holds_from_an_older_day_does_not_overrule_a_newer_one_for_being_recorded_later()
    {
        var row = A().WithChild().WithAdult(null);
        var adult = row.Stays[^1].Person;

        Assert.Equal(1, Counted(row.Said(adult, Current, new(2010, 9, 1)).Said(adult, NotMisusing, new(2010, 3, 1))).AllMisusing.Households);
        Assert.Equal(0, Counted(row.Said(adult, Current, new(2010, 9, 1)).Said(adult, NotMisusing, new(2010, 9, 1))).Households);
    }

    [Fact]
    public void Use_that_began_after_the_period_does_not_count()
    {
        var row = A().WithChild().WithAdult(null);
        Assert.Equal(0, Counted(row.Said(row.Stays[^1].Person, Current, new(2010, 9, 24))).Households);
    }

    [Theory]
    [InlineData("2009-09-23", 0)]
    [InlineData("2009-09-24", 1)]
    [InlineData("2010-09-23", 1)]
    public void A_child_is_under_one_until_the_first_birthday_on_the_period_s_last_day(string born, int under) =>
        Assert.Equal(under, WithBirth(Birth.On(DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture))).ChildrenUnder1);

    [Fact]
    public void A_month_that_leaves_the_age_open_is_counted_apart()
    {
        var open = WithBirth(new Birth(2009, 9, null));
        Assert.Equal((1, 0, 1), (open.BirthMonthOnly, open.ChildrenUnder1, open.ChildrenUnder4));
        Assert.Empty(open.ChildrenByAge);

        var certain = WithBirth(new Birth(2009, 10, null));
        Assert.Equal((0, 1), (certain.BirthMonthOnly, certain.ChildrenUnder1));
    }

    [Fact]
    public void A_child_of_unknown_birth_is_a_child_in_no_age_band()
    {
        var audit = Counted(A().WithChild().WithAdult(Current));
        Assert.Equal((1, 1, 0), (audit.Children, audit.BirthUnknown, audit.ChildrenUnder4));
    }

    [Fact]
    public void Somebody_recorded_as_a_child_and_grown_up_by_the_last_day_is_no_child()
    {
        Assert.Equal(0, WithBirth(new Birth(1992, 9, 23)).Households);
        Assert.Equal(1, WithBirth(new Birth(1992, 9, 24)).Households);
    }

    [Fact]
    public void A_share_of_nothing_is_no_data()
    {
        Assert.Equal(new Percentage(0, 0, "no data"), Percentage.Share(0, 0));
        Assert.All(Counted().Percentages.Values, p => Assert.Equal("no data", p.Percent));
        Assert.Equal(0, Counted().MostDeprived);
    }

    [Theory]
    [InlineData(38, 231, "16.5")]
    [InlineData(1, 8, "12.5")]
    [InlineData(1, 16, "6.3")]
    [InlineData(1, 2000, "0.1")]
    [InlineData(1, 2001, "0.0")]
    [InlineData(7, 7, "100.0")]
    [InlineData(0, 7, "0.0")]
    public void Percentages_have_one_decimal_and_halves_go_up(int count, int of, string percent) =>
        Assert.Equal(percent, Percentage.Share(count, of).Percent);

    [Fact]
    public void Tenths_of_two_indices_are_never_added_up()
    {
        var audit = Counted(
            A().WithChild().WithAdult(Current).At(decile: 1),
            A().WithChild().WithAdult(Current).At(decile: 1, "2025"),
            A().WithChild().WithAdult(Current).At(decile: 4, "2025"));

        Assert.Equal((3, null), (audit.MappablePostcodes, audit.MostDeprived));
        Assert.Equal("no data", audit.Percentages["mostDeprived"].Percent);
        Assert.Equal(
            [new MostDeprivedByIndex(DeprivationIndex.Imd, "2007", 1, 1, "100.0"), new MostDeprivedByIndex(DeprivationIndex.Imd, "2025", 1, 2, "50.0")],
            audit.MostDeprivedByIndex);
    }

    [Fact]
    public void No_fixed_abode_and_no_address_are_not_mappable()
    {
        var audit = Counted(
            A().WithChild().WithAdult(Current),
            A().WithChild().WithAdult(Current) with { Addresses = [new(AddressKind.NoFixedAbode, From, false)] });

        Assert.Equal((0, 2), (audit.MappablePostcodes, audit.NotMappable));
    }

    [Fact]
    public void A_household_known_to_two_agencies_is_counted_once_and_listed_for_both()
    {
        var row = A().WithChild().WithAdult(Current) with { Agencies = [AgencyId.Of("school"), AgencyId.Of("probation")] };
        var audit = Counted(row);

        Assert.Equal(1, audit.Households);
        Assert.Equal([new(AgencyId.Of("probation"), 1), new RecordingAgency(AgencyId.Of("school"), 1)], audit.Agencies);
    }

    [Fact]
    public void The_same_rows_give_the_same_answer_in_any_order()
    {
        var (rows, births) = Somerset();
        Assert.Equal(Written(rows), Written([.. rows.Reverse()]));

        string Written(IReadOnlyList<HouseholdRow> some) => JsonSerializer.Serialize(CaseloadAudit.Compute(some, births, From, To), EventJson.Options);
    }

    private static CaseloadAudit WithBirth(Birth birth)
    {
        var child = Somebody();
        return CaseloadAudit.Compute([A().With(child).WithAdult(Current)], ImmutableDictionary<PersonId, Birth>.Empty.Add(child, birth), From, To);
    }
}
