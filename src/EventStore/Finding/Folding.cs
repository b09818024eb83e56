using System.Globalization;
using System.Text;

namespace Safeguard.EventStore.Finding;

/// <summary>
/// Brings what people type and what was recorded to one spelling before it is hashed: a hash finds only what is
/// equal. What is stored in the record itself is never folded.
/// </summary>
public static class Folding
{
    /// <summary>
    /// The parts of a name: accents and apostrophes dropped, upper case, split at spaces and hyphens.
    /// <c>Siân O'Neill-Nguyễn</c> gives SIAN, ONEILL, NGUYEN. Scripts without case or accents stay as they are.
    /// </summary>
    public static IReadOnlyList<string> NameParts(params IReadOnlyList<string?> names)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var name in names)
        {
            foreach (var rune in (name ?? "").Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '’' or '`') continue;
                if (Rune.IsLetterOrDigit(rune)) part.Append(Rune.ToUpperInvariant(rune).ToString());
                else Finish();
            }

            Finish();
        }

        return [.. parts.Distinct(StringComparer.Ordinal)];

        void Finish()
        {
            if (part.Length > 0) parts.Add(part.ToString());
            part.Clear();
        }
    }

    /// <summary>Letters and digits in upper case: for references, postcodes and identifiers.</summary>
    public static string Code(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
