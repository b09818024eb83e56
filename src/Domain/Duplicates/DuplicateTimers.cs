using Safeguard.Domain.Families;

namespace Safeguard.Domain.Duplicates;

/// <summary>What the service does by itself once a record is open.</summary>
public static class DuplicateTimers
{
    /// <summary>Becomes <see cref="LookForDuplicates"/>. The body holds <c>family</c>, and lists of <c>children</c> and of records <c>checked</c>.</summary>
    public const string Check = "duplicate-check";

    /// <summary>
    /// Due at once, but after the command: so nothing in the opener's answer can depend on what is found, not even its
    /// time, and of two records opened at the same moment the later one's look finds the earlier. It commits with the
    /// record, so no crash loses it. None where no child is new: there is nothing to compare.
    /// </summary>
    public static IReadOnlyList<Timer> Of(OpenFamily command)
    {
        var children = command.Members.Where(m => m is { Role: MemberRole.Child, Existing: null }).Select(m => m.Person.ToString()).ToList();
        return children.Count == 0
            ? []
            :
            [
                new(Check, command.Now, new Dictionary<string, string>
                {
                    ["family"] = command.Family.ToString(),
                    ["children"] = string.Join(' ', children),
                    ["checked"] = string.Join(' ', command.PossibleDuplicates.Select(d => d.Family)),
                }),
            ];
    }
}
