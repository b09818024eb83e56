using Safeguard.Domain.Referrals;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests;

/// <summary>What an entry says about itself (domain §2.1, §6 rows 12 and 18), whatever the command.</summary>
public sealed class Entries
{
    private static readonly Entry Full = new()
    {
        Happened = Happened.At(At(8, 0)), LearnedAt = At(9, 0), KnownFrom = KnownFrom.ToldByChild, Basis = Basis.Allegation,
    };

    [Fact]
    public void Left_out_it_means_just_now_by_me() =>
        Assert.Equal(SpecJson.Of(JustNow(AboutChild)), SpecJson.Of(Judge(null, statement: false).Value!));

    [Fact]
    public void Left_out_of_a_statement_it_lacks_a_basis() => Refuses(null, EntryRefusals.BasisRequired);

    [Fact]
    public void The_three_times_may_differ() =>
        Assert.Equal((At(8, 0), At(9, 0)), (Judge(Full).Value!.Happened.Earliest!.Value, Judge(Full).Value!.LearnedAt));

    [Fact]
    public void Nothing_happens_later_than_now() => Refuses(Full with { Happened = Happened.At(Now.AddMicroseconds(1)) }, EntryRefusals.HappenedInFuture);

    [Fact]
    public void What_happens_now_has_happened() => Accepts(Full with { Happened = Happened.At(Now), LearnedAt = Now });

    [Fact]
    public void Nothing_is_learned_later_than_now() => Refuses(Full with { LearnedAt = Now.AddMicroseconds(1) }, EntryRefusals.LearnedInFuture);

    [Fact]
    public void Nothing_is_learned_before_it_happened() => Refuses(Full with { LearnedAt = At(7, 59) }, EntryRefusals.LearnedBeforeItHappened);

    [Fact]
    public void What_was_learned_earlier_did_not_happen_now() => Refuses(Full with { Happened = null, LearnedAt = At(7, 59) }, EntryRefusals.HappenedRequired);

    [Fact]
    public void A_reason_that_nobody_can_see_is_none() =>
        Refuses(Full with { Happened = Happened.At(Now.AddDays(-3)), LearnedAt = Now.AddDays(-2), LateEntryReason = "\u200b\u2060" }, EntryRefusals.LateReasonRequired);

    [Fact]
    public void Of_a_day_only_its_beginning_counts() =>
        Accepts(Full with { Happened = new(LondonTime.StartOf(Today), LondonTime.EndOf(Today), Precision.Day) });

    [Fact]
    public void What_happened_at_an_unknown_time_may_be_learned_at_any() => Accepts(Full with { Happened = Happened.Unknown });

    [Fact]
    public void When_it_was_learned_and_how_is_always_said()
    {
        Refuses(Full with { LearnedAt = null }, EntryRefusals.LearnedAtRequired);
        Refuses(Full with { KnownFrom = null }, EntryRefusals.KnownFromRequired);
    }

    [Fact]
    public void What_came_by_a_share_names_it_and_nothing_else_does()
    {
        var share = ShareId.From(Invented.Uuid(0x51));
        Refuses(Full with { KnownFrom = KnownFrom.AgencyShare }, EntryRefusals.ShareRequired);
        Refuses(Full with { FromShare = share }, EntryRefusals.ShareNotMeant);
        Accepts(Full with { KnownFrom = KnownFrom.AgencyShare, FromShare = share });
    }

    [Fact]
    public void Late_is_more_than_a_day_after_it_was_learned()
    {
        var yesterday = Full with { Happened = Happened.Unknown, LearnedAt = Now.AddHours(-24) };
        Accepts(yesterday);
        Refuses(yesterday with { LearnedAt = Now.AddHours(-24).AddMicroseconds(-1) }, EntryRefusals.LateReasonRequired);
        Accepts(yesterday with { LearnedAt = Now.AddDays(-21), LateEntryReason = "Found in a notebook." });
    }

    [Fact]
    public void An_old_fact_learned_today_is_not_late() => Accepts(Full with { Happened = Happened.At(Now.AddYears(-3)) });

    [Fact]
    public void The_reason_why_it_is_late_is_text_like_any_other() =>
        Refuses(Full with { LateEntryReason = new('a', 5_001) }, TextRefusals.TooLong("/entry/lateEntryReason", 5_000));

    private static void Accepts(Entry entry) => Assert.NotNull(Judge(entry).Value);

    private static void Refuses(Entry? entry, Refusal expected) => Assert.Equal(expected, Judge(entry).Refusal);

    private static Judged<Envelope> Judge(Entry? entry, bool statement = true) => EntryRules.Judge(
        new RecordConcern { Family = Family.Id, By = Worker, Now = Now, Entry = entry, Threshold = ConcernThreshold.None, Source = ConcernSource.OwnWorker },
        DataSubject.Of(Family.Id), statement, AboutChild);
}
