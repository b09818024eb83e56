using Safeguard.Domain.Families;

namespace Safeguard.Domain.Tests.Households;

/// <summary>Postcodes by the rules of sources §8.</summary>
public sealed class Postcodes
{
    private const string At = "/address/postcode";

    [Theory]
    [InlineData("M1 1AA", "M1 1AA")]
    [InlineData("m60 1nw", "M60 1NW")]
    [InlineData("CR26XH", "CR2 6XH")]
    [InlineData(" dn55   1pt ", "DN55 1PT")]
    [InlineData("w1a 1hq", "W1A 1HQ")]
    [InlineData("EC1A1BB", "EC1A 1BB")]
    [InlineData("gir 0aa", "GIR 0AA")]
    [InlineData("TA1\u00A01AA", "TA1 1AA")]
    public void Each_shape_is_accepted_and_brought_into_one_form(string typed, string canonical) =>
        Assert.Equal(canonical, Postcode.Judge(At, typed).Value!.Canonical);

    [Theory]
    [InlineData("SO1 ABC")]
    [InlineData("Q1 1AA")]
    [InlineData("V1 1AA")]
    [InlineData("X1 1AA")]
    [InlineData("AI1 1AA")]
    [InlineData("AJ1 1AA")]
    [InlineData("AZ1 1AA")]
    [InlineData("W1I 1AA")]
    [InlineData("W1Z 1AA")]
    [InlineData("EC1C 1AA")]
    [InlineData("EC1Z 1AA")]
    [InlineData("M1 1AC")]
    [InlineData("M1 1IA")]
    [InlineData("M1 1KA")]
    [InlineData("M1 1MA")]
    [InlineData("M1 1OA")]
    [InlineData("M1 1AV")]
    [InlineData("M1 A11")]
    [InlineData("1M 1AA")]
    [InlineData("MMM1 1AA")]
    [InlineData("M111 1AA")]
    [InlineData("GIR 0AB")]
    [InlineData("M1")]
    [InlineData("M1-1AA")]
    [InlineData("M１ 1AA")]
    [InlineData("ZZ98 3VZ")]
    [InlineData("ZZ99 33Z")]
    [InlineData("MK40 1AA 1")]
    public void Any_other_is_refused(string typed) =>
        Assert.Equal(AddressRefusals.PostcodeInvalid(At), Postcode.Judge(At, typed).Refusal);

    [Theory]
    [InlineData("ZZ99 3VZ")]
    [InlineData("ZZ993CZ")]
    [InlineData("zz99 9xx")]
    public void The_codes_by_which_health_systems_say_that_there_is_none_are_known_and_on_no_map(string typed)
    {
        var postcode = Postcode.Judge(At, typed).Value!;
        Assert.True(postcode.IsPseudo);
        Assert.False(postcode.Mappable);
    }

    [Theory]
    [InlineData("LU1 1AA", true)]
    [InlineData("CF10 1AA", true)]
    [InlineData("GIR 0AA", false)]
    [InlineData("JE2 3AB", false)]
    [InlineData("BX1 1LT", false)]
    [InlineData("AA1 1AA", false)]
    public void One_in_an_area_of_the_United_Kingdom_is_mappable(string typed, bool mappable) =>
        Assert.Equal(mappable, Postcode.Judge(At, typed).Value!.Mappable);

    [Fact]
    public void It_never_prints() =>
        Assert.Equal("(postcode)", Postcode.Judge(At, "LU1 1AA").Value!.ToString());
}
