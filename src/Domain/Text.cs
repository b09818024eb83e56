using System.Globalization;
using System.Text;

namespace Safeguard.Domain;

/// <summary>
/// What text may be recorded: its length and its characters, and nothing of its meaning. Every script passes, as do
/// line breaks and tabs in a narrative (domain §6 rows 89 to 91; design D10). The one such policy: every decider asks it.
/// Each check answers null for text that passes, so that checks chain with <c>??</c>. Whether text may be left out is
/// the caller's rule: null and blank text pass here.
/// </summary>
/// <remarks>
/// Length is counted in UTF-16 units, as browsers and their character counters do. Text is kept as it came: nothing is
/// trimmed, folded or normalised (design D3).
/// </remarks>
public static class Text
{
    /// <summary>The longest narrative: a reason, a note, a summary.</summary>
    public const int NarrativeLimit = 5_000;

    /// <summary>The longest analysis of an assessment or a share.</summary>
    public const int AnalysisLimit = 20_000;

    /// <summary>The longest single line: a name of somebody, a street, an agency.</summary>
    public const int LineLimit = 200;

    /// <summary>The longest code chosen by people: a form's version, an edition.</summary>
    public const int CodeLimit = 40;

    /// <summary>The shortest reason, in characters that somebody sees: one word says nothing of this family (domain §2.5, §5 rule 2; §6 rows 49 and 79).</summary>
    public const int ShortestReason = 20;

    /// <summary>Whether fewer characters can be seen than asked. A run of blanks counts as one, and those at the ends as none: padding makes no reason longer.</summary>
    public static bool IsShort(string? text, int least = ShortestReason)
    {
        var (count, blank) = (0, true);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var white = Rune.IsWhiteSpace(rune);
            if (!white && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control) continue;
            if (!white || !blank) count++;
            blank = white;
        }

        return (blank && count > 0 ? count - 1 : count) < least;
    }

    /// <summary>True for null, for white space, and for characters that nobody can see.</summary>
    public static bool IsBlank(string? text) =>
        text is null || text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

    /// <summary>Free text of up to <see cref="NarrativeLimit"/> characters.</summary>
    public static Refusal? Narrative(string pointer, string? text) => Check(pointer, text, NarrativeLimit, lines: true);

    /// <summary>Free text of up to <see cref="AnalysisLimit"/> characters.</summary>
    public static Refusal? Analysis(string pointer, string? text) => Check(pointer, text, AnalysisLimit, lines: true);

    /// <summary>One line of up to <see cref="LineLimit"/> characters: a line break or tab in it is refused.</summary>
    public static Refusal? Line(string pointer, string? text) => Check(pointer, text, LineLimit, lines: false);

    /// <summary>
    /// A code that is stored in plain and so must not hold a sentence: up to <see cref="CodeLimit"/> ASCII letters,
    /// digits, dots, hyphens and underscores.
    /// </summary>
    public static Refusal? Code(string pointer, string? text) =>
        string.IsNullOrEmpty(text) || (text.Length <= CodeLimit && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            ? null
            : TextRefusals.NotACode(pointer);

    /// <summary>
    /// The name of a place, stored in plain: up to <see cref="CodeLimit"/> letters of any script, digits, spaces,
    /// hyphens, apostrophes and commas.
    /// </summary>
    public static Refusal? Place(string pointer, string? text) =>
        string.IsNullOrEmpty(text) || (text.Length <= CodeLimit && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'' or '’' or ','))
            ? null
            : TextRefusals.NotAPlace(pointer);

    private static Refusal? Check(string pointer, string? text, int limit, bool lines)
    {
        if (text is null) return null;
        if (text.Length > limit) return TextRefusals.TooLong(pointer, limit);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD; it cannot be stored (design D3), a typed U+FFFD can.
            var lone = rune == Rune.ReplacementChar && text[at] != '\uFFFD';
            if (lone || Forbidden(rune, lines)) return TextRefusals.CharacterNotAllowed(pointer, lone ? text[at] : rune.Value, at);
            at += rune.Utf16SequenceLength;
        }
        return null;
    }

    /// <summary>
    /// Control characters, and the embeddings, overrides and isolates that show text in another order than it is
    /// stored. The plain marks U+200E, U+200F and U+061C stay: Arabic and Hebrew names need them.
    /// </summary>
    private static bool Forbidden(Rune rune, bool lines) => rune.Value switch
    {
        '\t' or '\n' or '\r' => !lines,
        >= 0x202A and <= 0x202E => true,
        >= 0x2066 and <= 0x2069 => true,
        _ => Rune.IsControl(rune),
    };
}

/// <summary>What text can be refused for. No refusal repeats any of the text.</summary>
public static class TextRefusals
{
    public static Refusal TooLong(string pointer, int limit) => Refusal.Content("TOO_LONG",
        string.Create(CultureInfo.InvariantCulture, $"The text is longer than {limit} characters."), pointer, "domain §6 row 89",
        "Shorten it, or keep the document where it is and say where.");

    public static Refusal CharacterNotAllowed(string pointer, int character, int at) => Refusal.Content("CHARACTER_NOT_ALLOWED",
        string.Create(CultureInfo.InvariantCulture, $"Character {at + 1} (U+{character:X4}) is a control or reordering character, which cannot be recorded."),
        pointer, "domain §6 row 89", "Delete that character; text pasted from another program often brings it along.");

    public static Refusal NotACode(string pointer) => Refusal.Content("NOT_A_CODE",
        "This is kept in plain, so it takes a code of at most 40 letters, digits, dots, hyphens and underscores.",
        pointer, "design D5", "Give the code alone; put any explanation into a narrative.");

    public static Refusal NotAPlace(string pointer) => Refusal.Content("NOT_A_PLACE",
        "This is kept in plain, so it takes the name of an area of at most 40 letters, digits, spaces and hyphens.",
        pointer, "design D5", "Give the name of the area alone.");
}
