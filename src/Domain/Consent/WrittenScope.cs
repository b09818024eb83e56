namespace Safeguard.Domain.Consent;

/// <summary>Which information, and to whom.</summary>
internal sealed record Scope(IReadOnlyList<InformationCategory> Items, IReadOnlyList<AgencyId> Recipients)
{
    public bool IsSame(IEnumerable<InformationCategory> items, IEnumerable<AgencyId> recipients) =>
        Items.ToHashSet().SetEquals(items) && Recipients.ToHashSet().SetEquals(recipients);
}

/// <summary>Reads a scope as somebody wrote it. “Everything” and “everyone” are known by name, to be refused (domain §6 rows 36, 54).</summary>
internal static class WrittenScope
{
    private static readonly HashSet<string> Everything = new(StringComparer.OrdinalIgnoreCase)
    {
        "*", "all", "any", "anything", "everything", "file", "fullfile", "fullrecord", "record", "wholefile", "wholerecord", "entirerecord",
    };

    private static readonly HashSet<string> Everyone = new(StringComparer.Ordinal)
    {
        "all", "any", "anybody", "anyone", "everybody", "everyone",
    };

    /// <summary>True for words that mean the whole record, however they are spaced.</summary>
    public static bool MeansEverything(string? written) =>
        written is not null && Everything.Contains(string.Concat(written.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))));

    /// <summary>Letters only: the parser would also take a number, and a list of names as one value.</summary>
    public static bool TryCategory(string? written, out InformationCategory category)
    {
        category = default;
        return written is not null && written.All(char.IsAsciiLetter) && Enum.TryParse(written, ignoreCase: true, out category);
    }

    /// <param name="limited">True where the scope is what limits the consent, so that neither side may be empty.</param>
    public static Judged<Scope> Read(IReadOnlyList<string> items, IReadOnlyList<AgencyId> recipients, bool limited)
    {
        if (limited && (items.Count == 0 || recipients.Count == 0)) return ConsentRefusals.ScopeTooWide;
        if (items.Any(MeansEverything) || recipients.Any(r => Everyone.Contains(r.Value))) return ConsentRefusals.ScopeTooWide;

        var read = new List<InformationCategory>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (!TryCategory(items[i], out var category)) return ConsentRefusals.UnknownCategory($"/items/{i}");
            read.Add(category);
        }
        return new Scope([.. read.Distinct()], [.. recipients.Distinct()]);
    }
}
