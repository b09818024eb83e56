using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Facts;

/// <summary>Nothing is edited: a correction is an entry beside the one that was wrong (domain §2.10 rule 1; §6 row 83).</summary>
public sealed class CorrectingAFact
{
    private static readonly EventId Wrong = EventId.From(Uuid(0xE1));

    private static readonly KnownStatement Concern = new(Wrong, StreamKey.Family(Family.Id), Treatment, true, Basis.Allegation, DataSubject.Of(Child))
    {
        LearnedAt = At(8, 0), Subjects = [AboutChild],
    };

    private static readonly CorrectFact Correct = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Corrects = Wrong, Field = CorrectedField.Text, Text = "Asleep, not drowsy.", Evidence = "The note of the day.", Known = Concern,
    };

    private static readonly CorrectFact Redate = Correct with { Field = CorrectedField.Happened, Text = null, On = new(2026, 11, 4) };

    [Fact]
    public void The_right_words_stand_beside_the_wrong_ones_under_the_same_key() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct).Then(new FactCorrected(Wrong, CorrectedField.Text, Of(Child, "The note of the day."))
        {
            Envelope = JustNow(AboutChild), Text = Of(Child, "Asleep, not drowsy."),
        });

    [Fact]
    public void The_right_day_is_as_exact_as_it_is_known() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate).Then(new FactCorrected(Wrong, CorrectedField.Happened, Of(Child, "The note of the day."))
        {
            Envelope = JustNow(AboutChild),
            Happened = new(LondonTime.StartOf(new(2026, 11, 4)), LondonTime.EndOf(new(2026, 11, 4)), Precision.Day),
        });

    [Fact]
    public void Or_the_right_instant() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { On = null, At = At(7, 0) }).Then(new FactCorrected(Wrong, CorrectedField.Happened, Of(Child, "The note of the day."))
        {
            Envelope = JustNow(AboutChild), Happened = Happened.At(At(7, 0)),
        });

    [Fact]
    public void The_words_of_an_opinion_are_kept_and_a_statement_beside_them_is_offered()
    {
        Assert.Contains("supplementary statement", FactRefusals.OpinionIsKept.WhatToDo, StringComparison.Ordinal);
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Known = Concern with { Basis = Basis.Opinion } }).Refuses(FactRefusals.OpinionIsKept);
    }

    [Fact]
    public void When_an_opinion_was_held_may_be_put_right() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { Known = Concern with { Basis = Basis.Opinion } }).Then(new FactCorrected(Wrong, CorrectedField.Happened, Of(Child, "The note of the day."))
        {
            Envelope = JustNow(AboutChild),
            Happened = new(LondonTime.StartOf(new(2026, 11, 4)), LondonTime.EndOf(new(2026, 11, 4)), Precision.Day),
        });

    [Fact]
    public void Another_agencys_entry_answers_like_an_absent_one_and_one_of_another_record()
    {
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Known = null }).Refuses(FactRefusals.EntryNotFound);
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { By = SocialWorker }).Refuses(FactRefusals.EntryNotFound);
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Known = Concern with { Stream = StreamKey.Family(FamilyId.From(Uuid(0xF9))) } }).Refuses(FactRefusals.EntryNotFound);
    }

    [Fact]
    public void A_decision_is_not_corrected() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Known = Concern with { IsStatement = false } }).Refuses(FactRefusals.NotAStatement);

    [Fact]
    public void What_has_no_words_gets_none() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Known = Concern with { Words = null } }).Refuses(FactRefusals.NoWords);

    [Fact]
    public void It_says_what_is_right_and_what_shows_it()
    {
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Text = " " }).Refuses(FactRefusals.TextRequired);
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { Evidence = null }).Refuses(FactRefusals.EvidenceRequired);
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { On = null }).Refuses(FactRefusals.MomentRequired);
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { At = At(7, 0) }).Refuses(FactRefusals.MomentRequired);
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { On = new(2026, 11, 4) }).Refuses(FactRefusals.OneThingAtATime);
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { Text = "Words" }).Refuses(FactRefusals.OneThingAtATime);
    }

    [Fact]
    public void Nothing_happened_later_than_now_or_than_it_was_learned()
    {
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { On = new(2026, 11, 10) }).Refuses(FactRefusals.InFuture("/on"));
        Family.Given(Invented.Household).When(FactDecider.Decide, Redate with { On = null, At = At(9, 0) }).Refuses(FactRefusals.AfterItWasLearned("/at"));
    }

    [Fact]
    public void Whoever_audits_records_nothing() =>
        Family.Given(Invented.Household).When(FactDecider.Decide, Correct with { By = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]) }).Refuses(RecordingRights.NotYoursToRecord);
}
