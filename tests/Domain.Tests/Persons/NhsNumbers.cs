using Safeguard.Domain.Persons;

namespace Safeguard.Domain.Tests.Persons;

/// <summary>Numbers of domain §2.11 and sources §8: published test numbers, nobody's.</summary>
public sealed class NhsNumbers
{
    private const string At = "/member/nhsNumber";

    [Theory]
    [InlineData("9434765919")]
    [InlineData("9876543210")]
    [InlineData("9990000018")]
    [InlineData("9990000026")]
    [InlineData("9990000034")]
    public void One_with_its_right_check_digit_is_accepted(string number) =>
        Assert.Equal(number, NhsNumber.Judge(At, number).Value!.Digits);

    [Theory]
    [InlineData("943 476 5919")]
    [InlineData("943-476-5919")]
    [InlineData(" 943\u00A0476\u20115919 ")]
    public void Spaces_and_hyphens_are_taken_out(string number) =>
        Assert.Equal("9434765919", NhsNumber.Judge(At, number).Value!.Digits);

    [Theory]
    [InlineData("9876544321", 2)]
    [InlineData("987 654 4321", 2)]
    [InlineData("9434765918", 9)]
    [InlineData("9990000019", 8)]
    public void With_another_check_digit_the_refusal_says_which_it_should_be(string number, int digit) =>
        Assert.Equal(PersonRefusals.NhsCheckDigit(At, digit), NhsNumber.Judge(At, number).Refusal);

    [Fact]
    public void The_refusal_says_the_digit_in_a_sentence_and_never_the_number()
    {
        var refusal = NhsNumber.Judge(At, "987 654 4321").Refusal!;
        Assert.Equal("Check digit should be 2.", refusal.Sentence);
        Assert.Equal("NHS_CHECK_DIGIT", refusal.Code);
        Assert.DoesNotContain("987", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9990000000")]
    [InlineData("9990000001")]
    [InlineData("9990000009")]
    public void No_number_begins_with_999000000(string number) =>
        Assert.Equal(PersonRefusals.NhsCheckDigit(At, null), NhsNumber.Judge(At, number).Refusal);

    [Theory]
    [InlineData("0000000000")]
    [InlineData("1111111111")]
    [InlineData("9999999999")]
    [InlineData("999 999 9999")]
    public void The_same_digit_ten_times_passes_modulo_11_and_is_refused_all_the_same(string number) =>
        Assert.Equal(PersonRefusals.NhsRepeatedDigits(At), NhsNumber.Judge(At, number).Refusal);

    [Theory]
    [InlineData("943476591")]
    [InlineData("94347659191")]
    [InlineData("943476591A")]
    [InlineData("O434765919")]
    [InlineData("٩٤٣٤٧٦٥٩١٩")]
    [InlineData("943.476.5919")]
    [InlineData("-")]
    public void Anything_but_ten_digits_is_no_number(string number) =>
        Assert.Equal(PersonRefusals.NhsFormat(At), NhsNumber.Judge(At, number).Refusal);

    [Fact]
    public void It_never_prints() =>
        Assert.Equal("(NHS number)", NhsNumber.Judge(At, "9434765919").Value!.ToString());
}
