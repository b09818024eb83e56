using Safeguard.Domain.Rules;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Rules;

/// <summary>Which pack is in force on a day: as people published it, else as the release brings it (design D9).</summary>
public sealed class PacksInForce
{
    private static readonly DateOnly Announced = new(2026, 9, 30), Commenced = new(2026, 11, 1);
    private static readonly RuleBook England = SomeRules.England;

    [Theory]
    [InlineData("2005-01-01", "ENG-2006")] // days before the first pack fall under the first
    [InlineData("2026-02-04", "ENG-2024")]
    [InlineData("2026-02-05", "ENG-2026.1")]
    [InlineData("2026-09-29", "ENG-2026.1")]
    [InlineData("2026-09-30", "ENG-2026.2")]
    public void Where_nobody_published_any_the_release_brings_them(string on, string pack) => Brings(England, on, pack);

    [Theory]
    [InlineData("2026-09-30", "ENG-2026.1")]
    [InlineData("2026-10-31", "ENG-2026.1")]
    [InlineData("2026-09-29", "ENG-2026.1")]
    [InlineData("2024-04-19", "ENG-2024")]
    public void A_pack_that_is_published_for_a_later_day_is_held_back_and_the_days_between_fall_to_the_one_before(string on, string pack) =>
        Brings(England.With("ENG-2026.2", Commenced), on, pack);

    [Fact]
    public void From_its_own_first_day_on_it_is_in_force_by_its_publication() =>
        Assert.Equal(("ENG-2026.2", SomeRules.Publication), On(England.With("ENG-2026.2", Commenced), "2026-11-01"));

    [Theory]
    [InlineData("2027-01-31", "ENG-2026.2", true)]
    [InlineData("2027-02-01", "ENG-2026.1", false)]
    public void When_it_is_ended_the_one_before_is_in_force_again(string on, string pack, bool published) =>
        Assert.Equal((pack, published), Said(England.With("ENG-2026.2", Announced, new(2027, 1, 31)), on));

    [Theory]
    [InlineData("2026-09-29", "ENG-2026.1", true)]
    [InlineData("2026-09-30", "ENG-2026.2", true)]
    [InlineData("2027-01-31", "ENG-2026.2", true)]
    [InlineData("2027-02-01", "ENG-2026.1", false)] // its own publication ended only because another took its place
    public void So_it_is_where_the_one_before_was_published_too(string on, string pack, bool published) =>
        Assert.Equal((pack, published), Said(England.With("ENG-2026.1", new(2026, 2, 5), new(2026, 9, 29)).With("ENG-2026.2", Announced, new(2027, 1, 31)), on));

    [Theory]
    [InlineData("2026-12-31", "ENG-2026.1")]
    [InlineData("2027-06-30", "ENG-2026.1")]
    [InlineData("2027-07-01", "ENG-2024")] // and the newer one, ended before it, does not come back
    public void A_pack_may_be_published_again_after_another_was_ended(string on, string pack) => Assert.Equal(pack, England
        .With("ENG-2026.2", Announced, new(2026, 11, 30)).With("ENG-2026.1", new(2026, 12, 1), new(2027, 6, 30)).PackOn(Day(on)).Name);

    [Fact]
    public void What_was_published_stands_against_what_a_release_brings_later()
    {
        var open = England.With("ENG-2026.1", new(2026, 2, 5));
        Assert.Equal(("ENG-2026.1", true), Said(open, "2026-10-15"));
        Assert.Equal(("ENG-2026.2", false), Said(England.With("ENG-2026.1", new(2026, 2, 5), new(2026, 12, 31)), "2027-01-01"));
        Assert.Equal(("ENG-2024", false), Said(open, "2026-02-04"));
    }

    [Fact]
    public void A_draft_holds_nothing_back()
    {
        var approved = England.With("ENG-2026.2", Commenced);
        Brings(approved with { Documents = [approved.Documents[0] with { ApprovedBy = null }] }, "2026-09-30", "ENG-2026.2");
    }

