using System.Buffers;

namespace Safeguard.Domain.Families;

/// <summary>
/// A family's reference as people say it on the telephone: <c>F-</c> and seven characters that say nothing about the
/// family (domain §2.2). The alphabet has no I, L, O or U, so that nothing is misread and few words come out; seven of
/// its 32 characters give 34 thousand million references.
/// </summary>
public static class FamilyReference
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 7;
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>The reference that 35 random bits spell. Where they come from, and that it is unique, is for the edge.</summary>
    public static string Of(ulong random) => string.Create(Length + 2, random, static (span, bits) =>
    {
        span[0] = 'F';
        span[1] = '-';
        for (var i = 2; i < span.Length; i++, bits >>= 5) span[i] = Alphabet[(int)(bits & 31)];
    });

    /// <summary>True for a text of that shape, in capitals.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: Length + 2 } && text.StartsWith("F-", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(Letters) < 0;
}
