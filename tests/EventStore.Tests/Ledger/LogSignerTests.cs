using System.Security.Cryptography;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class LogSignerTests
{
    private static readonly Checkpoint s_checkpoint = new(Vectors.Origin, 8, NaiveTree.Root(NaiveTree.Leaves(8)));

    [Fact]
    public void A_signed_checkpoint_is_three_lines_a_blank_one_and_the_signature()
    {
        using var signer = LogSigner.FromPem(Vectors.Origin, Vectors.PrivateKey);
        var note = signer.Sign(s_checkpoint);

        Assert.Equal($"{Vectors.Origin}\n8\n{s_checkpoint.Root.ToBase64()}\n", note.Text);
        var line = note.ToString().Split('\n')[4];
        Assert.StartsWith($"\u2014 {Vectors.Origin} ", line, StringComparison.Ordinal);
        Assert.Equal(Convert.FromHexString("0a2a98ff"), Convert.FromBase64String(line.Split(' ')[2])[..4]);
        Assert.True(new CheckpointVerifier(signer.VerifierKey).TryVerify(note.ToString(), out var checkpoint, out _));
        Assert.Equal(s_checkpoint, checkpoint);
    }

    [Fact]
    public void A_key_comes_back_from_its_PEM_text()
    {
        using var signer = LogSigner.Create("new.example/log");
        using var again = LogSigner.FromPem("new.example/log", "some words before it\n" + signer.ToPem());

        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", signer.ToPem(), StringComparison.Ordinal);
        Assert.Equal(signer.VerifierKey.ToString(), again.VerifierKey.ToString());
        Assert.Equal(signer.ToPem(), again.ToPem());
    }

    [Fact]
    public void Two_signatures_of_one_checkpoint_differ_and_both_hold()
    {
        using var signer = LogSigner.Create(Vectors.Origin);
        var (first, second) = (signer.Sign(s_checkpoint).ToString(), signer.Sign(s_checkpoint).ToString());
        var verifier = new CheckpointVerifier(signer.VerifierKey);

        Assert.NotEqual(first, second);
        Assert.True(verifier.TryVerify(first, out _, out _));
        Assert.True(verifier.TryVerify(second, out _, out _));
    }

    [Fact]
    public void Many_threads_may_sign_at_once()
    {
        using var signer = LogSigner.Create(Vectors.Origin);
        var verifier = new CheckpointVerifier(signer.VerifierKey);
        Parallel.For(0, 200, size => Assert.True(
            verifier.TryVerify(signer.Sign(new Checkpoint(Vectors.Origin, size, default)).ToString(), out _, out _)));
    }

    [Fact]
    public void A_checkpoint_of_another_origin_is_not_signed()
    {
        using var signer = LogSigner.Create("other.example/log");
        Assert.Throws<ArgumentException>(() => signer.Sign(s_checkpoint));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    public void An_origin_that_cannot_be_a_key_name_is_refused(string origin)
    {
        Assert.Throws<FormatException>(() => LogSigner.Create(origin));
        Assert.Throws<FormatException>(() => LogSigner.FromPem(origin, Vectors.PrivateKey));
    }

    [Fact]
    public void Only_an_open_PKCS_8_text_with_a_P_256_key_is_taken_and_it_is_never_quoted()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var good = p256.ExportPkcs8PrivateKeyPem();
        string[] wrong =
        [
            "", "rubbish", p384.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(),
            p256.ExportSubjectPublicKeyInfoPem(), p256.ExportECPrivateKeyPem(),
            p256.ExportEncryptedPkcs8PrivateKeyPem("password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)),
            good.Replace("MIGH", "MIGI", StringComparison.Ordinal),
            PemEncoding.WriteString("PRIVATE KEY", [1, 2, 3]),
        ];
        Assert.All(wrong, pem =>
        {
            var refused = Assert.Throws<FormatException>(() => LogSigner.FromPem("name", pem));
            Assert.Null(refused.InnerException);
            Assert.True(pem.Length < 20 || !refused.Message.Contains(pem.Split('\n')[1], StringComparison.Ordinal));
        });
    }
}
