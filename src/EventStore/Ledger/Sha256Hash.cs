using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// A SHA-256 digest: 32 bytes, compared by value. Leaves, tree nodes and roots are all of this type.
/// The default value is 32 zero bytes, which no input is known to hash to. In JSON it is its base 64.
/// </summary>
[JsonConverter(typeof(Sha256HashJsonConverter))]
public readonly struct Sha256Hash : IEquatable<Sha256Hash>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly Block _block;

    /// <summary>Takes over a digest.</summary>
    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public Sha256Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException("A SHA-256 hash is 32 bytes long.", nameof(bytes));
        }

        bytes.CopyTo(_block);
    }

    /// <summary>What stands in a column of hashes; zeros where that is no hash at all, so that it equals none.</summary>
    internal static Sha256Hash Stored(byte[] column) => column.Length == Size ? new Sha256Hash(column) : default;

    /// <summary>The 32 bytes, without a copy. Lives as long as the variable it is asked of.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => _block;

    /// <summary>The 32 bytes as an array of their own, for a <c>bytea</c> parameter.</summary>
    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>44 characters of base 64, padded; the form of checkpoints and proofs.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes);

    /// <summary>Reads <see cref="ToBase64"/>. Any other spelling of the same bytes is refused.</summary>
    public static bool TryParseBase64(ReadOnlySpan<char> text, out Sha256Hash hash)
    {
        if (text.Length == 44 && StrictBase64.TryDecode(text, out var bytes) && bytes.Length == Size)
        {
            hash = new Sha256Hash(bytes);
            return true;
        }

        hash = default;
        return false;
    }

    /// <summary>Reads 64 hexadecimal digits, upper or lower case.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out Sha256Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length == Size * 2
            && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == Size)
        {
            hash = new Sha256Hash(bytes);
            return true;
        }

        hash = default;
        return false;
    }

    /// <summary>As <see cref="TryParseBase64"/>, for text that must be right.</summary>
    /// <exception cref="FormatException">Not the base 64 of 32 bytes.</exception>
    public static Sha256Hash FromBase64(ReadOnlySpan<char> text) =>
        TryParseBase64(text, out var hash) ? hash : throw new FormatException("Not the base 64 of a SHA-256 hash.");

    /// <summary>As <see cref="TryParseHex"/>, for text that must be right.</summary>
    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    public static Sha256Hash FromHex(ReadOnlySpan<char> text) =>
        TryParseHex(text, out var hash) ? hash : throw new FormatException("Not the hexadecimal form of a SHA-256 hash.");

    /// <inheritdoc/>
    public bool Equals(Sha256Hash other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sha256Hash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => MemoryMarshal.Read<int>(Bytes);

    /// <summary>The hexadecimal form.</summary>
    public override string ToString() => ToHex();

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(Sha256Hash left, Sha256Hash right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(Sha256Hash left, Sha256Hash right) => !left.Equals(right);

    [InlineArray(Size)]
    private struct Block
    {
        private byte _first;
    }
}
