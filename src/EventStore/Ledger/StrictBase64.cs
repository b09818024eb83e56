namespace Safeguard.EventStore.Ledger;

/// <summary>Base 64 (RFC 4648 §4) with exactly one accepted spelling for each value.</summary>
internal static class StrictBase64
{
    /// <summary>
    /// Decodes <paramref name="text"/>, or says no. The platform's decoder skips white space and ignores the
    /// unused bits of the last character; two texts would then stand for one hash, and a changed character in a
    /// published proof could go unseen. So what was decoded is written again and compared.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 4 != 0)
        {
            return false;
        }

        var decoded = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, decoded, out var written))
        {
            return false;
        }

        Array.Resize(ref decoded, written);
        if (!text.SequenceEqual(Convert.ToBase64String(decoded)))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}