    [Fact]
    public void Another_kind_of_document_under_that_name_is_no_pack()
    {
        var approved = England.With("ENG-2026.2", Commenced);
        Brings(approved with { Documents = [approved.Documents[0] with { Kind = DocumentKind.Protocol }] }, "2026-09-30", "ENG-2026.2");
    }

    [Fact]
    public void Each_nation_has_its_own()
    {
        Brings(SomeRules.Wales, "2026-10-15", "WAL-2026");
        Assert.Equal(("WAL-2024", false), Said(SomeRules.Wales.With("WAL-2026", new(2027, 1, 1)), "2026-10-15"));
        Assert.Equal(("WAL-2026", true), Said(SomeRules.Wales.With("WAL-2026", new(2027, 1, 1)), "2027-01-01"));
    }

    [Fact]
    public void The_rules_of_a_day_are_the_packs_content()
    {
        Assert.Equal(RulePack.Named("ENG-2026.1"), England.With("ENG-2026.2", Commenced).RulesOn(Announced).Value);
        Assert.Equal(RulePack.Named("ENG-2026.2"), England.With("ENG-2026.2", Commenced).RulesOn(Commenced).Value);
    }

    [Fact]
    public void What_this_release_does_not_carry_as_it_was_published_is_named_and_never_replaced()
    {
        foreach (var book in (RuleBook[])[England.WithAnother("ENG-2026.2", Commenced), England.WithAnother("ENG-2099", Commenced)])
        {
            var name = Assert.Single(book.NotHeld).Version;
            Assert.Equal((name, (RulePack?)null), (book.PackOn(Commenced).Name, book.PackOn(Commenced).Held()));
            var refusal = book.RulesOn(Commenced).Refusal!;
            Assert.Equal(("RULES_NOT_HELD", RefusalKind.Unavailable), (refusal.Code, refusal.Kind));
            Assert.Contains(name, refusal.Sentence, StringComparison.Ordinal);
            Assert.NotNull(book.RulesOn(Commenced.AddDays(-1)).Value);
        }

        Assert.Empty(England.With("ENG-2026.2", Commenced).NotHeld);
    }

    /// <summary>What was published is held against these digests (their first half) for years: a pack of a release never changes under its name, it gets a successor.</summary>
    [Theory]
    [MemberData(nameof(Digests))]
    public void A_pack_that_was_released_stays_as_it_is(string pack, string digest) => Assert.StartsWith(digest, RulePack.Named(pack)!.Digest(), StringComparison.Ordinal);

    public static TheoryData<string, string> Digests => new()
    {
        { "ENG-2006", "146c1f51e0ce4774d6ce65048bcbe503" },
        { "ENG-2018", "11f4d9f983e419a4e7dfddeb307b9e10" },
        { "ENG-2024", "ace8ffb4d980ad775ce3695f7ea80450" },
        { "ENG-2026.1", "18b53e851c4054dc4e6c5c3f7a815ecf" },
        { "ENG-2026.2", "e34b1ea35957f409c4e0e348d3cbf7f3" },
        { "WAL-2006", "2d7bec11af3aff9120bdfd10f3ce0c56" },
        { "WAL-2016", "627cf422ae3cc472ebcdbce510dc9daf" },
        { "WAL-2024", "e5ee2f919f18c8b61068d1ee59f746c5" },
        { "WAL-2026", "3c2dbbfc1df34272de64a58e26a46063" },
    };

    private static void Brings(RuleBook book, string on, string pack) => Assert.Equal((pack, false), Said(book, on));

    private static (string, bool) Said(RuleBook book, string on) => (book.PackOn(Day(on)).Name, book.PackOn(Day(on)).Publication is not null);

    private static (string, DocumentId?) On(RuleBook book, string on) => (book.PackOn(Day(on)).Name, book.PackOn(Day(on)).Publication?.Id);

    private static DateOnly Day(string on) => DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
}
