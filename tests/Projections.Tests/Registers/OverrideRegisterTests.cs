using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

public sealed class OverrideRegisterTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly DomainEvent[] Made = [Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1))];

    [Fact]
    public void A_line_has_all_twenty_tests_each_answered_or_not()
    {
        var row = OverrideRegister.Of(Line(Made), At(10, 0));
        Assert.Equal(OverrideTests.All, row.Tests.Select(t => t.Test));
        Assert.Equal((TestState.Answered, TestState.Pending, TestState.Pending), (Of(row, OverrideTest.J4), Of(row, OverrideTest.J19), Of(row, OverrideTest.J20)));
        Assert.Equal(TestState.Empty, Of(row, OverrideTest.J13));
        Assert.Equal(OverrideState.Incomplete, row.Outcome);
        Assert.Equal(Line(Made).Missing, row.Tests.Where(t => t.State != TestState.Answered).Select(t => t.Test));
    }

    [Fact]
    public void An_urgent_one_is_late_once_it_is_due_and_was_not_decided()
    {
        var line = Line([.. Made, AtOnce(0x85, At(9, 1))]);
        var due = line.DecideBy!.Value;
        Assert.Equal((true, false, TestState.Pending), Read(line, due));
        Assert.Equal((true, true, TestState.Late), Read(line, due.AddMicroseconds(1)));
        Assert.Equal((true, false, TestState.Answered), Read(Line([.. Made, AtOnce(0x85, At(9, 1)), AgreedAfterwards(0x85, At(12, 0))]), due.AddDays(9)));
        Assert.Equal((true, true, TestState.Late), Read(Line([.. Made, AtOnce(0x85, At(9, 1)), AgreedAfterwards(0x85, At(12, 0).AddDays(2))]), due.AddDays(9)));
        Assert.Equal((false, false, TestState.Pending), Read(Line(Made), due.AddDays(9)));

        static (bool, bool, TestState) Read(ShareRow line, DateTimeOffset instant)
        {
            var row = OverrideRegister.Of(line, instant);
            return (row.Urgent, row.Late, Of(row, OverrideTest.J19));
        }
    }

    [Fact]
    public void Refused_and_sent_all_the_same_is_said()
    {
        Assert.False(OverrideRegister.Of(Line(Made), At(10, 0)).RefusedThenShared);
        Assert.True(OverrideRegister.Of(Line([.. Made, Sent(0x85, SocialCare, At(9, 3), Entry)]), At(10, 0)).RefusedThenShared);
    }

    [Fact]
    public void Nothing_in_it_says_that_it_was_justified() =>
        Assert.DoesNotContain("justified", JsonSerializer.Serialize(OverrideRegister.Of(Line(Made), At(10, 0)), EventJson.Answers), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_share_under_a_permission_is_not_in_it() =>
        Assert.Throws<ArgumentException>(() => OverrideRegister.Of(Line(Proposed(0x85, SocialCare, At(9, 0), ShareGround.Consent, Entry)), At(10, 0)));

    private static TestState Of(OverrideRow row, OverrideTest test) => row.Tests.Single(t => t.Test == test).State;

    private static ShareRow Line(params DomainEvent[] events) =>
        new History().And(Worker, events).Recorded.Aggregate((ShareRow?)null, ShareRegister.Evolve)!;
}
