using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

public sealed class CheckpointTests
{
    private const string Root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";

    [Theory]
    [InlineData("example.com/log\n0\n" + Root + "\n", 0)]
    [InlineData("example.com/log\n9223372036854775807\n" + Root + "\n", long.MaxValue)]
    [InlineData("example.com/log\n20852163\n" + Root + "\n", 20852163)]
    public void A_checkpoint_that_was_read_is_written_the_same_again(string text, long size)
    {
        Assert.True(Checkpoint.TryParse(text, out var checkpoint));
        Assert.Equal(new Checkpoint("example.com/log", size, Sha256Hash.FromBase64(Root)), checkpoint);
        Assert.Equal(text, checkpoint.ToString());
    }

    [Fact]
    public void Extension_lines_are_allowed_and_passed_over()
    {
        Assert.True(Checkpoint.TryParse($"Any origin at all\n7\n{Root}\nTimestamp: 1\nmore\n", out var checkpoint));
        Assert.Equal(("Any origin at all", 7), (checkpoint.Origin, checkpoint.Size));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("o\n1\n")]
    [InlineData("o\n1\n" + Root)]                    // no line feed at the end
    [InlineData("\n1\n" + Root + "\n")]              // no origin
    [InlineData("o\n\n" + Root + "\n")]
    [InlineData("o\n01\n" + Root + "\n")]
    [InlineData("o\n00\n" + Root + "\n")]
    [InlineData("o\n+1\n" + Root + "\n")]
    [InlineData("o\n-1\n" + Root + "\n")]
    [InlineData("o\n 1\n" + Root + "\n")]
    [InlineData("o\n1 \n" + Root + "\n")]
    [InlineData("o\n0x1\n" + Root + "\n")]
    [InlineData("o\n١\n" + Root + "\n")]             // a digit, but not an ASCII one
    [InlineData("o\n9223372036854775808\n" + Root + "\n")]
    [InlineData("o\n1\n" + Root + "\n\n")]           // an empty extension line
    [InlineData("o\n1\n" + Root + "\n\nx\n")]
    [InlineData("o\n1\n" + Root + " \n")]
    [InlineData("o\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n")]
    [InlineData("o\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n")] // unused bits set
    [InlineData("o\n1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQygA\n")] // 33 bytes
    [InlineData("o\n1\nAAAA\n")]
    [InlineData("o\r\n1\r\n" + Root + "\r\n")]
    public void Anything_else_is_no_checkpoint(string? text)
    {
        Assert.False(Checkpoint.TryParse(text, out var checkpoint));
        Assert.Null(checkpoint);
    }

    [Fact]
    public void A_checkpoint_that_could_not_be_read_back_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new Checkpoint("", 1, default));
        Assert.Throws<ArgumentException>(() => new Checkpoint("two\nlines", 1, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Checkpoint("o", -1, default));
    }
}
