using System.Security.Cryptography;
using System.Text;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class CheckpointVerifierTests
{
    private static readonly NoteVerifierKey s_key = NoteVerifierKey.Parse(Vectors.VerifierKey);
    private static readonly CheckpointVerifier s_verifier = new(s_key);

    /// <summary>
    /// Signatures are randomised, so this file cannot be made again: one made once has to hold for ever. Checked
    /// with another program by hand, in the folder <c>Vectors</c>:
    /// <code>
    /// head -n 3 test-only-checkpoint.txt > text
    /// tail -n 1 test-only-checkpoint.txt | cut -d' ' -f3 | base64 -d | tail -c +5 > signature
    /// openssl pkey -in test-only-log-key.pem -pubout -out key
    /// openssl dgst -sha256 -verify key -signature signature text     # Verified OK
    /// </code>
    /// </summary>
    [Fact]
    public void A_checkpoint_signed_long_ago_still_holds()
    {
        Assert.True(s_verifier.TryVerify(Vectors.SignedCheckpoint, out var checkpoint, out var fault));
        Assert.Equal(CheckpointFault.None, fault);
        Assert.Equal(
            new Checkpoint(Vectors.Origin, 8, Sha256Hash.FromHex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")),
            checkpoint);
    }

    /// <summary>
    /// Checkpoints that public logs signed with their own programs. Their origins are not their keys' names, which
    /// the format only recommends and we demand, so the answer is that and no other: the signatures are good.
    /// </summary>
    [Theory]
    [InlineData(NoteVerifierKeyTests.Rekor,
        "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n")]
    [InlineData(NoteVerifierKeyTests.Rekor,
        "rekor.sigstore.dev - 2605736670972794746\n21428036\nrxnoKyFZlJ7/R6bMh/d3lcqwKqAy5CL1LcNBJP17kgQ=\nTimestamp: 1688058656037355364\n\n— rekor.sigstore.dev wNI9ajBFAiEAuDk7uu5Ae8Own/MjhSZNuVzbLuYH2jBMxbSA0WaNDNACIDV4reKpYiOpkwtvazCClnpUuduF2o/th2xR3gRZAUU4\n")]
    [InlineData(NoteVerifierKeyTests.Pixel,
        "DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n— pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n")]
    public void Signatures_of_other_programs_are_understood(string key, string note)
    {
        var verifier = new CheckpointVerifier(NoteVerifierKey.Parse(key));
        Assert.Equal(CheckpointFault.OtherOrigin, Fault(verifier, note));

        var digit = note.IndexOf('\n', StringComparison.Ordinal) + 1;
        Assert.Equal(CheckpointFault.BadSignature, Fault(verifier, note[..digit] + "9" + note[(digit + 1)..]));
    }

    [Fact]
    public void A_single_changed_bit_anywhere_is_noticed()
    {
        var note = Encoding.UTF8.GetBytes(Vectors.SignedCheckpoint);
        for (var at = 0; at < note.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = note.ToArray();
                changed[at] ^= (byte)(1 << bit);
                Assert.False(s_verifier.TryVerify(Encoding.Latin1.GetString(changed), out _, out _));
                Assert.False(s_verifier.TryVerify(Encoding.UTF8.GetString(changed), out var checkpoint, out var fault));
                Assert.Null(checkpoint);
                Assert.NotEqual(CheckpointFault.None, fault);
            }
        }
    }

    [Fact]
    public void Signatures_by_unknown_keys_are_passed_over_whatever_their_kind()
    {
        using var stranger = LogSigner.Create(Vectors.Origin); // the same name, another key
        var lines = string.Concat(Enumerable.Range(0, 15).Select(i => $"{Unknown($"witness.example/{i}", 0x04, 80)}\n"));
        var note = Text + lines + OwnLine
            + $"{new NoteSignature("witness.example/pq", 0xFFFFFFFF, new byte[2428])}\n"
            + $"{new NoteSignature("witness.example/twin", s_key.KeyId, new byte[70])}\n" // the same id, another name
            + $"{new NoteSignature(Vectors.Origin, stranger.VerifierKey.KeyId, new byte[70])}\n";

        Assert.Equal(19, SignedNote.Parse(note).Signatures.Count);
        Assert.Equal(CheckpointFault.None, Fault(s_verifier, note));
    }

    [Fact]
    public void A_bad_signature_by_a_known_key_spoils_the_note_even_beside_a_good_one()
    {
        using var second = LogSigner.Create("witness.example/second");
        var good = Text + OwnLine;
        var bad = $"{new NoteSignature(second.Origin, second.VerifierKey.KeyId, new byte[70])}\n";

        Assert.Equal(CheckpointFault.None, Fault(new CheckpointVerifier(s_key), good + bad));
        Assert.Equal(CheckpointFault.BadSignature, Fault(new CheckpointVerifier(s_key, second.VerifierKey), good + bad));
        Assert.Equal(CheckpointFault.BadSignature, Fault(new CheckpointVerifier(s_key, second.VerifierKey), Text + bad + OwnLine));

        // Twice the same key: the second line counts too.
        var own = $"{new NoteSignature(Vectors.Origin, s_key.KeyId, new byte[] { 0x30, 0 })}\n";
        Assert.Equal(CheckpointFault.BadSignature, Fault(s_verifier, good + own));
        Assert.Equal(CheckpointFault.None, Fault(s_verifier, good + OwnLine));
    }

    [Fact]
    public void After_a_change_of_keys_the_old_checkpoint_and_the_new_both_hold()
    {
        using var next = LogSigner.Create(Vectors.Origin);
        var verifier = new CheckpointVerifier(s_key, next.VerifierKey);
        Assert.Equal(CheckpointFault.None, Fault(verifier, Vectors.SignedCheckpoint));
        Assert.Equal(CheckpointFault.None, Fault(verifier, next.Sign(new Checkpoint(Vectors.Origin, 9, default)).ToString()));
    }

    [Fact]
    public void Without_a_signature_by_a_known_key_nothing_is_believed()
    {
        using var stranger = LogSigner.Create(Vectors.Origin);
        Assert.Equal(CheckpointFault.NoKnownKey, Fault(new CheckpointVerifier(stranger.VerifierKey), Vectors.SignedCheckpoint));
        Assert.Equal(CheckpointFault.NoKnownKey, Fault(new CheckpointVerifier(), Vectors.SignedCheckpoint));

        // The same key under another name (a log that began anew) is another key.
        var renamed = NoteVerifierKey.Create("safeguard.example/anew", s_key.PublicKey.Span);
        Assert.Equal(s_key.KeyId, renamed.KeyId);
        Assert.Equal(CheckpointFault.NoKnownKey, Fault(new CheckpointVerifier(renamed), Vectors.SignedCheckpoint));
    }

    [Fact]
    public void A_witness_alone_does_not_speak_for_the_log()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var witness = NoteVerifierKey.Create("witness.example/w", key.ExportSubjectPublicKeyInfo());
        var text = new Checkpoint(Vectors.Origin, 3, default).ToString();
        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var note = new SignedNote(text, [new NoteSignature(witness.Name, witness.KeyId, signature)]);

        Assert.Equal(CheckpointFault.OtherOrigin, Fault(new CheckpointVerifier(witness, s_key), note.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text\n\n— a AAAAAQI=\n")]
    [InlineData("o\n01\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n— a AAAAAQI=\n")]
    public void What_is_not_a_signed_checkpoint_is_malformed(string? note) =>
        Assert.Equal(CheckpointFault.Malformed, Fault(s_verifier, note));

    [Fact]
    public void A_good_signature_under_a_text_that_is_no_checkpoint_is_malformed_all_the_same()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Vectors.PrivateKey);
        const string Words = "something else that was signed\n";
        var signature = key.SignData(Encoding.UTF8.GetBytes(Words), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var note = new SignedNote(Words, [new NoteSignature(s_key.Name, s_key.KeyId, signature)]);
        Assert.Equal(CheckpointFault.Malformed, Fault(s_verifier, note.ToString()));
    }

    [Fact]
    public void A_signature_in_raw_form_instead_of_DER_is_bad()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Vectors.PrivateKey);
        var text = new Checkpoint(Vectors.Origin, 3, default).ToString();
        var raw = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var note = new SignedNote(text, [new NoteSignature(s_key.Name, s_key.KeyId, raw)]);
        Assert.Equal(CheckpointFault.BadSignature, Fault(s_verifier, note.ToString()));
    }

    private static string Text => Vectors.SignedCheckpoint[..(Vectors.SignedCheckpoint.IndexOf("\n\n", StringComparison.Ordinal) + 2)];

    private static string OwnLine => Vectors.SignedCheckpoint[Text.Length..];

    private static NoteSignature Unknown(string name, byte fill, int length) => new(name, 0x01020304, Enumerable.Repeat(fill, length).ToArray());

    private static CheckpointFault Fault(CheckpointVerifier verifier, string? note)
    {
        Assert.Equal(verifier.TryVerify(note, out var checkpoint, out var fault), checkpoint is not null);
        Assert.Equal(fault == CheckpointFault.None, checkpoint is not null);
        return fault;
    }
}
