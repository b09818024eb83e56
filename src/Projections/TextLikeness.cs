namespace Safeguard.Projections;

/// <summary>
/// How like two texts are (G9): the share of runs of three words that both have among those that either has (Jaccard).
/// Case and punctuation do not count. Nothing of a text is kept: not its runs, and no hash of them.
/// </summary>
public sealed class TextLikeness
{
    /// <summary>From here on, in hundredths, two texts are pointed out as near duplicates.</summary>
    public const int Near = 90;

    private const int Words = 3;

    private readonly HashSet<string> _runs;

    public TextLikeness(string text) => _runs = RunsOf(text);

    /// <summary>In hundredths, rounded down; 0 where one of them says nothing.</summary>
    public int To(TextLikeness other)
    {
        if (_runs.Count == 0 || other._runs.Count == 0) return 0;
        var both = _runs.Count(other._runs.Contains);
        return both * 100 / (_runs.Count + other._runs.Count - both);
    }

    private static HashSet<string> RunsOf(string text)
    {
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is > 0 and < Words) return [string.Join(' ', words)];
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - Words + 1)).Select(at => string.Join(' ', words[at..(at + Words)]))];
    }
}
