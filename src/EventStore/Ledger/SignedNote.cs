using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// A text with signatures under it (C2SP signed-note): the text ends in a line feed, a blank line follows, then one
/// line for each signature. Signatures of kinds we do not know are kept as they came. Reading a note proves nothing:
/// its text means something only once <see cref="CheckpointVerifier"/> has checked a signature.
/// </summary>
public sealed class SignedNote
{
    /// <summary>More signatures than this make a note malformed; the format asks for at least 16.</summary>
    public const int MaxSignatures = 100;

    /// <summary>A note longer than this (in characters) is malformed: time spent on rubbish stays bounded.</summary>
    public const int MaxLength = 1_000_000;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Puts a note together.</summary>
    /// <param name="text">What is signed, with the line feed at its end.</param>
    /// <param name="signatures">At least one, at most <see cref="MaxSignatures"/>.</param>
    /// <exception cref="FormatException">The parts do not make a note that can be read back.</exception>
    public SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signatures);
        if (!text.EndsWith('\n') || !IsNoteText(text) || signatures.Count is 0 or > MaxSignatures)
        {
            throw new FormatException("Not the parts of a signed note.");
        }

        (Text, Signatures) = (text, signatures);
    }

    /// <summary>What is signed, with the line feed at its end and without the blank line.</summary>
    public string Text { get; }

    /// <summary>The signature lines, in their order.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>The bytes that signatures are made over.</summary>
    internal byte[] SignedBytes => Encode(Text);

    /// <summary>The whole note, as it is published.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{signature}\n"))}";

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">Malformed.</exception>
    public static SignedNote Parse(string note) =>
        TryParse(note, out var parsed) ? parsed : throw new FormatException("Not a signed note.");

    /// <summary>Reads a note from UTF-8.</summary>
    /// <returns><see langword="false"/> also for bytes that are not UTF-8.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        try
        {
            return utf8.Length <= MaxLength && TryParse(s_strictUtf8.GetString(utf8), out parsed);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Reads a note. One malformed line, even of a signature nobody knows, makes the whole malformed.</summary>
    public static bool TryParse(string? note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        if (note is null || note.Length > MaxLength || !IsNoteText(note))
        {
            return false;
        }

        // The text may hold blank lines of its own: the last one is the seam.
        var seam = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (seam < 0 || seam + 2 == note.Length || note[^1] != '\n')
        {
            return false;
        }

        var signatures = new List<NoteSignature>();
        foreach (var line in note[(seam + 2)..^1].Split('\n'))
        {
            if (signatures.Count == MaxSignatures || !NoteSignature.TryParse(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        parsed = new SignedNote(note[..(seam + 1)], signatures);
        return true;
    }

    internal static byte[] Encode(string text) => s_strictUtf8.GetBytes(text);

    /// <summary>No control characters below U+0020 but line feeds, and nothing that UTF-8 cannot write.</summary>
    private static bool IsNoteText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] != '\n')
            {
                return false;
            }

            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
