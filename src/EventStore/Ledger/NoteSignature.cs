using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// One signature line of a note, of whatever kind: <c>— name base64(key id ‖ signature)</c> (C2SP signed-note).
/// </summary>
public sealed class NoteSignature
{
    private const string Dash = "\u2014 ";

    /// <summary>Puts a line together.</summary>
    /// <exception cref="FormatException">The name is empty or holds a space, a plus or a control character; or there is no signature.</exception>
    public NoteSignature(string name, uint keyId, ReadOnlyMemory<byte> signature)
    {
        if (!IsKeyName(name) || signature.IsEmpty)
        {
            throw new FormatException("Not the parts of a signature line.");
        }

        (Name, KeyId, Signature) = (name, keyId, signature);
    }

    /// <summary>Name of the key. With <see cref="KeyId"/> it says which key signed; neither alone does.</summary>
    public string Name { get; }

    /// <summary>Short identifier of the key, big-endian in the line.</summary>
    public uint KeyId { get; }

    /// <summary>The signature itself; for ECDSA an ASN.1 DER sequence of r and s.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The line, without its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Whether a key may have this name: not empty, no Unicode space, no plus, no control character, valid text.</summary>
    public static bool IsKeyName([NotNullWhen(true)] string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }

        foreach (var rune in name.EnumerateRunes())
        {
            // A lone surrogate comes out of the enumeration as U+FFFD; a real U+FFFD is no use in a name either.
            if (rune.Value is < ' ' or '+' or 0xFFFD || System.Text.Rune.IsWhiteSpace(rune))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? parsed)
    {
        parsed = null;
        if (!line.StartsWith(Dash, StringComparison.Ordinal))
        {
            return false;
        }

        // Five bytes at least: four of key id and some signature.
        var rest = line[Dash.Length..];
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0
            || !IsKeyName(rest[..space])
            || !StrictBase64.TryDecode(rest.AsSpan(space + 1), out var bytes)
            || bytes.Length < 5)
        {
            return false;
        }

        parsed = new NoteSignature(rest[..space], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }
}
