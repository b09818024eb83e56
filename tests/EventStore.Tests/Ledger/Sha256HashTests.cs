using System.Text.Json;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class Sha256HashTests
{
    private const string Hex = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
    private const string Base64 = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";

    [Fact]
    public void A_hash_has_two_written_forms()
    {
        var hash = Sha256Hash.FromHex(Hex);
        Assert.Equal(Base64, hash.ToBase64());
        Assert.Equal(Hex, hash.ToString());
        Assert.Equal(hash, Sha256Hash.FromBase64(Base64));
        Assert.Equal(hash, Sha256Hash.FromHex(Hex.ToUpperInvariant()));
        Assert.Equal(hash, new Sha256Hash(hash.ToArray()));
    }

    [Fact]
    public void Hashes_are_equal_when_all_their_bytes_are()
    {
        var hash = Sha256Hash.FromHex(Hex);
        for (var at = 0; at < Sha256Hash.Size; at++)
        {
            Assert.True(hash != hash.WithOneBitChanged(at));
            Assert.False(hash.Equals((object)hash.WithOneBitChanged(at)));
            Assert.True(hash == hash.WithOneBitChanged(at).WithOneBitChanged(at));
        }

        Assert.Equal(new string('0', 64), default(Sha256Hash).ToHex());
        Assert.Single(new HashSet<Sha256Hash> { hash, Sha256Hash.FromBase64(Base64) });
    }

    [Fact]
    public void In_JSON_a_hash_is_its_base_64()
    {
        var json = JsonSerializer.Serialize(new[] { Sha256Hash.FromHex(Hex) });
        Assert.Equal([Base64], JsonSerializer.Deserialize<string[]>(json)!);
        Assert.Equal([Sha256Hash.FromHex(Hex)], JsonSerializer.Deserialize<Sha256Hash[]>(json)!);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sha256Hash[]>("[1]"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sha256Hash[]>("[null]"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sha256Hash[]>($"[\"{Hex}\"]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=")] // unused bits set
    [InlineData("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz-Nw7_RgQyg=")] // the other alphabet
    [InlineData("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg ")]
    [InlineData(" XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=")]
    [InlineData("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQygA")]
    [InlineData("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQw==")]
    public void Any_other_spelling_in_base_64_is_refused(string text)
    {
        Assert.False(Sha256Hash.TryParseBase64(text, out _));
        Assert.Throws<FormatException>(() => Sha256Hash.FromBase64(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5d")]
    [InlineData("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff460432")]
    [InlineData("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff46043280")]
    [InlineData("gdc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Anything_but_64_hexadecimal_digits_is_refused(string text)
    {
        Assert.False(Sha256Hash.TryParseHex(text, out _));
        Assert.Throws<FormatException>(() => Sha256Hash.FromHex(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_hash_is_32_bytes_long(int length) =>
        Assert.Throws<ArgumentException>(() => new Sha256Hash(new byte[length]));
}
