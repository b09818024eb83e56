using Safeguard.Domain;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Sharing;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>What follows a share, and what asked for it, as each of the two agencies reads it.</summary>
public sealed class AfterSendingTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));

    private static readonly DateTimeOffset Cut = At(20, 0);

    [Fact]
    public void A_correction_is_read_by_who_got_it_in_the_words_for_them_and_changes_nothing_of_what_was_sent()
    {
        var history = Shared().And(Worker, Put(0x85, SocialCare, At(11, 0)));

        var received = Assert.Single(history.View(SocialWorker, asOf: Cut).Received);
        Assert.Equal("It was once.", Assert.Single(received.Corrections).Text.Read());
        Assert.Equal([1], received.Corrections[0].Items);
        Assert.Equal("Sent 1", Assert.Single(received.Items).Text.Read());
        var made = Assert.Single(Assert.Single(history.View(Worker, asOf: Cut).Shares).Corrections);
        Assert.Equal("Once, not twice.", made.WhatWasWrong.Read());
        Assert.Equal([SocialCare], made.Told);
        Assert.Contains(made.Event, history.View(SocialWorker, asOf: Cut).Shown);
        Assert.Empty(Assert.Single(history.View(SocialWorker, asOf: At(10, 59)).Received).Corrections);
    }

    [Fact]
    public void Each_side_of_a_recall_reads_its_own_copy_of_the_words()
    {
        var history = Shared().And(Worker, Recalled(0x85, SocialCare, At(11, 0)));
        Assert.Null(Assert.Single(history.View(Worker, asOf: Cut).Shares).Recalled!.Answer);
        history = history.And(SocialWorker, Kept(0x85, At(12, 0)));

        var (sender, recipient) = (Assert.Single(history.View(Worker, asOf: Cut).Shares).Recalled!, Assert.Single(history.View(SocialWorker, asOf: Cut).Received).Recalled!);
        Assert.Equal(("Wrong team.", "An enquiry, to them."), (sender.Reason.Read(), sender.AnswerReason.Read()));
        Assert.Equal(("Wrong team, to them.", "An enquiry."), (recipient.Reason.Read(), recipient.AnswerReason.Read()));
        Assert.Equal((RecallAnswer.Kept, RecallAnswer.Kept), (sender.Answer, recipient.Answer));
    }

    [Fact]
    public void Who_got_something_under_a_permission_reads_that_it_was_taken_back()
    {
        Assert.Null(Assert.Single(Shared().View(SocialWorker, asOf: Cut).Received).PermissionWithdrawnFrom);
        var told = Shared().And(Worker, PassedOn(0x85, SocialCare, At(11, 0)));
        Assert.Equal(At(11, 0), Assert.Single(told.View(SocialWorker, asOf: Cut).Received).PermissionWithdrawnFrom);
        Assert.Null(Assert.Single(told.View(SocialWorker, asOf: At(10, 59)).Received).PermissionWithdrawnFrom);
    }

    [Fact]
    public void A_request_is_open_until_it_is_answered_or_its_day_has_passed_and_nobody_else_sees_it()
    {
        var history = History.OfTheFamily().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(9, 0)));
        Assert.Equal((RequestState.Open, "What is known, to them?"), Read(history, Worker, Today.AddDays(1)));
        Assert.Equal((RequestState.Expired, "What is known?"), Read(history, SocialWorker, Today.AddDays(2)));
        Assert.Empty(history.View(new Actor(ActorId.Of("teacher"), School, [Role.Practitioner]), asOf: Cut).Requests);

        static (RequestState, string?) Read(History history, Actor reader, DateOnly on) =>
            Assert.Single(history.View(reader, on, Cut).Requests) is var line ? (line.State, line.Questions.Read()) : default;
    }

    [Fact]
    public void Who_asked_reads_the_answer_and_not_the_reasons()
    {
        var history = History.OfTheFamily().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(9, 0))).And(Worker, Denied(0x91, 0x90, SocialCare, At(10, 0)));
        var (asker, asked) = (history.View(SocialWorker, asOf: Cut), history.View(Worker, asOf: Cut));
        Assert.Equal((RequestState.NotShared, "Not now, to them."), (Assert.Single(asker.Requests).State, asker.Requests[0].Answer.Read()));
        Assert.Equal("Not now.", Assert.Single(asked.Requests).Answer.Read());
        Assert.Empty(asker.DecisionsNotToShare);
        Assert.Single(asked.DecisionsNotToShare);
    }

    [Fact]
    public void A_share_answers_a_request_when_it_is_sent()
    {
        var request = RequestId.From(Uuid(0x90));
        var asked = History.OfTheFamily().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(9, 0)))
            .And(Worker, Entry, Concern(0x81, Today)).And(Worker, Proposed(0x85, SocialCare, At(9, 5), sources: Entry) with { Request = request });
        Assert.Equal(RequestState.Open, Assert.Single(asked.View(SocialWorker, asOf: Cut).Requests).State);
        var sent = asked.But().And(Worker, Sent(0x85, SocialCare, At(9, 10), Entry) with { Request = request });
        Assert.Equal((RequestState.Shared, At(9, 10)), (Assert.Single(sent.View(SocialWorker, asOf: Cut).Requests).State, sent.View(SocialWorker, asOf: Cut).Requests[0].AnsweredAt!.Value));
        Assert.Equal(request, Assert.Single(sent.View(SocialWorker, asOf: Cut).Received).Request);
    }

    [Fact]
    public void What_failed_to_arrive_answers_no_request_for_either_side_until_it_is_sent_again()
    {
        var request = RequestId.From(Uuid(0x90));
        var failed = History.OfTheFamily().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(9, 0)))
            .And(Worker, Entry, Concern(0x81, Today))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 5), sources: Entry) with { Request = request }, Sent(0x85, SocialCare, At(9, 10), Entry) with { Request = request }, Failed(0x85, At(9, 20)));
        foreach (var reader in (Actor[])[Worker, SocialWorker]) Assert.Equal(RequestState.Open, Assert.Single(failed.View(reader, asOf: Cut).Requests).State);
        Assert.Equal(At(9, 20), Assert.Single(failed.View(SocialWorker, asOf: Cut).Received).FailedAt);
        Assert.Equal(At(9, 20), Assert.Single(failed.View(Worker, asOf: Cut).Shares).FailedAt);

        var again = failed.And(Worker, Sent(0x85, SocialCare, At(9, 40), Entry) with { Request = request });
        var line = Assert.Single(again.View(SocialWorker, asOf: Cut).Requests);
        Assert.Equal((RequestState.Shared, At(9, 40)), (line.State, line.AnsweredAt!.Value));
    }

    [Fact]
    public void What_is_sent_after_a_refusal_is_the_answer_and_the_refusal_is_not_shown_as_one()
    {
        var request = RequestId.From(Uuid(0x90));
        var shared = History.OfTheFamily().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(9, 0)))
            .And(Worker, Entry, Concern(0x81, Today)).And(Worker, Denied(0x86, 0x90, SocialCare, At(9, 5)))
            .And(Worker, Proposed(0x85, SocialCare, At(9, 10), sources: Entry) with { Request = request }, Sent(0x85, SocialCare, At(9, 20), Entry) with { Request = request });
        foreach (var reader in (Actor[])[Worker, SocialWorker])
        {
            var line = Assert.Single(shared.View(reader, asOf: Cut).Requests);
            Assert.Equal((RequestState.Shared, null), (line.State, line.Answer));
        }

        Assert.Single(shared.View(Worker, asOf: Cut).DecisionsNotToShare);
    }

    [Fact]
    public void A_decision_not_to_tell_is_overdue_after_its_day_until_another_word()
    {
        var history = Shared().And(Worker, NotTold(0x85, At(11, 0)));
        Assert.False(Assert.Single(history.View(Worker, Today.AddDays(7), Cut).Openness).Overdue);
        Assert.True(Assert.Single(history.View(Worker, Today.AddDays(8), Cut).Openness).Overdue);
        Assert.All(history.And(Worker, ToldLater(0x85, At(12, 0))).View(Worker, Today.AddDays(8), Cut).Openness, o => Assert.False(o.Overdue));
    }

    [Fact]
    public void Who_was_to_be_told_before_is_an_open_item_once_it_is_sent_until_they_are_told()
    {
        History Planned() => History.OfTheFamily().And(Worker, Entry, Concern(0x81, Today))
            .And(Worker, Proposed(0x85, SocialCare, At(10, 0), sources: Entry), Overridden(0x85, At(10, 1)).Telling((Mother, Openness.ToldBefore)));
        var sent = Sent(0x85, SocialCare, At(10, 3), Entry);

        var line = Assert.Single(Planned().View(Worker, asOf: Cut).Openness);
        Assert.Equal((false, false, Openness.ToldBefore), (line.Told, line.Overdue, line.Planned!.Value));
        var untold = Planned().And(Worker, sent).View(Worker, asOf: Cut);
        Assert.True(Assert.Single(untold.Openness).Overdue);
        Assert.Equal(ShareOpenness.NotTold, Assert.Single(untold.Shares).Openness);
        var told = Planned().And(Worker, Told(0x85, At(10, 2)), sent).View(Worker, asOf: Cut);
        Assert.All(told.Openness, o => Assert.False(o.Overdue));
        Assert.Equal(ShareOpenness.ToldBefore, Assert.Single(told.Shares).Openness);
        Assert.All(Planned().And(Worker, sent, Told(0x85, At(10, 4))).View(Worker, asOf: Cut).Openness, o => Assert.False(o.Overdue));
    }

    [Fact]
    public void A_child_who_was_to_be_told_is_no_open_item_once_told()
    {
        var planned = Shared().And(Worker, Overridden(0x85, At(10, 1)).Telling((Child, Openness.ToldBefore)));
        Assert.True(Assert.Single(planned.View(Worker, asOf: Cut).Openness).Overdue);
        Assert.False(Assert.Single(planned.And(Worker, ToldChild(0x85, At(11, 0))).View(Worker, asOf: Cut).Openness).Overdue);
    }

    [Fact]
    public void Telling_afterwards_is_overdue_after_its_day()
    {
        var after = Overridden(0x85, At(10, 1)) with { Openness = [new(Mother, Openness.WillBeToldAfter) { ReviewBy = Today.AddDays(5) }] };
        var history = Shared().And(Worker, after);
        Assert.False(Assert.Single(history.View(Worker, Today.AddDays(5), Cut).Openness).Overdue);
        Assert.True(Assert.Single(history.View(Worker, Today.AddDays(6), Cut).Openness).Overdue);
    }

    [Fact]
    public void An_override_that_leaves_it_open_who_is_told_names_them()
    {
        var open = Overridden(0x85, At(9, 1)) with { ToDecideOn = [Mother, StepFather] };
        Assert.Equal([Mother, StepFather], Assert.Single(Shared().And(Worker, open).View(Worker, asOf: Cut).Overrides).NotDecidedOn);
        var whole = open.Telling((Mother, Openness.ToldBefore), (StepFather, Openness.ToldBefore));
        Assert.Empty(Assert.Single(Shared().And(Worker, whole).View(Worker, asOf: Cut).Overrides).NotDecidedOn);
    }

    [Fact]
    public void A_decision_not_to_share_is_overdue_until_it_is_renewed_or_shared()
    {
        var history = History.OfTheFamily().And(Worker, NotShared(0x87, SocialCare, At(11, 0)));
        Assert.False(Assert.Single(history.View(Worker, Today.AddDays(14), Cut).DecisionsNotToShare).Overdue);
        Assert.True(Assert.Single(history.View(Worker, Today.AddDays(15), Cut).DecisionsNotToShare).Overdue);
        Assert.False(history.But().And(Worker, NotShared(0x88, SocialCare, At(12, 0))).View(Worker, Today.AddDays(14), Cut).DecisionsNotToShare[0].Overdue);
        var shared = history.And(Worker, Entry, Concern(0x81, Today)).And(Worker, Proposed(0x85, SocialCare, At(13, 0), sources: Entry), Sent(0x85, SocialCare, At(13, 5), Entry));
        Assert.False(Assert.Single(shared.View(Worker, Today.AddDays(15), Cut).DecisionsNotToShare).Overdue);
    }

    [Fact]
    public void A_deadline_that_passed_is_read_by_those_whose_it_is()
    {
        var history = Shared().And(SocialWorker, Wanted(0x90, SocialCare, Treatment, At(10, 30))).And(Service, Lapsed(0x85, At(11, 0)), Lapsed(0x90, At(11, 0), Clock.InformationRequest));
        Assert.Equal([Uuid(0x85), Uuid(0x90)], history.View(Worker, asOf: Cut).Lapsed.Select(l => l.About));
        Assert.Equal([Uuid(0x90)], history.View(SocialWorker, asOf: Cut).Lapsed.Select(l => l.About));
        Assert.Empty(history.View(new Actor(ActorId.Of("teacher"), School, [Role.Practitioner]), asOf: Cut).Lapsed);
    }

    [Fact]
    public void A_child_who_was_told_is_listed_with_what_they_heard()
    {
        var line = Assert.Single(Shared().And(Worker, ToldChild(0x85, At(11, 0))).View(Worker, asOf: Cut).ChildrenInformed);
        Assert.Equal((Child, "What is shared."), (line.Child, line.What.Read()));
    }

    private static History Shared() => History.OfTheFamily().And(Worker, Entry, Concern(0x81, Today))
        .And(Worker, Proposed(0x85, SocialCare, At(10, 0), sources: Entry), Sent(0x85, SocialCare, At(10, 1), Entry));
}
