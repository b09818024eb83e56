using System.Text;
using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class SignedNoteTests
{
    private const string Line = "— example.com/log AAAAAQI=\n";

    [Fact]
    public void A_note_is_text_a_blank_line_and_signatures()
    {
        var note = SignedNote.Parse("one\ntwo\n\n— example.com/log AAAAAQI=\n— other CAcGBQQDAg==\n");

        Assert.Equal("one\ntwo\n", note.Text);
        Assert.Equal(["example.com/log", "other"], note.Signatures.Select(signature => signature.Name));
        Assert.Equal([1u, 0x08070605u], note.Signatures.Select(signature => signature.KeyId));
        Assert.Equal([2], note.Signatures[0].Signature.ToArray());
        Assert.Equal([4, 3, 2], note.Signatures[1].Signature.ToArray());
    }

    [Theory]
    [InlineData("text\n\n" + Line)]
    [InlineData("text\n\nmore\n\n\nmore\n\n" + Line)] // the last blank line is the seam
    [InlineData("\n\n\n" + Line)]
    [InlineData("é😀\u007f\u2028\n\n" + Line)]
    [InlineData("— looks like a signature\n\n" + Line + Line)]
    public void A_note_that_was_read_is_written_the_same_again(string note)
    {
        Assert.Equal(note, SignedNote.Parse(note).ToString());
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out var fromBytes));
        Assert.Equal(note, fromBytes.ToString());
    }

    /// <summary>The example of the C2SP signed-note document, signed with a kind of key that we do not have.</summary>
    [Fact]
    public void The_example_of_the_specification_can_be_read()
    {
        const string Note =
            "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
            + "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        var note = SignedNote.Parse(Note);
        Assert.EndsWith("ed è subito sera.\n", note.Text, StringComparison.Ordinal);
        Assert.Equal(0x367BA04Bu, Assert.Single(note.Signatures).KeyId);
        Assert.Equal(64, note.Signatures[0].Signature.Length);
        Assert.Equal(Note, note.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("text")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\n")]
    [InlineData("text\n" + Line)]                            // no blank line
    [InlineData("text\n\n— example.com/log AAAAAQI=")]       // no line feed at the end
    [InlineData("text\r\n\r\n— example.com/log AAAAAQI=\r\n")]
    [InlineData("text\n\n" + Line + "\n")]                   // the seam moves to the end: no signatures
    [InlineData("text\n\n" + Line + "more\n")]
    [InlineData("text\n\n- example.com/log AAAAAQI=\n")]     // a hyphen
    [InlineData("text\n\n– example.com/log AAAAAQI=\n")]     // an en dash
    [InlineData("text\n\n—example.com/log AAAAAQI=\n")]
    [InlineData("text\n\n—  AAAAAQI=\n")]
    [InlineData("text\n\n— AAAAAQI=\n")]
    [InlineData("text\n\n— a+b AAAAAQI=\n")]
    [InlineData("text\n\n— a\u00a0b AAAAAQI=\n")]
    [InlineData("text\n\n— a\u3000b AAAAAQI=\n")]
    [InlineData("text\n\n— a b AAAAAQI=\n")]
    [InlineData("text\n\n— a  AAAAAQI=\n")]
    [InlineData("text\n\n— a AAAAAQI= \n")]
    [InlineData("text\n\n— a AAAAAQI\n")]                    // no padding
    [InlineData("text\n\n— a AAAAAQJ=\n")]                   // unused bits set
    [InlineData("text\n\n— a AAAA AQI=\n")]
    [InlineData("text\n\n— a AAAAAQ==\n")]                   // four bytes: a key id and nothing
    [InlineData("text\n\n— a \n")]
    [InlineData("text\n\n— a AAAA_QI=\n")]                   // the other alphabet
    [InlineData("te\txt\n\n" + Line)]
    [InlineData("te\0xt\n\n" + Line)]
    [InlineData("te\u001fxt\n\n" + Line)]
    public void Anything_else_is_malformed(string? note)
    {
        Assert.False(SignedNote.TryParse(note, out var parsed));
        Assert.Null(parsed);
    }

    [Fact]
    public void Text_that_UTF_8_cannot_write_is_malformed()
    {
        Assert.False(SignedNote.TryParse("te\ud800xt\n\n" + Line, out _));
        Assert.False(SignedNote.TryParse("text\n\n— a\udc00 AAAAAQI=\n", out _));
        Assert.False(SignedNote.TryParse([.. "te"u8, 0xFF, .. "xt\n\n"u8, .. Encoding.UTF8.GetBytes(Line)], out _));
    }

    [Fact]
    public void A_hundred_signatures_are_read_and_one_more_is_too_many()
    {
        Assert.Equal(100, SignedNote.Parse("text\n\n" + string.Concat(Enumerable.Repeat(Line, 100))).Signatures.Count);
        Assert.False(SignedNote.TryParse("text\n\n" + string.Concat(Enumerable.Repeat(Line, 101)), out _));
    }

    [Fact]
    public void A_note_longer_than_a_million_characters_is_not_looked_at() =>
        Assert.False(SignedNote.TryParse(new string('x', 1_000_000) + "\n\n" + Line, out _));

    [Fact]
    public void A_note_that_could_not_be_read_back_cannot_be_made()
    {
        var signature = new NoteSignature("a", 1, new byte[] { 2 });
        Assert.Throws<FormatException>(() => new SignedNote("no line feed", [signature]));
        Assert.Throws<FormatException>(() => new SignedNote("tab\t\n", [signature]));
        Assert.Throws<FormatException>(() => new SignedNote("unsigned\n", []));
        Assert.Throws<FormatException>(() => new NoteSignature("a b", 1, new byte[] { 2 }));
        Assert.Throws<FormatException>(() => new NoteSignature("a", 1, ReadOnlyMemory<byte>.Empty));
    }
}
