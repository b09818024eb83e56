namespace Safeguard.Domain.Tests;

/// <summary>Length and characters of what may be recorded (domain §6 rows 89 to 91).</summary>
public sealed class RecordableText
{
    private const string At = "/reason";

    [Theory]
    [InlineData("O'Neill")]
    [InlineData("Nguyễn")]
    [InlineData("Ł")]
    [InlineData("محمد")]
    [InlineData("מרים\u200F")]
    [InlineData("李小龍")]
    [InlineData("👩‍👧")]
    [InlineData("<b onclick=\"x\">bold</b>")]
    public void Every_script_passes_and_so_does_markup(string text) => Assert.Null(Text.Line(At, text));

    [Fact]
    public void Line_breaks_and_tabs_pass_in_a_narrative() => Assert.Null(Text.Narrative(At, "One\r\n\tTwo"));

    [Theory]
    [InlineData("One\nTwo", 0x0A)]
    [InlineData("One\rTwo", 0x0D)]
    [InlineData("One\tTwo", 0x09)]
    public void They_do_not_in_a_single_line(string text, int character) =>
        Assert.Equal(TextRefusals.CharacterNotAllowed(At, character, 3), Text.Line(At, text));

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x07)]
    [InlineData(0x1B)]
    [InlineData(0x7F)]
    [InlineData(0x85)]
    [InlineData(0x9F)]
    [InlineData(0x202A)]
    [InlineData(0x202E)]
    [InlineData(0x2066)]
    [InlineData(0x2069)]
    [InlineData(0xD800)]
    [InlineData(0xDFFF)]
    public void Control_and_reordering_characters_and_half_characters_are_refused_by_their_place(int character) =>
        Assert.Equal(TextRefusals.CharacterNotAllowed(At, character, 3), Text.Narrative(At, $"abc{(char)character}def"));

    [Fact]
    public void The_replacement_character_itself_may_be_written() => Assert.Null(Text.Narrative(At, "\uFFFD"));

    [Fact]
    public void The_refusal_repeats_none_of_the_text() =>
        Assert.DoesNotContain("abc", Text.Narrative(At, "abc\0")!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_narrative_has_up_to_5000_characters()
    {
        Assert.Null(Text.Narrative(At, new string('a', 5_000)));
        Assert.Equal(TextRefusals.TooLong(At, 5_000), Text.Narrative(At, new string('a', 5_001)));
    }

    [Fact]
    public void An_analysis_has_up_to_20000_characters()
    {
        Assert.Null(Text.Analysis(At, new string('a', 20_000)));
        Assert.Equal(TextRefusals.TooLong(At, 20_000), Text.Analysis(At, new string('a', 20_001)));
    }

    [Fact]
    public void A_line_has_up_to_200_characters()
    {
        Assert.Null(Text.Line(At, new string('a', 200)));
        Assert.Equal(TextRefusals.TooLong(At, 200), Text.Line(At, new string('a', 201)));
    }

    [Fact]
    public void Text_left_out_passes()
    {
        Assert.Null(Text.Narrative(At, null));
        Assert.Null(Text.Narrative(At, ""));
        Assert.Null(Text.Code(At, null));
        Assert.Null(Text.Place(At, ""));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData(" \t\r\n\u00A0", true)]
    [InlineData("\u200B\u2060", true)]
    [InlineData(".", false)]
    [InlineData("\u200BA", false)]
    public void What_nobody_can_see_is_blank(string? text, bool blank) => Assert.Equal(blank, Text.IsBlank(text));

    [Theory]
    [InlineData("HARDIKER-WALES-2007")]
    [InlineData("iarf_v1.5")]
    public void A_code_is_letters_digits_dots_hyphens_and_underscores(string code) => Assert.Null(Text.Code(At, code));

    [Theory]
    [InlineData("Mrs Example told me")]
    [InlineData("1234567890123456789012345678901234567890x")]
    [InlineData("é")]
    public void A_sentence_is_no_code(string code) => Assert.Equal(TextRefusals.NotACode(At), Text.Code(At, code));

    [Theory]
    [InlineData("Central Bedfordshire")]
    [InlineData("Ynys Môn")]
    [InlineData("King's Lynn")]
    public void A_place_is_a_name(string place) => Assert.Null(Text.Place(At, place));

    [Theory]
    [InlineData("Luton; the mother moved")]
    [InlineData("1234567890123456789012345678901234567890x")]
    [InlineData("Luton\n")]
    public void And_nothing_more(string place) => Assert.Equal(TextRefusals.NotAPlace(At), Text.Place(At, place));
}
