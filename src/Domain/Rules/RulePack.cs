namespace Safeguard.Domain.Rules;

/// <summary>
/// The law and guidance in force in one nation from a date on. Rules are dated data: a decision is judged by the
/// pack of its own date and stores its name, so that a replay never judges 2019 by today's law (design D9).
/// </summary>
/// <param name="Confirmed">False where a source was not read in full: the product then says “draft, verify”.</param>
public sealed record RulePack(string Name, Jurisdiction Jurisdiction, DateOnly From, bool Confirmed, string Source)
{
    /// <summary>The name as shown to people.</summary>
    public string Label => Confirmed ? Name : $"{Name} (draft, verify)";

    private static readonly RulePack[] Published =
    [
        new("ENG-2006", Jurisdiction.England, new(2006, 10, 1), false, "Earlier editions of statutory guidance, not re-read."),
        new("ENG-2018", Jurisdiction.England, new(2018, 7, 4), false, "Working Together 2018; information sharing advice 2018."),
        new("ENG-2024", Jurisdiction.England, new(2024, 4, 19), false, "Information sharing advice for practitioners, April 2024."),
        new("ENG-2026.1", Jurisdiction.England, new(2026, 2, 5), false, "Data (Use and Access) Act 2025, SI 2026/82."),
        new("ENG-2026.2", Jurisdiction.England, new(2026, 9, 30), false, "Children Act 2004 s.16LA; date announced, regulations not seen."),
        new("WAL-2006", Jurisdiction.Wales, new(2006, 10, 1), false, "Earlier editions of statutory guidance, not re-read."),
        new("WAL-2016", Jurisdiction.Wales, new(2016, 4, 6), false, "Social Services and Well-being (Wales) Act 2014 s.130."),
        new("WAL-2024", Jurisdiction.Wales, new(2024, 10, 1), false, "Single Unified Safeguarding Review."),
    ];

    /// <summary>The pack in force on a day. Days before the first pack fall under the first.</summary>
    public static RulePack InForce(Jurisdiction jurisdiction, DateOnly on) =>
        Published.LastOrDefault(p => p.Jurisdiction == jurisdiction && p.From <= on)
        ?? Published.First(p => p.Jurisdiction == jurisdiction);

    /// <summary>The pack of that name; null for a name that no release ever published.</summary>
    public static RulePack? Named(string name) => Array.Find(Published, p => p.Name == name);
}
