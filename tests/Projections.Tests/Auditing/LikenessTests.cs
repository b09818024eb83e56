namespace Safeguard.Projections.Tests.Auditing;

/// <summary>Near duplicates among weighings of harms (G9).</summary>
public sealed class LikenessTests
{
    private const string Text = "She may stop coming to us. The child stays alone at night with nobody awake, as the neighbour saw twice in one week and the school has said since.";

    [Theory]
    [InlineData(Text, 100)]
    [InlineData("SHE MAY STOP COMING TO US! The child stays alone at night with nobody awake, as the neighbour saw twice in one week and the school has said since", 100)]
    [InlineData("", 0)]
    [InlineData("...", 0)]
    [InlineData("The father came home and the children told the nurse what they had seen.", 0)]
    public void Case_and_punctuation_do_not_count_and_nothing_is_like_nothing(string other, int likeness) => Assert.Equal(likeness, Likeness(Text, other));

    [Fact]
    public void One_word_changed_in_a_long_text_is_a_near_duplicate_and_half_a_text_is_none()
    {
        var long_ = string.Join(' ', Enumerable.Range(0, 120).Select(n => $"word{n}"));
        Assert.InRange(Likeness(long_, long_.Replace("word60", "other", StringComparison.Ordinal)), TextLikeness.Near, 99);
        Assert.InRange(Likeness(long_, long_[..(long_.Length / 2)]), 1, TextLikeness.Near - 1);
    }

    [Fact]
    public void Short_texts_are_compared_whole()
    {
        Assert.Equal(100, Likeness("At risk.", "at RISK"));
        Assert.Equal(0, Likeness("At risk.", "At home."));
    }

    private static int Likeness(string left, string right) => new TextLikeness(left).To(new TextLikeness(right));
}
