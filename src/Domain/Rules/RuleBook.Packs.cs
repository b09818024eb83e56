using System.Collections.Immutable;

namespace Safeguard.Domain.Rules;

/// <summary>Which pack is in force on a day, and on whose word.</summary>
/// <param name="Name">As <c>ENG-2026.2</c>.</param>
/// <param name="Publication">The approved document by which it is; null where the release brings it, by the pack's own date.</param>
public sealed record PackInForce(string Name, PublishedDocument? Publication)
{
    /// <summary>The pack itself; null where this release carries another content under that name, or none.</summary>
    public RulePack? Held() => Publication is null ? RulePack.Named(Name) : RulePack.Held(Name, Publication.Digest);
}

/// <summary>Which rules a decision is judged by (design D9).</summary>
public sealed partial record RuleBook
{
    /// <summary>
    /// The pack in force on a day, as far as this book knows. A pack that was published and approved is in force for the days
    /// that it was published for, whatever date the release gives it or another. A day that no publication covers falls to
    /// the newest pack that the release brings by then, without those that people have taken from it: one that was published
    /// for later days only, and the one whose publication ended last, with the published packs newer than it. So to publish a
    /// pack for a later day holds it back until then, and to end one puts back what was before it.
    /// </summary>
    public PackInForce PackOn(DateOnly on)
    {
        var packs = Packs.ToList();
        if (packs.Find(d => d.Covers(on)) is { } publication) return new(publication.Version, publication);

        var ended = packs.Where(d => d.To < on).MaxBy(d => d.To);
        var endedLaw = ended is null ? default : RulePack.Named(ended.Version)?.From ?? ended.From;
        var brought = RulePack.Of(Nation);
        // Days before the first pack fall under the first.
        return new((brought.LastOrDefault(p => p.From <= on && Stands(p)) ?? brought[0]).Name, null);

        bool Stands(RulePack pack) => packs.Where(d => d.Version == pack.Name).ToList() is not { Count: > 0 } published
            || (published.Exists(d => d.From <= on) && pack.From < endedLaw);
    }

    /// <summary>The content of the pack in force on a day, or that this release does not carry what was published as in force.</summary>
    public Judged<RulePack> RulesOn(DateOnly on) => PackOn(on) is var pack && pack.Held() is { } held ? held : RuleRefusals.NotHeld(pack.Name);

    /// <summary>Packs that were approved and that this release does not carry as they were published: a fault of deployment, to be said before anybody meets it.</summary>
    public IEnumerable<PublishedDocument> NotHeld => Packs.Where(d => RulePack.Held(d.Version, d.Digest) is null);

    private IEnumerable<PublishedDocument> Packs => Documents.Where(d => d.Kind == DocumentKind.RulePack && d.ApprovedBy is not null);
}
