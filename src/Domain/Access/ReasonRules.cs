using System.Globalization;

namespace Safeguard.Domain.Access;

/// <summary>
/// Whether a reason says something of the case (domain §5 rule 2; §6 row 79). No machine can tell a good reason; this one
/// tells what could stand under any record from what could not, and a person reads the rest within two working days.
/// </summary>
internal static class ReasonRules
{
    /// <summary>Words that could be said of every record: two others at least must stand beside them.</summary>
    private static readonly HashSet<string> General = new(StringComparer.Ordinal)
    {
        "access", "about", "all", "and", "any", "asap", "because", "break", "can", "case", "cases", "check", "checking", "child", "children", "client", "concern", "concerns",
        "data", "details", "emergency", "family", "file", "find", "for", "from", "get", "glass", "had", "has", "have", "help", "her", "him", "his", "important", "info",
        "information", "into", "job", "just", "know", "look", "looking", "may", "more", "must", "need", "needed", "needs", "now", "open", "our", "out", "please", "practice",
        "private", "purpose", "purposes", "quick", "quickly", "read", "reading", "reason", "reasons", "record", "records", "required", "restricted", "review", "safeguarding", "see",
        "seeing", "some", "something", "that", "the", "their", "them", "there", "this", "urgent", "urgently", "use", "very", "view", "viewing", "want", "wanted", "was", "what",
        "who", "why", "will", "with", "work", "working", "would", "you", "your",
    };

    private const int SpecificWords = 2;

    public static Refusal? Refuse(string? reason)
    {
        if (Text.IsShort(reason)) return BreakGlassRefusals.ReasonTooShort;
        return Words(reason!).Where(w => w.Length > 2 && !General.Contains(w)).Distinct(StringComparer.Ordinal).Count() < SpecificWords
            ? BreakGlassRefusals.ReasonNotSpecific
            : null;
    }

    private static string[] Words(string text) =>
        string.Concat(text.Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? char.ToLowerInvariant(c) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
