using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// What the log says of itself at one size (C2SP tlog-checkpoint): three lines, origin, size in decimal, root in
/// base 64. Says nothing until signed.
/// </summary>
public sealed record Checkpoint
{
    /// <summary>Makes a checkpoint.</summary>
    /// <exception cref="ArgumentException">The origin is empty or is not one line of text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public Checkpoint(string origin, long size, Sha256Hash root)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (origin.Any(character => character < ' '))
        {
            throw new ArgumentException("An origin is one line of text.", nameof(origin));
        }

        (Origin, Size, Root) = (origin, size, root);
    }

    /// <summary>Which log speaks. Another history (after a restore that lost entries) has another origin.</summary>
    public string Origin { get; }

    /// <summary>Number of leaves; the last position in the log.</summary>
    public long Size { get; }

    /// <summary>Root of the tree at that size.</summary>
    public Sha256Hash Root { get; }

    /// <summary>The note text that is signed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>
    /// Reads a note text. Extension lines after the third are allowed, must not be empty, and are passed over: the
    /// format advises against them and we never write any.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text is null || !text.EndsWith('\n'))
        {
            return false;
        }

        var lines = text[..^1].Split('\n');
        if (lines.Length < 3
            || Array.Exists(lines, line => line.Length == 0 || line.Any(character => character < ' '))
            || !TryParseSize(lines[1], out var size)
            || !Sha256Hash.TryParseBase64(lines[2], out var root))
        {
            return false;
        }

        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }

    private static bool TryParseSize(string text, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && (text[0] != '0' || text.Length == 1);
}
