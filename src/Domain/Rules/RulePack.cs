using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Safeguard.Domain.Rules;

/// <summary>
/// The law and guidance of one nation from a date on. Rules are dated data: a decision is judged by the pack in force on
/// its own date and stores its name, so that a replay never judges 2019 by today's law (design D9). Which pack is in force
/// on a day is the rule book's to say: <see cref="RuleBook.PackOn"/>.
/// </summary>
/// <param name="From">The first day of its law, as far as was known when the release was made.</param>
/// <param name="Confirmed">False where a source was not read in full: the product then says “draft, verify”.</param>
/// <param name="Routes">The routes by which a share can be lawful, in the order in which they are tried.</param>
public sealed record RulePack(
    string Name, Jurisdiction Jurisdiction, DateOnly From, bool Confirmed, string Source, ImmutableArray<RouteRule> Routes)
{
    /// <summary>Whether UK GDPR Art 6(1)(ea), recognised legitimate interest, may be chosen; by public authorities never (R3.1.4).</summary>
    public bool RecognisedLegitimateInterest { get; init; }

    /// <summary>The name as shown to people.</summary>
    public string Label => Confirmed ? Name : $"{Name} (draft, verify)";

    /// <summary>
    /// SHA-256 of the content, in hexadecimal: what was published as in force can be told from what a later release carries
    /// under the same name.
    /// </summary>
    public string Digest()
    {
        IEnumerable<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Name}|{Jurisdiction}|{From:yyyy-MM-dd}|{Confirmed}|{Source}|{RecognisedLegitimateInterest}"),
            .. Routes.Select(r => $"{r.Route}|{r.Words}|{r.Source}|{r.Confirmed}|{r.PerceivedRiskIsEnough}"),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>The route, where this pack has it.</summary>
    public RouteRule? Find(ShareRoute route) => Routes.FirstOrDefault(r => r.Route == route);

    /// <summary>The packs of a nation that this release brings, oldest first.</summary>
    public static ImmutableArray<RulePack> Of(Jurisdiction jurisdiction) => RulePacks.Of(jurisdiction);

    /// <summary>The pack of that name; null for a name that this release does not know.</summary>
    public static RulePack? Named(string name) => RulePacks.Named(name)?.Pack;

    /// <summary>The pack of that name with that very content; null where this release carries none, or another under the name.</summary>
    public static RulePack? Held(string name, string? digest) => RulePacks.Named(name) is { } known && known.Digest == digest ? known.Pack : null;
}
