using System.Security.Cryptography;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class NoteVerifierKeyTests
{
    /// <summary>The public key of a public log (Sigstore Rekor), as transparency-dev/formats tests with it.</summary>
    public const string Rekor =
        "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";

    /// <summary>Another (the Pixel 6 transparency log), from the same place.</summary>
    public const string Pixel =
        "pixel6_transparency_log+91c16e30+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN+4x0Jk1yTwvLFI9A4NDdGZcX0aiWVdWM5XJVy0M4VWD3AvyW5Q6Hs9A0mcDkpUoYgn+KKPNzFC0H3nN3q6JQ8=";

    [Theory]
    [InlineData(Rekor, "rekor.sigstore.dev", 0xC0D23D6A)]
    [InlineData(Pixel, "pixel6_transparency_log", 0x91C16E30)]
    public void The_key_id_is_taken_from_the_public_key_alone_as_other_logs_do(string text, string name, uint keyId)
    {
        var key = NoteVerifierKey.Parse(text);
        Assert.Equal((name, keyId), (key.Name, key.KeyId));
        Assert.Equal(text, key.ToString());
        Assert.Equal(91, key.PublicKey.Length);
    }

    [Fact]
    public void The_published_form_of_the_test_key_never_changes()
    {
        using var signer = LogSigner.FromPem(Vectors.Origin, Vectors.PrivateKey);
        Assert.Equal(Vectors.VerifierKey, signer.VerifierKey.ToString());
        Assert.Equal(Vectors.VerifierKey, NoteVerifierKey.Create(Vectors.Origin, signer.VerifierKey.PublicKey.Span).ToString());
    }

    [Fact]
    public void A_key_that_is_malformed_of_another_kind_or_not_its_own_id_is_refused()
    {
        var (name, id, key) = ("rekor.sigstore.dev", "c0d23d6a", Rekor.Split('+', 3)[2]);
        Assert.True(NoteVerifierKey.TryParse($"{name}+{id}+{key}", out _));

        string?[] wrong =
        [
            null, "", "+", "++", name, $"{name}+{id}", $"{name}+{id}+", $"+{id}+{key}", $"a b+{id}+{key}",
            $"{name}+C0D23D6A+{key}", $"{name}+c0d23d6b+{key}", $"{name}+0c0d23d6a+{key}", $"{name}++{key}",
            $"{name}+{id}+{key[..^1]}", $"{name}+{id}+{key} ", $"{name}+{id}+{key}\n", $"{name}+{id}+{key[..^2]}==",
        ];
        Assert.All(wrong, text => Assert.False(NoteVerifierKey.TryParse(text, out _)));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Parse("rubbish"));
    }

    [Fact]
    public void Only_an_ECDSA_key_on_P_256_in_its_one_encoding_is_taken()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var good = p256.ExportSubjectPublicKeyInfo();

        NoteVerifierKey.Create("name", good);
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", p384.ExportSubjectPublicKeyInfo()));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", rsa.ExportSubjectPublicKeyInfo()));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", [.. good, 0]));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", good.AsSpan(0, 90)));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", []));
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("na me", good));

        // Type 0x01 (Ed25519) before the same bytes.
        var otherType = Convert.ToBase64String([0x01, .. good]);
        var id = Convert.ToHexStringLower(SHA256.HashData(good).AsSpan(0, 4));
        Assert.False(NoteVerifierKey.TryParse($"name+{id}+{otherType}", out _));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = key.ExportSubjectPublicKeyInfo();
        bytes[^1] ^= 1;
        Assert.Throws<FormatException>(() => NoteVerifierKey.Create("name", bytes));
    }
}
