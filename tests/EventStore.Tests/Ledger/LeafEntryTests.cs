using System.Text;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class LeafEntryTests
{
    private static readonly Guid s_id = Guid.Parse("0197A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B");
    private static readonly DateTimeOffset s_at = new DateTimeOffset(2026, 3, 29, 1, 30, 5, TimeSpan.FromHours(1)).AddTicks(1234567);

    [Fact]
    public void An_entry_is_one_canonical_object_with_nine_members()
    {
        var entry = LeafEntry.Canonical(s_id, "family-1", 12, "consent_given", s_at, "c-1", "a-1",
            "{\"b\": 2, \"a\": \"x\"}"u8, "{\"traceparent\":\"00\"}"u8);

        Assert.Equal(
            "{\"causation\":\"a-1\",\"correlation\":\"c-1\",\"data\":{\"a\":\"x\",\"b\":2},\"headers\":{\"traceparent\":\"00\"},"
            + "\"id\":\"0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\",\"recordedAt\":\"2026-03-29T00:30:05.123456Z\","
            + "\"stream\":\"family-1\",\"type\":\"consent_given\",\"version\":12}",
            Encoding.UTF8.GetString(entry));
        Assert.True(CanonicalJson.IsCanonical(entry));
    }

    /// <summary>
    /// The leaf of the entry above, worked out with another program:
    /// <c>printf '\0{"causation":"a-1",…,"version":12}' | sha256sum</c>. It can never change.
    /// </summary>
    [Fact]
    public void The_leaf_of_a_known_entry_never_changes()
    {
        var leaf = LeafEntry.Hash(s_id, "family-1", 12, "consent_given", s_at, "c-1", "a-1",
            "{\"b\": 2, \"a\": \"x\"}"u8, "{\"traceparent\":\"00\"}"u8);
        Assert.Equal("ade073e1f83d81803179f31b094d32d65e08d36b8fb9555b9b447df3699a1e4b", leaf.ToHex());
    }

    [Fact]
    public void What_is_absent_is_null_and_is_not_the_same_as_empty()
    {
        var absent = Encoding.UTF8.GetString(LeafEntry.Canonical(s_id, "s", 1, "t", s_at, null, null, "{}"u8, []));
        Assert.StartsWith("{\"causation\":null,\"correlation\":null,\"data\":{},\"headers\":null,", absent, StringComparison.Ordinal);

        var empty = Encoding.UTF8.GetString(LeafEntry.Canonical(s_id, "s", 1, "t", s_at, "", "", "{}"u8, "{}"u8));
        Assert.StartsWith("{\"causation\":\"\",\"correlation\":\"\",\"data\":{},\"headers\":{},", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void However_it_is_made_the_entry_and_the_leaf_are_the_same()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var data = Encoding.UTF8.GetBytes($"{{\"z\":\"{new string('é', random.Next(3000))}\",\"a\":[{random.Next()}]}}");
            var headers = "{\"b\":\"\\n\",\"a\":\"\\u0041\"}"u8;
            var entry = LeafEntry.Canonical(s_id, "s\"\n", round + 1, "t", s_at, "é😀", null, data, headers);
            var (d, h) = (CanonicalJson.Canonicalise(data), CanonicalJson.Canonicalise(headers));

            Assert.Equal(entry, LeafEntry.Assemble(s_id, "s\"\n", round + 1, "t", s_at, "é😀", null, d, h));
            Assert.Equal(MerkleHash.Leaf(entry), LeafEntry.Hash(s_id, "s\"\n", round + 1, "t", s_at, "é😀", null, data, headers));
            Assert.Equal(MerkleHash.Leaf(entry), LeafEntry.HashAssembled(s_id, "s\"\n", round + 1, "t", s_at, "é😀", null, d, h));
            Assert.True(CanonicalJson.IsCanonical(entry));
        }
    }

    [Fact]
    public void The_instant_is_cut_and_never_rounded()
    {
        var late = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999);
        Assert.Contains("\"2026-12-31T23:59:59.999999Z\"", Instant(late), StringComparison.Ordinal);
        Assert.Contains("\"2026-01-01T00:00:00.000000Z\"", Instant(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.Equal(Instant(late), Instant(LeafEntry.CutToMicroseconds(late)));
        Assert.Equal(9_999_990, LeafEntry.CutToMicroseconds(late).Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(Instant(late), Instant(late.ToOffset(TimeSpan.FromHours(-5))));

        static string Instant(DateTimeOffset at) =>
            Encoding.UTF8.GetString(LeafEntry.Canonical(s_id, "s", 1, "t", at, null, null, "{}"u8, []));
    }

    [Theory]
    [InlineData("{\"a\":1.5}", "{}", "/data/a", CanonicalRule.NumberNotPlain)]
    [InlineData("{}", "{\"h\":{\"n\":1e2}}", "/headers/h/n", CanonicalRule.NumberNotPlain)]
    [InlineData("[]", "{}", "/data", CanonicalRule.NotAnObject)]
    [InlineData("null", "{}", "/data", CanonicalRule.NotAnObject)]
    [InlineData("", "{}", "/data", CanonicalRule.NotJson)]
    [InlineData("{}", "null", "/headers", CanonicalRule.NotAnObject)]
    public void A_part_that_breaks_a_rule_is_refused_with_its_place(string data, string headers, string pointer, CanonicalRule rule)
    {
        var refused = Assert.Throws<NotCanonicalException>(() => LeafEntry.Canonical(
            s_id, "s", 1, "t", s_at, null, null, Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes(headers)));
        Assert.Equal((pointer, rule), (refused.Pointer, refused.Rule));
    }

    [Fact]
    public void Text_that_cannot_be_stored_is_refused_with_its_place()
    {
        Refuses("/stream", CanonicalRule.Nul, stream: "s\0");
        Refuses("/type", CanonicalRule.LoneSurrogate, type: "\ud800");
        Refuses("/correlation", CanonicalRule.LoneSurrogate, correlation: "\udc00x");
        Refuses("/causation", CanonicalRule.Nul, causation: "a\0");
        Refuses("/causation", CanonicalRule.LoneSurrogate, causation: new string('a', 5000) + "\ud83d");

        static void Refuses(
            string pointer, CanonicalRule rule, string stream = "s", string type = "t", string? correlation = null, string? causation = null)
        {
            var refused = Assert.Throws<NotCanonicalException>(() => LeafEntry.Canonical(
                s_id, stream, 1, type, s_at, correlation, causation, "{}"u8, "{}"u8));
            Assert.Equal((pointer, rule), (refused.Pointer, refused.Rule));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9007199254740992)]
    public void A_version_that_no_event_can_have_is_refused(long version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            LeafEntry.Canonical(s_id, "s", version, "t", s_at, null, null, "{}"u8, "{}"u8));

    [Fact]
    public void Bytes_called_canonical_that_are_no_object_are_refused() =>
        Assert.Throws<NotCanonicalException>(() => LeafEntry.Assemble(s_id, "s", 1, "t", s_at, null, null, "[]"u8, "{}"u8));
}
