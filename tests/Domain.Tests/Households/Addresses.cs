using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

/// <summary>Where a family lives (domain §2.2, §6 rows 31 to 33).</summary>
public sealed class Addresses
{
    [Fact]
    public void Line_and_postcode_are_sealed_and_the_decile_stays_countable() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Move with
            {
                Address = Home with
                {
                    From = new(2026, 10, 1), Lsoa = "E01000001", LsoaCensus = "2021",
                    DeprivationDecile = 1, DeprivationIndex = DeprivationIndex.Imd, DeprivationEdition = "2025",
                },
            })
            .Then(new AddressRecorded(AddressKind.Home, new(2026, 10, 1), true)
            {
                Envelope = JustNow(),
                Line = OfFamily("1 Invented Row"), Postcode = OfFamily("LU1 1AA"), Mappable = true,
                Lsoa = OfFamily("E01000001"), LsoaCensus = "2021",
                DeprivationDecile = 1, DeprivationIndex = DeprivationIndex.Imd, DeprivationEdition = "2025",
            });

    [Fact]
    public void A_postcode_that_is_none_is_refused() =>
        Refuses(Home with { Postcode = "SO1 ABC" }, AddressRefusals.PostcodeInvalid("/address/postcode"));

    [Theory]
    [InlineData(AddressKind.NoFixedAbode, true)]
    [InlineData(AddressKind.Unknown, true)]
    [InlineData(AddressKind.Home, false)]
    public void The_code_for_no_address_is_no_home(AddressKind kind, bool accepted)
    {
        var address = Home with { Kind = kind, Line = null, Postcode = "ZZ993VZ" };
        if (accepted) Assert.Equal(OfFamily("ZZ99 3VZ").Value, Recorded(address).Postcode!.Value);
        else Refuses(address, AddressRefusals.PostcodeInvalid("/address/postcode"));
    }

    [Fact]
    public void Nor_is_it_a_refuge() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Move with
            {
                Entry = Seen with { Sensitivity = [Sensitivity.Location] },
                Address = Home with { Kind = AddressKind.Refuge, Postcode = "ZZ99 3VZ" },
            })
            .Refuses(AddressRefusals.PostcodeInvalid("/address/postcode"));

    [Theory]
    [InlineData(AddressKind.NoFixedAbode)]
    [InlineData(AddressKind.Unknown)]
    public void Without_an_abode_nothing_is_mappable(AddressKind kind) =>
        Assert.False(Recorded(Home with { Kind = kind }).Mappable);

    [Fact]
    public void No_fixed_abode_needs_neither_line_nor_postcode() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Move with { Address = new() { Kind = AddressKind.NoFixedAbode, SafeToWrite = false } })
            .Then(new AddressRecorded(AddressKind.NoFixedAbode, Today, false) { Envelope = JustNow() });

    [Fact]
    public void A_home_has_a_line_or_a_postcode()
    {
        Refuses(Home with { Line = " ", Postcode = null }, AddressRefusals.AddressRequired("/address"));
        Assert.Null(Recorded(Home with { Line = null }).Line);
        Assert.Null(Recorded(Home with { Postcode = "" }).Postcode);
    }

    [Fact]
    public void A_refuge_is_marked_or_refused()
    {
        var refuge = Move with { Address = new() { Kind = AddressKind.Refuge, SafeToWrite = false, Postcode = "LU1 1AA" } };
        Family.Given(OneFamily).When(HouseholdDecider.Decide, refuge).Refuses(AddressRefusals.SafeAddressMarkRequired);
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, refuge with { Entry = Seen with { Sensitivity = [Sensitivity.Location] } })
            .Then(new AddressRecorded(AddressKind.Refuge, Today, false)
            {
                Envelope = Statement() with { Sensitivity = [Sensitivity.Location] }, Postcode = OfFamily("LU1 1AA"), Mappable = true,
            });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_decile_is_one_of_ten(int decile) =>
        Refuses(
            Home with { DeprivationDecile = decile, DeprivationIndex = DeprivationIndex.Wimd, DeprivationEdition = "2025" },
            AddressRefusals.DecileOutOfRange("/address"));

    [Theory]
    [InlineData(null, "2025")]
    [InlineData(DeprivationIndex.Imd, null)]
    [InlineData(DeprivationIndex.Imd, "")]
    [InlineData(DeprivationIndex.Imd, "last")]
    [InlineData(DeprivationIndex.Imd, "20255")]
    public void A_decile_without_its_index_and_edition_is_refused(DeprivationIndex? index, string? edition) =>
        Refuses(Home with { DeprivationDecile = 3, DeprivationIndex = index, DeprivationEdition = edition }, AddressRefusals.DecileNeedsIndex("/address"));

    [Fact]
    public void An_index_without_a_decile_says_nothing_and_is_left_out() =>
        Assert.Null(Recorded(Home with { DeprivationIndex = DeprivationIndex.Imd, DeprivationEdition = "2025" }).DeprivationIndex);

    [Theory]
    [InlineData("E0100000")]
    [InlineData("E010000011")]
    [InlineData("S01000001")]
    [InlineData("E02000001")]
    [InlineData("E0100000A")]
    [InlineData("")]
    public void An_area_code_has_one_shape(string lsoa) =>
        Refuses(Home with { Lsoa = lsoa, LsoaCensus = "2021" }, AddressRefusals.LsoaInvalid("/address"));

    [Theory]
    [InlineData(null)]
    [InlineData("2020")]
    public void And_a_census(string? census) =>
        Refuses(Home with { Lsoa = "W01000001", LsoaCensus = census }, AddressRefusals.LsoaNeedsCensus("/address"));

    [Fact]
    public void Nobody_moves_tomorrow() =>
        Refuses(Home with { From = Today.AddDays(1) }, HouseholdRefusals.DayInFuture("/address/from"));

    [Fact]
    public void A_line_is_one_line() =>
        Refuses(Home with { Line = "1 Invented Row\nLuton" }, TextRefusals.CharacterNotAllowed("/address/line", '\n', 14));

    private static void Refuses(NewAddress address, Refusal expected) =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Move with { Address = address }).Refuses(expected);

    private static AddressRecorded Recorded(NewAddress address) => Assert.IsType<AddressRecorded>(Assert.Single(
        Assert.IsType<Decision.Accepted>(Family.Given(OneFamily).When(HouseholdDecider.Decide, Move with { Address = address }).Decision).Events).Event);
}
