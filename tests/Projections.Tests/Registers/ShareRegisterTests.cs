using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections.Tests.FamilyRisks;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

public sealed class ShareRegisterTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));

    [Fact]
    public void One_line_follows_a_share_from_proposal_to_sending()
    {
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Sent(0x85, SocialCare, At(9, 3), Entry));

        Assert.Equal((Uuid(0x85), ShareRowKind.Share, Family.Id), (row.Share, row.Kind, row.Family));
        Assert.Equal((Treatment, SocialCare, ShareState.Sent), (row.From, row.To, row.State));
        Assert.Equal((At(9, 0), At(9, 2), At(9, 3)), (row.At, row.AuthorisedAt, row.DisclosedAt));
        Assert.Equal([InformationCategory.SafeStorage], row.Categories);
        Assert.Equal((Jurisdiction.England, "ENG-2026.2"), (row.Jurisdiction, row.RulePack));
        Assert.Equal("ENG-2026.2 (draft, verify)", row.Rules);
        Assert.Equal(ShareOpenness.NotRecorded, row.Openness);
    }

    [Fact]
    public void Its_route_is_the_newest_that_was_found()
    {
        var proposed = Proposed(0x85, SocialCare, At(9, 0), ShareGround.Consent, Entry);
        Assert.Null(Line(proposed).Route);
        Assert.Equal(ShareRoute.D, Line(proposed, Based(0x85, At(9, 0), ShareRoute.D)).Route);
        Assert.Equal(ShareRoute.C, Line(proposed, Based(0x85, At(9, 0), ShareRoute.D), Overridden(0x85, At(9, 1)), Based(0x85, At(9, 1))).Route);
    }

    [Fact]
    public void It_is_opened_when_somebody_of_the_recipient_was_first_shown_its_words_and_reading_makes_nobody_a_hand_in_it()
    {
        var sent = new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Sent(0x85, SocialCare, At(9, 3), Entry));
        Assert.Null(Assert.Single(Rows(sent)).OpenedAt);
        Assert.Null(Assert.Single(Rows(sent.But().And(Worker, Opened(At(10, 0))))).OpenedAt); // the sender reads its own

        var opened = Assert.Single(Rows(sent.But().And(SocialWorker, Opened(At(10, 0)), Opened(At(11, 0)))));
        Assert.Equal(At(10, 0), opened.OpenedAt);
        Assert.DoesNotContain(SocialWorker.Id, opened.Hands);
        Assert.Empty(Rows(new History().And(SocialWorker, Opened(At(10, 0))))); // of no share that is known

        static DisclosureOpened Opened(DateTimeOffset at) => new(Family.Id, ShareId.From(Uuid(0x85)), [Entry]) { Envelope = Moment(at) };
    }

    [Fact]
    public void That_it_was_opened_happened_and_stays_where_the_sender_says_that_it_failed_to_arrive()
    {
        DisclosureOpened opened = new(Family.Id, ShareId.From(Uuid(0x85)), [Entry]) { Envelope = Moment(At(10, 0)) };
        var failed = new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Sent(0x85, SocialCare, At(9, 3), Entry))
            .And(SocialWorker, Came(0x85, At(9, 30)), opened).And(Worker, Failed(0x85, At(11, 0)));
        var row = Assert.Single(Rows(failed));
        Assert.Equal((At(10, 0), At(11, 0), null), (row.OpenedAt, row.FailedAt, row.ReceivedAt));
        // Sent again it was seen before: the first time is the first.
        row = Assert.Single(Rows(failed.And(Worker, Sent(0x85, SocialCare, At(12, 0), Entry)).And(SocialWorker, opened with { Envelope = Moment(At(13, 0)) })));
        Assert.Equal(At(10, 0), row.OpenedAt);
    }

    [Fact]
    public void An_urgent_share_is_decided_in_time_or_late_and_late_it_stays()
    {
        DomainEvent[] made = [Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), AtOnce(0x85, At(9, 1)), Sent(0x85, SocialCare, At(9, 3), Entry)];
        Assert.Equal((ShareUrgency.Undecided, At(9, 1).AddDays(1)), (Line(made).Urgency, Line(made).DecideBy));
        var inTime = Line([.. made, RefusedAfterwards(0x85, At(12, 0))]);
        Assert.Equal((ShareUrgency.DecidedInTime, Retrospective.Refused, ShareState.Sent), (inTime.Urgency, inTime.Afterwards, inTime.State));
        Assert.DoesNotContain(OverrideTest.J19, inTime.Missing);
        var late = Line([.. made, AgreedAfterwards(0x85, At(12, 0).AddDays(2))]);
        Assert.Equal(ShareUrgency.DecidedLate, late.Urgency);
        Assert.Contains(OverrideTest.J19, late.Missing);
    }

    [Fact]
    public void That_it_came_that_it_failed_and_what_was_added_are_on_its_line()
    {
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)),
            Sent(0x85, SocialCare, At(9, 3), Entry), Failed(0x85, At(9, 4)), Came(0x85, At(9, 5)), Added(0x85, At(9, 6)));
        Assert.Equal((At(9, 5), At(9, 4)), (row.ReceivedAt, row.FailedAt));
        Assert.DoesNotContain(OverrideTest.J13, row.Missing);
        Assert.DoesNotContain(OverrideTest.J14, row.Missing);
    }

    [Fact]
    public void A_failure_and_a_receipt_are_of_one_sending_each_and_at_their_own_times()
    {
        DomainEvent[] again =
        [
            Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)),
            Sent(0x85, SocialCare, At(10, 0), Entry), Failed(0x85, At(11, 0)), Came(0x85, At(10, 30)), Sent(0x85, SocialCare, At(13, 0), Entry),
        ];
        var row = Line([.. again, Failed(0x85, At(11, 0))]);
        Assert.Equal((At(10, 0), At(11, 0), null), (row.DisclosedAt, row.FailedAt, row.ReceivedAt));
        Assert.Equal([At(11, 0), null], row.Sendings.Select(s => s.FailedAt));
        Assert.Contains(OverrideTest.J20, row.Missing);
        row = Line([.. again, Came(0x85, At(13, 30))]);
        Assert.Equal(At(13, 30), row.ReceivedAt);
        Assert.DoesNotContain(OverrideTest.J20, row.Missing);
    }

    [Fact]
    public void The_first_sending_is_the_earliest_by_its_own_time_and_telling_is_judged_by_it()
    {
        DomainEvent[] backwards = [Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Sent(0x85, SocialCare, At(14, 0), Entry), Sent(0x85, SocialCare, At(12, 0), Entry)];
        var row = Line([.. backwards, Told(0x85, At(13, 0))]);
        Assert.Equal((At(12, 0), ShareOpenness.ToldAfter), (row.DisclosedAt, row.Openness));
        Assert.Equal(ShareOpenness.ToldBefore, Line([.. backwards, Told(0x85, At(13, 0)), Told(0x85, At(11, 0))]).Openness);
    }

    [Fact]
    public void Permission_refused_and_shared_all_the_same_is_marked_once_it_is_sent()
    {
        var proposed = new DomainEvent[] { Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)) };

        Assert.Equal((SharePermission.Refused, null), (Line(proposed).Permission, Line(proposed).Mark));
        Assert.Equal(ShareMark.RefusedThenShared, Line([.. proposed, Sent(0x85, SocialCare, At(9, 3), Entry)]).Mark);
        Assert.Equal(ShareMark.RefusedThenShared,
            Line(proposed[0], Overridden(0x85, At(9, 1), PermissionState.Withdrawn), Sent(0x85, SocialCare, At(9, 3), Entry)).Mark);
        Assert.Null(Line(proposed[0], Overridden(0x85, At(9, 1), PermissionState.NotSought), Sent(0x85, SocialCare, At(9, 3), Entry)).Mark);
    }

    [Fact]
    public void A_withdrawal_dated_back_to_before_the_sending_marks_the_share_and_a_later_one_does_not()
    {
        DomainEvent[] sent = [Proposed(0x85, SocialCare, At(9, 0), ShareGround.Consent, Entry), Sent(0x85, SocialCare, At(9, 3), Entry)];
        var later = Line([.. sent, PassedOn(0x85, SocialCare, At(9, 4))]);
        Assert.Equal((At(9, 4), null), (later.WithdrawnFrom, later.Mark));
        var back = Line([.. sent, PassedOn(0x85, SocialCare, At(9, 4)), PassedOn(0x85, SocialCare, At(9, 5)) with { From = At(9, 2) }]);
        Assert.Equal((At(9, 2), ShareMark.WithdrawnBeforeSent, ShareState.Sent), (back.WithdrawnFrom!.Value, back.Mark!.Value, back.State));
    }

    [Fact]
    public void A_share_under_a_permission_has_no_override_and_no_mark()
    {
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), ShareGround.Consent, Entry), Sent(0x85, SocialCare, At(9, 3), Entry));

        Assert.Equal((SharePermission.Given, null, null), (row.Permission, row.Override, row.Mark));
        Assert.Equal(ConsentId.From(Uuid(0xC0)), row.Consent);
    }

    [Fact]
    public void An_override_is_incomplete_until_every_test_is_answered_and_says_which_are_not()
    {
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)));
        Assert.Equal(OverrideState.Incomplete, row.Override);
        Assert.Contains(OverrideTest.J19, row.Missing);
        Assert.DoesNotContain(OverrideTest.J4, row.Missing);

        Assert.DoesNotContain(OverrideTest.J19, Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2))).Missing);
    }

    [Fact]
    public void An_override_decided_after_an_authorisation_must_be_authorised_itself()
    {
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Overridden(0x85, At(9, 3)));
        Assert.Equal((ShareState.Proposed, null), (row.State, row.AuthorisedBy));
        Assert.Contains(OverrideTest.J19, row.Missing);
    }

    [Fact]
    public void What_an_override_says_of_telling_the_parents_counts_until_a_later_word()
    {
        var later = Overridden(0x85, At(9, 1)).Telling((Mother, Openness.WillBeToldAfter));
        Assert.Equal(ShareOpenness.NotTold, Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), later).Openness);
        Assert.Equal(ShareOpenness.Told, Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), later, Told(0x85, At(9, 5))).Openness);
    }

    [Fact]
    public void A_plan_to_tell_a_parent_before_is_no_telling()
    {
        DomainEvent proposed = Proposed(0x85, SocialCare, At(9, 0), sources: Entry), sent = Sent(0x85, SocialCare, At(9, 3), Entry);
        var plan = Overridden(0x85, At(9, 1)).Telling((Mother, Openness.ToldBefore));
        Assert.Equal(ShareOpenness.NotTold, Line(proposed, plan).Openness);
        Assert.Equal(ShareOpenness.NotTold, Line(proposed, plan, sent).Openness);
        Assert.Equal(ShareOpenness.ToldBefore, Line(proposed, plan, Told(0x85, At(9, 2)), sent).Openness);
        Assert.Equal(ShareOpenness.ToldBefore, Line(proposed, Told(0x85, At(9, 0)), plan, sent).Openness);
        Assert.Equal(ShareOpenness.ToldAfter, Line(proposed, plan, sent, Told(0x85, At(9, 4))).Openness);
    }

    [Fact]
    public void A_child_of_whom_an_override_decided_it_counts_once_told_and_another_does_not()
    {
        DomainEvent proposed = Proposed(0x85, SocialCare, At(9, 0), sources: Entry);
        var plan = Overridden(0x85, At(9, 1)).Telling((Mother, Openness.ToldBefore), (Child, Openness.ToldBefore));
        Assert.Equal(ShareOpenness.Mixed, Line(proposed, plan, Told(0x85, At(9, 2))).Openness);
        Assert.Equal(ShareOpenness.Told, Line(proposed, ToldChild(0x85, At(9, 0)), plan, Told(0x85, At(9, 2))).Openness);
        Assert.Equal(ShareOpenness.NotRecorded, Line(proposed, ToldChild(0x85, At(9, 0))).Openness);
    }

    [Fact]
    public void A_decision_not_to_share_has_a_line_like_a_share()
    {
        var decided = NotShared(0x86, School, At(9, 0));
        var recorded = Assert.Single(new History().And(Worker, decided).Recorded);
        var row = ShareRegister.Evolve(null, recorded)!;

        Assert.Equal(Uuid(0x86).ToString(), ShareRegister.KeyOf(recorded));
        Assert.Equal((ShareRowKind.DecisionNotToShare, Treatment, School, ShareState.DecidedAgainst), (row.Kind, row.From, row.To, row.State));
        Assert.Equal((true, Today.AddDays(14)), (row.DetrimentalToChild, row.ReviewBy));
    }

    [Fact]
    public void A_decision_that_ends_a_proposal_is_on_the_proposal_s_line()
    {
        var row = Line(Proposed(0x85, School, At(9, 0), sources: Entry), NotShared(0x86, School, At(9, 5), share: 0x85));

        Assert.Equal((ShareRowKind.Share, ShareState.DecidedAgainst), (row.Kind, row.State));
        Assert.Equal(NonShareId.From(Uuid(0x86)), row.EndedBy);
    }

    [Fact]
    public void Telling_a_parent_of_sharing_in_general_is_on_no_line() =>
        Assert.Null(ShareRegister.KeyOf(Assert.Single(new History().And(Worker, Told(null, At(9, 0))).Recorded)));

    [Fact]
    public void Who_was_told_and_when_it_was_sent_together_say_before_or_after()
    {
        var steps = new DomainEvent[] { Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Told(0x85, At(9, 1)), Sent(0x85, SocialCare, At(9, 3), Entry) };

        Assert.Equal(ShareOpenness.Told, Line(steps[..2]).Openness);
        Assert.Equal(ShareOpenness.ToldBefore, Line(steps).Openness);
    }

    [Fact]
    public void No_narrative_and_no_sealed_value_is_in_any_line()
    {
        foreach (var row in Rows(FoldTests.Everything()))
            Assert.DoesNotContain("sealed", JsonSerializer.Serialize(row, EventJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void The_protocols_that_the_decision_cites_are_on_the_line()
    {
        CitedProtocol[] cited = [new(DocumentId.From(Uuid(0xD5)), "Invented protocol", "1.5")];
        var row = Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Based(0x85, At(9, 1)) with { Protocols = cited });
        Assert.Equal(cited, row.Protocols);
        Assert.Equal(cited, OverrideRegister.Of(row with { Override = OverrideState.Incomplete }, At(10, 0)).Protocols);
        Assert.Null(Line(Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Based(0x85, At(9, 1))).Protocols);
    }

    [Fact]
    public void A_line_stored_and_read_back_is_the_same_line()
    {
        foreach (var row in Rows(FoldTests.Everything()))
        {
            var json = JsonSerializer.Serialize(row, EventJson.Options);
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ShareRow>(json, EventJson.Options), EventJson.Options));
        }
    }

    [Fact]
    public void Every_share_and_every_decision_has_exactly_one_line()
    {
        var history = FoldTests.Everything();
        var told = history.Recorded.Select(e => e.Event).Count(e => e is ShareProposed or DecisionNotToShare { Share: null });
        Assert.Equal(told, Rows(history).Count);
    }

    private static ShareRow Line(params DomainEvent[] events) => Assert.Single(Rows(new History().And(Worker, events)));

    private static List<ShareRow> Rows(History history)
    {
        var rows = new Dictionary<string, ShareRow?>();
        foreach (var recorded in history.Recorded)
            if (ShareRegister.KeyOf(recorded) is { } key)
                rows[key] = ShareRegister.Evolve(rows.GetValueOrDefault(key), recorded);
        return [.. rows.Values.OfType<ShareRow>()];
    }
}
