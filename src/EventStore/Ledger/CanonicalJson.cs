using System.Diagnostics.CodeAnalysis;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The one spelling of a JSON value that leaves are hashed from: RFC 8785 (members sorted by UTF-16 code units, no
/// white space, fewest escapes, UTF-8), with numbers held to whole ones within ±(2^53−1), so that what PostgreSQL's
/// <c>jsonb</c> gives back has the same spelling as what went in. Text is never normalised.
/// </summary>
/// <remarks>
/// Order of members, white space and escapes of the input are free: <c>jsonb</c> changes them too. A change that it
/// would keep apart (<c>1.0</c> from <c>1</c>, a digit beyond a double) is refused rather than smoothed over.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Objects and arrays that may stand inside one another.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest number allowed, 2^53−1; the smallest is its negative (RFC 7493 §2.2).</summary>
    public const long MaxNumber = (1L << 53) - 1;

    /// <summary>The canonical form of one JSON value.</summary>
    /// <param name="utf8Json">Exactly one value in UTF-8, without a byte order mark.</param>
    /// <exception cref="NotCanonicalException">The value breaks a rule; says where and which.</exception>
    public static byte[] Canonicalise(ReadOnlySpan<byte> utf8Json)
    {
        var output = CanonicalBuffer.Rent();
        new CanonicalParser(utf8Json, output, pointerPrefix: "").Copy();
        var canonical = output.Written.ToArray();
        output.Return();
        return canonical;
    }

    /// <summary>As <see cref="Canonicalise"/>, for verifying: a stored value that breaks a rule is a finding.</summary>
    /// <param name="utf8Json">Exactly one value, such as <c>jsonb::text</c> gives.</param>
    /// <param name="canonical">The canonical form, when there is one.</param>
    /// <param name="problem">Otherwise the place and the rule. Not thrown.</param>
    public static bool TryCanonicalise(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out byte[]? canonical,
        [NotNullWhen(false)] out NotCanonicalException? problem)
    {
        try
        {
            (canonical, problem) = (Canonicalise(utf8Json), null);
            return true;
        }
        catch (NotCanonicalException found)
        {
            (canonical, problem) = (null, found);
            return false;
        }
    }

    /// <summary>Whether the bytes are already in canonical form, to the last byte.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8Json) =>
        TryCanonicalise(utf8Json, out var canonical, out _) && utf8Json.SequenceEqual(canonical);
}
