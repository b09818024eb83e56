using System.Text;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" { } ", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("{\"b\": 1, \"a\": [ true , false,null ] }", "{\"a\":[true,false,null],\"b\":1}")]
    [InlineData("{\"a\":{\"d\":1,\"c\":{\"f\":1,\"e\":2}},\"B\":2}", "{\"B\":2,\"a\":{\"c\":{\"e\":2,\"f\":1},\"d\":1}}")]
    [InlineData("[{\"b\":1,\"a\":2},{\"d\":1,\"c\":[{\"z\":0,\"y\":0}]}]", "[{\"a\":2,\"b\":1},{\"c\":[{\"y\":0,\"z\":0}],\"d\":1}]")]
    [InlineData("\r\n\t\"text\" ", "\"text\"")]
    [InlineData("{\"10\":1,\"1\":2,\"\":3,\"aa\":4,\"a\":5}", "{\"\":3,\"1\":2,\"10\":1,\"a\":5,\"aa\":4}")]
    public void White_space_goes_members_are_sorted_and_arrays_keep_their_order(string json, string canonical) =>
        Assert.Equal(canonical, Canonical(json));

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units_as_in_the_example_of_RFC_8785()
    {
        // §3.2.3. U+1F600 is a surrogate pair in UTF-16, so it comes before U+FB33, though it is after it in UTF-8.
        const string Json = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        const string Expected =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}";
        Assert.Equal(Expected, Canonical(Json));
    }

    [Fact]
    public void An_escaped_name_is_sorted_by_what_it_says_and_not_by_how_it_is_written()
    {
        // A tab is written \t, and a backslash comes after every capital letter; U+0009 comes before them all.
        Assert.Equal("{\"\\t\":1,\"!\":2,\"\\\"\":3,\"A\":4,\"\\\\\":5,\"a\":6}",
            Canonical("{\"a\":6,\"\\\\\":5,\"A\":4,\"\\\"\":3,\"\\u0021\":2,\"\\t\":1}"));
    }

    [Fact]
    public void Any_set_of_names_comes_out_in_ordinal_order()
    {
        var random = new Random(20260101);
        int[] characters = [0x01, 0x1F, 0x20, 0x22, 0x41, 0x5C, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xEE00, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF];
        for (var round = 0; round < 3000; round++)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            for (var i = random.Next(1, 40); i > 0; i--)
            {
                names.Add(string.Concat(Enumerable.Range(0, random.Next(0, 5))
                    .Select(_ => char.ConvertFromUtf32(characters[random.Next(characters.Length)]))));
            }

            string Member(string name) => $"{System.Text.Json.JsonSerializer.Serialize(name)}:{{\"b\":[{name.Length}],\"a\":1}}";
            var canonical = Canonical("{" + string.Join(" , ", names.Select(Member)) + "}");

            using var document = System.Text.Json.JsonDocument.Parse(canonical);
            Assert.Equal(names.Order(StringComparer.Ordinal), document.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.All(document.RootElement.EnumerateObject(), member =>
                Assert.Equal($"{{\"a\":1,\"b\":[{member.Name.Length}]}}", member.Value.GetRawText()));
        }
    }

    [Fact]
    public void Text_is_escaped_exactly_as_RFC_8785_says()
    {
        // §3.2.2.2: the seven short escapes, the other control characters in lower-case hexadecimal, and nothing else.
        Assert.Equal("\"\\b\\t\\n\\f\\r\\\"\\\\\"", Canonical("\"\\u0008\\u0009\\u000A\\u000c\\u000D\\u0022\\u005C\""));
        Assert.Equal("\"\\u0001\\u000b\\u000e\\u001f\"", Canonical("\"\\u0001\\u000B\\u000E\\u001F\""));
        Assert.Equal("\"/<>&'+\u007f\u0080\u2028\u2029\ufeff\uffff\"",
            Canonical("\"\\/\\u003C\\u003e\\u0026\\u0027\\u002b\\u007f\\u0080\\u2028\\u2029\\uFEFF\\uffff\""));
        Assert.Equal("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"", Canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""));
        Assert.Equal("\"😀\"", Canonical("\"\\uD83D\\uDE00\""));
    }

    [Fact]
    public void Every_control_character_is_escaped_and_survives()
    {
        for (var code = 1; code < 0x20; code++)
        {
            var canonical = Canonical($"[\"\\u{code:X4}\"]");
            Assert.DoesNotContain(canonical, character => character < ' ');
            Assert.Equal(((char)code).ToString(), System.Text.Json.JsonDocument.Parse(canonical).RootElement[0].GetString());
        }
    }

    [Fact]
    public void Text_is_never_normalised()
    {
        Assert.Equal("[\"e\u0301\",\"\u00e9\",\"ﬁ\",\"Å\"]", Canonical("[\"e\u0301\",\"\u00e9\",\"ﬁ\",\"Å\"]"));
        Assert.Equal("{\"e\u0301\":1,\"\u00e9\":2}", Canonical("{\"\u00e9\":2,\"e\u0301\":1}")); // two names, not one
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9007199254740991")]
    [InlineData("-9007199254740991")]
    [InlineData("123456789")]
    public void A_whole_number_in_range_stays_as_it_is(string number) => Assert.Equal(number, Canonical($" {number} "));

    [Theory]
    [InlineData("1.0", CanonicalRule.NumberNotPlain)]
    [InlineData("0.5", CanonicalRule.NumberNotPlain)]
    [InlineData("1e3", CanonicalRule.NumberNotPlain)]
    [InlineData("1E3", CanonicalRule.NumberNotPlain)]
    [InlineData("10e-1", CanonicalRule.NumberNotPlain)]
    [InlineData("-0", CanonicalRule.NumberNotPlain)]
    [InlineData("-0.0", CanonicalRule.NumberNotPlain)]
    [InlineData("333333333.33333329", CanonicalRule.NumberNotPlain)]
    [InlineData("9007199254740992", CanonicalRule.NumberOutOfRange)]
    [InlineData("-9007199254740992", CanonicalRule.NumberOutOfRange)]
    [InlineData("9007199254740993", CanonicalRule.NumberOutOfRange)]
    [InlineData("9223372036854775807", CanonicalRule.NumberOutOfRange)]
    [InlineData("9223372036854775808", CanonicalRule.NumberOutOfRange)]
    [InlineData("18446744073709551617", CanonicalRule.NumberOutOfRange)]
    [InlineData("100000000000000000000000000000000000000000000000000000000000", CanonicalRule.NumberOutOfRange)]
    public void Any_other_number_is_refused(string number, CanonicalRule rule)
    {
        Assert.Equal(("", rule), Fault(number));
        Assert.Equal(("/n/1", rule), Fault($"{{\"n\":[1,{number}]}}"));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}", "/a")]
    [InlineData("{\"a\":1,\"b\":2,\"\\u0061\":3}", "/a")]
    [InlineData("{\"x\":[0,{\"b\":1,\"a\":{},\"b\":2}]}", "/x/1/b")]
    [InlineData("{\"\":1,\"\":2}", "/")]
    [InlineData("{\"a/b~c\":1,\"a/b~c\":2}", "/a~1b~0c")]
    public void A_name_that_stands_twice_is_refused(string json, string pointer) =>
        Assert.Equal((pointer, CanonicalRule.DuplicateName), Fault(json));

    [Theory]
    [InlineData("\"\\u0000\"", "", CanonicalRule.Nul)]
    [InlineData("{\"a\":[\"x\\u0000y\"]}", "/a/0", CanonicalRule.Nul)]
    [InlineData("{\"a\\u0000\":1}", "/a\0", CanonicalRule.Nul)]
    [InlineData("\"\\ud800\"", "", CanonicalRule.LoneSurrogate)]
    [InlineData("\"\\udc00\"", "", CanonicalRule.LoneSurrogate)]
    [InlineData("\"\\ude00\\ud83d\"", "", CanonicalRule.LoneSurrogate)]
    [InlineData("\"\\ud83dx\"", "", CanonicalRule.LoneSurrogate)]
    [InlineData("\"\\ud83d\\n\"", "", CanonicalRule.LoneSurrogate)]
    [InlineData("{\"ok\":1,\"o\":{\"\\ud800\":1}}", "/o", CanonicalRule.LoneSurrogate)]
    public void Text_that_cannot_be_stored_is_refused(string json, string pointer, CanonicalRule rule) =>
        Assert.Equal((pointer, rule), Fault(json));

    [Theory]
    [InlineData("22FF22")]       // no UTF-8 at all
    [InlineData("22C0AF22")]     // too long a form
    [InlineData("22EDA08022")]   // a surrogate written as three bytes
    [InlineData("22F490808022")] // beyond U+10FFFF
    [InlineData("22C322")]       // cut short
    [InlineData("225C6EFF22")]   // beside an escape
    public void Bytes_that_are_not_UTF_8_are_refused(string hex)
    {
        Assert.Equal(("", CanonicalRule.NotUtf8), Fault(Convert.FromHexString(hex)));
        Assert.Equal(("", CanonicalRule.NotUtf8), Fault([(byte)'{', .. Convert.FromHexString(hex), .. ":1}"u8]));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("{", "")]
    [InlineData("{\"a\":", "/a")]
    [InlineData("{\"a\":[1,2", "/a/0")] // the 2 may go on
    [InlineData("{\"a\":[1,2 ", "/a/1")]
    [InlineData("{\"a\":1,}", "/a")]
    [InlineData("[1,]", "/0")]
    [InlineData("{a:1}", "")]
    [InlineData("{'a':1}", "")]
    [InlineData("{\"a\" 1}", "")]
    [InlineData("[01]", "")]
    [InlineData("[+1]", "")]
    [InlineData("[.5]", "")]
    [InlineData("[1.]", "")]
    [InlineData("[NaN]", "")]
    [InlineData("[tru]", "")]
    [InlineData("1 2", "")]
    [InlineData("{}{}", "")]
    [InlineData("{}x", "")]
    [InlineData("/* */1", "")]
    [InlineData("[\"a\nb\"]", "")]
    [InlineData("[\"\\x\"]", "")]
    [InlineData("[\"\\u12\"]", "")]
    [InlineData("\ufeff{}", "")]
    public void What_is_not_JSON_is_refused(string json, string pointer) =>
        Assert.Equal((pointer, CanonicalRule.NotJson), Fault(json));

    [Fact]
    public void Sixty_four_levels_are_allowed_and_one_more_is_not()
    {
        Assert.Equal(Nested(64), Canonical(Nested(64)));
        Assert.Equal((string.Concat(Enumerable.Repeat("/0", 64)), CanonicalRule.TooDeep), Fault(Nested(65)));
        Assert.Equal(CanonicalRule.TooDeep, Fault(Nested(5000)).Rule);

        var objects = string.Concat(Enumerable.Repeat("{\"a\":", 63)) + "{}" + new string('}', 63);
        Assert.Equal(objects, Canonical(objects));
        Assert.Equal(CanonicalRule.TooDeep, Fault("{\"a\":" + objects + "}").Rule);

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
    }

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form()
    {
        var canonical = Encoding.UTF8.GetBytes(Canonical("{\"b\":[1,{\"y\":\"\\u0007\",\"x\":\"\\\\\"}],\"a\":\"é😀\"}"));
        Assert.True(CanonicalJson.IsCanonical(canonical));
        Assert.False(CanonicalJson.IsCanonical([.. canonical, (byte)' ']));
        Assert.False(CanonicalJson.IsCanonical("{\"b\":1,\"a\":2}"u8));
        Assert.False(CanonicalJson.IsCanonical("\"\\/\""u8));
        Assert.False(CanonicalJson.IsCanonical("{"u8));
    }

    [Fact]
    public void A_refusal_names_the_place_and_the_rule_and_never_the_content()
    {
        var refused = Assert.Throws<NotCanonicalException>(() =>
            CanonicalJson.Canonicalise("{\"amount\":12345.678}"u8));
        Assert.Equal(("/amount", CanonicalRule.NumberNotPlain), (refused.Pointer, refused.Rule));
        Assert.DoesNotContain("12345", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("/amount", refused.Message, StringComparison.Ordinal);

        refused = Assert.Throws<NotCanonicalException>(() => CanonicalJson.Canonicalise("{\"name\":Secret}"u8));
        Assert.Null(refused.InnerException);
        Assert.DoesNotContain("Secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_refusal_the_next_value_is_untouched_by_it()
    {
        Fault("{\"left\":{\"over\":[1,2,\"x\",1.5");
        Assert.Equal("{\"a\":1,\"b\":2}", Canonical("{\"b\":2,\"a\":1}"));
    }

    [Fact]
    public void A_value_far_larger_than_an_event_comes_out_whole()
    {
        var members = Enumerable.Range(0, 20_000).Select(i => $"\"m{i:D6}\":\"{new string('x', i % 50)}\"").ToArray();
        var expected = "{" + string.Join(',', members) + "}";
        Random.Shared.Shuffle(members);
        Assert.Equal(expected, Canonical("{" + string.Join(", ", members) + "}"));

        var escaped = string.Concat(Enumerable.Repeat("\\n\u20ac", 40_000));
        Assert.Equal($"\"{escaped}\"", Canonical($"\"{escaped}\""));
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)));

    private static (string Pointer, CanonicalRule Rule) Fault(string json) => Fault(Encoding.UTF8.GetBytes(json));

    private static (string Pointer, CanonicalRule Rule) Fault(byte[] json)
    {
        Assert.False(CanonicalJson.TryCanonicalise(json, out var canonical, out var problem));
        Assert.Null(canonical);
        return (problem.Pointer, problem.Rule);
    }
}
