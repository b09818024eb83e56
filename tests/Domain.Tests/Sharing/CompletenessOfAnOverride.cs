using System.Text.Json;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeOverride;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class CompletenessOfAnOverride
{
    [Fact]
    public void All_twenty_tests_are_listed_in_order() =>
        Assert.Equal(Enum.GetValues<OverrideTest>(), Of(Decided).Tests.Select(t => t.Test));

    [Fact]
    public void Whole_authorised_and_sent_it_is_complete() =>
        Assert.True(Of(DecidedWhole, authorised: true, sent: true).Complete);

    [Fact]
    public void Whole_but_not_authorised_and_not_sent_two_tests_are_pending()
    {
        var completeness = Of(DecidedWhole);
        Assert.False(completeness.Complete);
        Assert.Equal([OverrideTest.J19, OverrideTest.J20], With(completeness, TestState.Pending));
        Assert.Empty(With(completeness, TestState.Empty));
    }

    [Fact]
    public void What_may_come_later_reads_empty_until_it_does() =>
        Assert.Equal(
            [OverrideTest.J6, OverrideTest.J10, OverrideTest.J12, OverrideTest.J13, OverrideTest.J14, OverrideTest.J16, OverrideTest.J17, OverrideTest.J18],
            With(Of(Decided, authorised: true, sent: true), TestState.Empty));

    [Fact]
    public void With_no_special_item_there_is_no_line_to_give() =>
        Assert.DoesNotContain(OverrideTest.J10, With(Of(Decided with { Items = [new(1, InformationCategory.SafeStorage, SomeShare.UseEntry)] }), TestState.Empty));

    [Fact]
    public void Every_special_item_needs_its_own_line() =>
        Assert.Contains(OverrideTest.J10, With(Of(DecidedWhole with { SpecialData = [DecidedWhole.SpecialData![0]] }), TestState.Empty));

    [Theory]
    [InlineData(DpaCondition.Paragraph18, true)]
    [InlineData(DpaCondition.Paragraph6, true)]
    [InlineData(DpaCondition.Paragraph2, false)]
    [InlineData(DpaCondition.Paragraph10, false)]
    public void Paragraphs_6_and_18_need_a_policy_document_in_force(DpaCondition condition, bool needed) =>
        Assert.Equal(needed, With(
            Of(DecidedWhole with { DataProtection = new(Article6.PublicTask) { Condition = condition, PolicyDocumentInForce = false } }), TestState.Empty)
            .Contains(OverrideTest.J12));

    [Fact]
    public void A_share_is_traced_once_it_is_sent_written_down_in_a_day_and_received()
    {
        Assert.Equal(TestState.Pending, OverrideCompleteness.TraceOf([]));
        Assert.Equal(TestState.Pending, OverrideCompleteness.TraceOf([new(DisclosureChannel.SecureEmail, At(9, 0), At(9, 5))]));
        Assert.Equal(TestState.Answered, OverrideCompleteness.TraceOf([new(DisclosureChannel.SecureEmail, At(9, 0), At(9, 0).AddHours(24)) { ReceivedAt = At(9, 5) }]));
        Assert.Equal(TestState.Late, OverrideCompleteness.TraceOf([new(DisclosureChannel.SecureEmail, At(9, 0), At(9, 1).AddHours(24)) { ReceivedAt = At(9, 5) }]));
    }

    [Theory]
    [InlineData(DisclosureChannel.Phone, TestState.Answered)]
    [InlineData(DisclosureChannel.InPerson, TestState.Answered)]
    [InlineData(DisclosureChannel.Meeting, TestState.Answered)]
    [InlineData(DisclosureChannel.Post, TestState.Pending)]
    [InlineData(DisclosureChannel.ThisRecord, TestState.Pending)]
    public void What_is_told_by_word_of_mouth_is_received_in_the_telling(DisclosureChannel channel, TestState expected) =>
        Assert.Equal(expected, OverrideCompleteness.TraceOf([new(channel, At(9, 0), At(9, 5))]));

    [Fact]
    public void Items_that_nobody_checked_are_not_accurate() =>
        Assert.Contains(OverrideTest.J17, With(Of(DecidedWhole with { Accuracy = new(false, Today) }), TestState.Empty));

    [Fact]
    public void Erased_words_were_answered_all_the_same()
    {
        var erased = Personal<string>.Erased(DataSubject.Of(Family.Id));
        Assert.DoesNotContain(OverrideTest.J9, With(Of(DecidedWhole with { Proportionality = new(erased, erased, erased) }), TestState.Empty));
    }

    [Fact]
    public void The_state_of_a_share_says_the_same_as_its_event()
    {
        var share = Family.Given(Household, SomeShare.Proposal, Decided).Record.Sharing.Find(SomeShare.Id)!;
        Assert.Equal(Of(Decided).Tests, OverrideCompleteness.Of(share.Override!.Answered, authorised: false, TestState.Pending).Tests);
    }

    [Fact]
    public void The_state_survives_storage_as_JSON()
    {
        var state = Family.Given(Household, SomeShare.Proposal, DecidedWhole, SomeShare.Authorised.RecordedBy(Manager), SomeShare.Disclosed).Record.Sharing;
        var stored = JsonSerializer.Serialize(state, EventJson.Options);
        Assert.Equal(SpecJson.Of(state), SpecJson.Of(JsonSerializer.Deserialize<SharingState>(stored, EventJson.Options)));
        Assert.DoesNotContain("noon", stored, StringComparison.Ordinal);
    }

    private static OverrideCompleteness Of(OverrideDecided decided, bool authorised = false, bool sent = false) =>
        OverrideCompleteness.Of(OverrideTests.AnsweredIn(decided), authorised, sent ? TestState.Answered : TestState.Pending);

    private static IEnumerable<OverrideTest> With(OverrideCompleteness completeness, TestState state) =>
        completeness.Tests.Where(t => t.State == state).Select(t => t.Test);
}
