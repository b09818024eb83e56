using Safeguard.Domain;
using Safeguard.Domain.Rules;
using Safeguard.Support.Specs;

namespace Safeguard.Projections.Tests;

/// <summary>What was in force on a day, what waits for approval, and what is overdue (V15; SOM-34).</summary>
public sealed class RulesInForceTests
{
    private static readonly DateOnly Day = new(2026, 11, 9);
    private static readonly ActorId Publisher = ActorId.Of("administrator"), Officer = ActorId.Of("officer");

    [Fact]
    public void A_protocol_reads_overdue_the_day_after_it_was_to_be_looked_at_again()
    {
        var protocol = Document(DocumentKind.Protocol, "1.5", new(2025, 11, 9));
        Assert.Equal((new DateOnly(2026, 11, 9), false), Due(protocol, Day));
        Assert.Equal((new DateOnly(2026, 11, 9), true), Due(protocol, Day.AddDays(1)));
        var policy = Line(Document(DocumentKind.PolicyDocument, "1", new(2025, 1, 1)), Day);
        Assert.Equal(((DateOnly?)null, (bool?)null), (policy.ReviewDue, policy.ReviewOverdue));
    }

    [Fact]
    public void Only_a_rule_packs_content_is_held_and_only_while_it_is_what_was_published()
    {
        var pack = Document(DocumentKind.RulePack, "ENG-2026.2", new(2026, 9, 30)) with { Digest = RulePack.Named("ENG-2026.2")!.Digest() };
        Assert.Equal((true, true), (Line(pack, Day).ContentHeld, Line(pack, Day).Draft));
        Assert.False(Line(pack with { Digest = new string('0', 64) }, Day).ContentHeld);
        Assert.Equal((false, (bool?)null), (Line(Document(DocumentKind.Protocol, "P2R-1.5", new(2026, 2, 1)), Day).ContentHeld, Line(Document(DocumentKind.Protocol, "P2R-1.5", new(2026, 2, 1)), Day).Draft));
    }

    [Fact]
    public void What_nobody_approved_waits_and_is_in_force_on_no_day()
    {
        var view = RulesInForce.Of([Book(Document(DocumentKind.Protocol, "1", new(2026, 1, 1)) with { ApprovedBy = null })], Day);
        Assert.Empty(view.InForce);
        Assert.Null(Assert.Single(view.AwaitingApproval).ApprovedBy);
    }

    [Fact]
    public void Each_nation_reads_by_which_pack_its_decisions_are_judged_and_on_whose_word()
    {
        var view = RulesInForce.Of([SomeRules.England.With("ENG-2026.2", Day.AddDays(1)), SomeRules.Wales], Day);
        Assert.Equal(
            [(Jurisdiction.England, "ENG-2026.1", PackOrigin.Release, "ENG-2026.2"), (Jurisdiction.Wales, "WAL-2026", PackOrigin.Release, (string?)null)],
            view.Packs.Select(p => (p.Nation, p.Pack, p.Origin, p.BroughtByRelease)));
        Assert.All(view.Packs, p => Assert.Equal((true, true, (DocumentId?)null), (p.ContentHeld, p.Draft, p.Publication)));

        var published = Assert.Single(RulesInForce.Of([SomeRules.England.With("ENG-2026.2", Day)], Day).Packs);
        Assert.Equal(("ENG-2026.2", PackOrigin.Publication, SomeRules.Publication, (string?)null), (published.Pack, published.Origin, published.Publication, published.BroughtByRelease));
    }

    [Fact]
    public void A_pack_whose_content_is_another_here_says_so()
    {
        var line = Assert.Single(RulesInForce.Of([SomeRules.England.WithAnother("ENG-2026.2", Day)], Day).Packs);
        Assert.Equal(("ENG-2026.2", PackOrigin.Publication, false, (bool?)null), (line.Pack, line.Origin, line.ContentHeld, line.Draft));
    }

    private static (DateOnly?, bool?) Due(PublishedDocument document, DateOnly on) => (Line(document, on).ReviewDue, Line(document, on).ReviewOverdue);

    private static DocumentLine Line(PublishedDocument document, DateOnly on) => Assert.Single(RulesInForce.Of([Book(document)], on).InForce);

    private static RuleBook Book(PublishedDocument document) => new(Jurisdiction.England) { Documents = [document] };

    private static PublishedDocument Document(DocumentKind kind, string version, DateOnly from) =>
        new(DocumentId.From(Guid.CreateVersion7()), kind, "Invented document", version, from, null, Publisher) { ApprovedBy = Officer };
}
