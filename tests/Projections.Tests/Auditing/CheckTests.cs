using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;
using State = Safeguard.Domain.Auditing.IgCheckState;

namespace Safeguard.Projections.Tests.Auditing;

/// <summary>What a machine can check of a share, and that it never says Pass where the log holds too little (domain §3.4).</summary>
public sealed class CheckTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly Actor Officer = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
    private static readonly DateTimeOffset Later = At(9, 0).AddDays(90);

    [Fact]
    public void There_are_eighteen_and_four_of_them_are_for_a_person()
    {
        var checks = Checks(Sent());
        Assert.Equal(Enum.GetValues<IgCheck>(), checks.Select(c => c.Check));
        Assert.Equal([IgCheck.G10, IgCheck.G14, IgCheck.G16, IgCheck.G18], checks.Where(c => c.State == State.ForAPerson).Select(c => c.Check));
        Assert.All(checks, c => Assert.True(c.Asks.EndsWith('?') && c.Why.Length > 0));
    }

    [Fact]
    public void What_the_log_does_not_hold_yet_is_told_and_never_passed()
    {
        Assert.Equal(State.CannotTell, Check(Sent(), IgCheck.G17));
        Assert.Equal(State.NotApplicable, Check(Sent(), IgCheck.G5)); // read in this record
        var by = Entries.Sent(0x85, SocialCare, At(9, 3), Entry) with { Channel = DisclosureChannel.SecureEmail };
        Assert.Equal(State.CannotTell, Check(Overridden().And(Worker, by), IgCheck.G5));
    }

    [Fact]
    public void G5_is_what_was_written_going_to_a_contact_point()
    {
        var by = Entries.Sent(0x85, SocialCare, At(9, 3), Entry) with { Channel = DisclosureChannel.SecureEmail };
        Assert.Equal(State.CannotTell, Check(Overridden().And(Worker, by), IgCheck.G5));
        Assert.Equal(State.Pass, Check(Overridden().And(Worker, by with { ContactPoint = ContactPointId.From(Uuid(0xCC)) }), IgCheck.G5));
        Assert.Equal(State.NotApplicable, Check(Overridden().And(Worker, by with { Channel = DisclosureChannel.Phone }), IgCheck.G5));
    }

    [Fact]
    public void G13_is_that_everybody_who_got_the_same_entry_is_told_of_a_correction()
    {
        Assert.Equal(State.NotApplicable, Check(Sent(), IgCheck.G13));
        Assert.Equal(State.Pass, Check(Sent().And(Worker, Put(0x85, SocialCare, At(11, 0))), IgCheck.G13));
        var toSchool = Entries.Sent(0x86, School, At(10, 30), Entry);
        Assert.Equal(State.Fail, Check(Sent().And(Worker, toSchool, Put(0x85, SocialCare, At(11, 0))), IgCheck.G13));
        Assert.Equal(State.Pass, Check(Sent().And(Worker, Put(0x85, SocialCare, At(11, 0)), toSchool), IgCheck.G13));
        var left = Put(0x85, SocialCare, At(11, 0)) with { LeftOut = [new(School, Words.Of(Family.Id, "It destroyed its copy."))] };
        Assert.Equal(State.ForAPerson, Check(Sent().And(Worker, toSchool, left), IgCheck.G13));
    }

    [Fact]
    public void G1_is_missing_tests_and_lateness_fails()
    {
        Assert.Equal(State.NotYetRecorded, Check(Sent(), IgCheck.G1));
        Assert.Equal(State.Fail, Check(Urgently(), IgCheck.G1, Later));
        Assert.Equal(State.NotApplicable, Check(UnderPermission(), IgCheck.G1));
    }

    [Fact]
    public void G2_is_the_pack_of_the_day()
    {
        Assert.Equal(State.Pass, Check(Sent(), IgCheck.G2));
        var early = new History().And(Worker, Proposed(0x85, SocialCare, new(2026, 1, 9, 9, 0, 0, TimeSpan.Zero), sources: Entry));
        Assert.Equal(State.Fail, Check(early, IgCheck.G2)); // decided in January by rules of September
    }

    [Theory]
    [InlineData("ENG-2026.2", "2026-09-30", State.Pass, "ENG-2026.2 (draft, verify) was published as in force that day when this was recorded.")]
    [InlineData("ENG-2026.2", "2026-12-01", State.Fail, "By what was published when this was recorded, ENG-2026.1 (draft, verify) was in force that day; it was judged by ENG-2026.2 (draft, verify).")]
    [InlineData("ENG-2026.1", "2026-02-05", State.Fail, "By what was published when this was recorded, ENG-2026.1 (draft, verify) was in force that day; it was judged by ENG-2026.2 (draft, verify).")]
    public void G2_goes_by_what_was_published_when_it_was_recorded(string pack, string from, State state, string why)
    {
        var rules = SomeRules.England.With(pack, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        var check = IgChecks.Of(Story(Sent()), [], null, Now, null, rules).Single(c => c.Check == IgCheck.G2);
        Assert.Equal((state, why), (check.State, check.Why));
    }

    [Fact]
    public void G3_and_G4_are_what_went_to_whom()
    {
        Assert.Equal((State.Pass, State.Pass), (Check(Sent(), IgCheck.G3), Check(Sent(), IgCheck.G4)));
        Assert.Equal((State.NotYetRecorded, State.NotYetRecorded), (Check(Overridden(), IgCheck.G3), Check(Overridden(), IgCheck.G4)));
        var other = EventId.From(Uuid(0xE2));
        Assert.Equal(State.Fail, Check(Overridden().And(Worker, Entries.Sent(0x85, SocialCare, At(9, 3), other)), IgCheck.G3));
        Assert.Equal(State.Fail, Check(Overridden().And(Worker, Entries.Sent(0x85, SocialCare, At(9, 3), Entry, other)), IgCheck.G3));
        Assert.Equal(State.Fail, Check(Overridden().And(Worker, Entries.Sent(0x85, School, At(9, 3), Entry)), IgCheck.G4));
        var named = new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry) with { Recipient = new(SocialCare) { Person = Words.Of(Family.Id, "K. Nowlan") } },
            Entries.Sent(0x85, SocialCare, At(9, 3), Entry));
        Assert.Equal(State.CannotTell, Check(named, IgCheck.G4));
    }

    [Fact]
    public void G3_holds_the_words_against_the_hash_that_was_recorded_when_they_left()
    {
        Assert.Equal(State.Pass, Say(SentWordsState.Agree).State);
        Assert.Contains("hash", Say(SentWordsState.Agree).Why, StringComparison.Ordinal);
        Assert.Equal(State.Fail, Say(SentWordsState.Agree, SentWordsState.Differ).State);
        Assert.Contains("erased", Say(SentWordsState.Agree, SentWordsState.Erased).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", Say(SentWordsState.NotHashed).Why, StringComparison.Ordinal);

        IgCheckLine Say(params SentWordsState[] states) => IgChecks.Of(Story(Sent()), [], null, Now, [.. states.Select((s, n) => new SentWords(Entry, n + 1, s))])
            .Single(c => c.Check == IgCheck.G3);
    }

    [Fact]
    public void G6_is_who_authorised()
    {
        Assert.Equal(State.Pass, Check(Sent(), IgCheck.G6));
        Assert.Equal(State.NotYetRecorded, Check(Decided(), IgCheck.G6));
        Assert.Equal(State.Fail, Check(Decided().And(Worker, Agreed(0x85, At(9, 2))), IgCheck.G6));
        Assert.Equal(State.NotApplicable, Check(UnderPermission(), IgCheck.G6));
    }

    [Fact]
    public void G7_is_an_urgent_share_s_clock()
    {
        Assert.Equal(State.NotApplicable, Check(Sent(), IgCheck.G7));
        Assert.Equal(State.NotYetRecorded, Check(Urgently(), IgCheck.G7, At(10, 0)));
        Assert.Equal(State.Fail, Check(Urgently(), IgCheck.G7, Later));
        Assert.Equal(State.Pass, Check(Urgently().And(Manager, AgreedAfterwards(0x85, At(12, 0))), IgCheck.G7, Later));
        Assert.Equal(State.Fail, Check(Urgently().And(Manager, RefusedAfterwards(0x85, At(12, 0).AddDays(3))), IgCheck.G7, Later));
    }

    [Fact]
    public void G8_is_the_day_on_which_not_telling_is_looked_at_again()
    {
        Assert.Equal(State.NotYetRecorded, Check(Sent(), IgCheck.G8));
        Assert.Equal(State.NotApplicable, Check(Sent().And(Worker, Told(0x85, At(9, 5))), IgCheck.G8));
        var withheld = Sent().And(Worker, NotTold(0x85, At(9, 5))); // until the 16th
        Assert.Equal(State.NotYetRecorded, Check(withheld, IgCheck.G8, At(10, 0)));
        Assert.Equal(State.Fail, Check(withheld, IgCheck.G8, Later));
        Assert.Equal(State.Pass, Check(withheld.But().And(Worker, Told(0x85, At(9, 5).AddDays(7))), IgCheck.G8, Later));
        Assert.Equal(State.Fail, Check(withheld.But().And(Worker, Told(null, At(9, 5).AddDays(7))), IgCheck.G8, Later)); // of sharing in general, not of this
        Assert.Equal(State.Fail, Check(withheld.But().And(Worker, Told(0x85, At(9, 5).AddDays(8))), IgCheck.G8, Later));
        Assert.Equal(State.Fail, Check(withheld.But().And(Worker, Told(0x85, At(9, 6), StepFather)), IgCheck.G8, Later));
    }

    [Fact]
    public void G8_holds_the_plan_to_tell_somebody_before_against_an_entry_that_they_were()
    {
        History Planned(params DomainEvent[] then) => new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry))
            .And(Worker, Entries.Overridden(0x85, At(9, 1)).Telling((Mother, Openness.ToldBefore))).And(Worker, then);
        var sent = Entries.Sent(0x85, SocialCare, At(9, 3), Entry);

        Assert.Equal(State.NotYetRecorded, Check(Planned(), IgCheck.G8));
        Assert.Equal(State.Fail, Check(Planned(sent), IgCheck.G8));
        Assert.Equal(State.Pass, Check(Planned(Told(0x85, At(9, 2)), sent), IgCheck.G8));
        Assert.Equal(State.Pass, Check(Planned(sent, Told(0x85, At(9, 2))), IgCheck.G8)); // told in time, written down later
        Assert.Equal(State.Fail, Check(Planned(sent, Told(0x85, At(9, 4))), IgCheck.G8));
        Assert.Equal(State.Fail, Check(Planned(Told(null, At(9, 2)), sent), IgCheck.G8)); // of sharing in general, not of this
        Assert.Equal(State.NotYetRecorded, Check(Planned(NotTold(0x85, At(9, 2)), sent), IgCheck.G8, At(10, 0))); // decided otherwise, with a day
        Assert.Equal(State.Fail, Check(Planned(NotTold(0x85, At(9, 4)), sent), IgCheck.G8));
    }

    [Fact]
    public void G8_takes_telling_later_and_telling_a_child_for_a_word()
    {
        var withheld = Sent().And(Worker, NotTold(0x85, At(9, 5)));
        Assert.Equal(State.Pass, Check(withheld.But().And(Worker, ToldLater(0x85, At(9, 5).AddDays(7))), IgCheck.G8, Later));
        var after = Entries.Overridden(0x85, At(9, 1)) with { Openness = [new(Child, Openness.WillBeToldAfter) { ReviewBy = Today.AddDays(5) }] };
        var planned = Begun().And(Worker, after);
        Assert.Equal(State.NotYetRecorded, Check(planned, IgCheck.G8, At(10, 0)));
        Assert.Equal(State.Fail, Check(planned, IgCheck.G8, Later));
        Assert.Equal(State.Pass, Check(planned.But().And(Worker, ToldChild(0x85, At(9, 5).AddDays(5))), IgCheck.G8, Later));
    }

    [Fact]
    public void G9_says_what_was_compared_and_points_out_the_near_ones()
    {
        Proportionality weighed = new(Words.Of(Family.Id, "a"), Words.Of(Family.Id, "b"), Words.Of(Family.Id, "c"));
        var history = Begun().And(Worker, Entries.Overridden(0x85, At(9, 1)) with { Proportionality = weighed });
        State Say(NearTexts? near) => IgChecks.Of(Story(history), [], near, Now).Single(c => c.Check == IgCheck.G9).State;
        Assert.Equal(State.CannotTell, Say(null));
        Assert.Equal(State.CannotTell, Say(new NearTexts(0, false, [])));
        Assert.Equal(State.Pass, Say(new NearTexts(3, false, [])));
        Assert.Equal(State.Fail, Say(new NearTexts(3, true, [new NearText(Uuid(1), Family.Id, 95)])));
        Assert.Equal(State.NotYetRecorded, Check(Decided(), IgCheck.G9));
        Assert.Equal(State.NotApplicable, Check(UnderPermission(), IgCheck.G9));
    }

    [Fact]
    public void G11_is_a_third_party_s_word()
    {
        Assert.Equal(State.Pass, Check(Sent(), IgCheck.G11));
        Assert.Equal(State.CannotTell, Check(new History().And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry)), IgCheck.G11)); // it cites what is not there
        History Told(SafetyOfOthers? said) => new History()
            .And(Worker, Entry, Concern(0x81, Today) with { Envelope = On(Today) with { KnownFrom = KnownFrom.ThirdParty } })
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Entries.Overridden(0x85, At(9, 1)) with { SafetyOfOthers = said });
        Assert.Equal(State.Fail, Check(Told(null), IgCheck.G11));
        Assert.Equal(State.Fail, Check(Told(new(Words.Of(Family.Id, "The neighbour."))), IgCheck.G11));
        Assert.Equal(State.CannotTell, Check(Told(new(Words.Of(Family.Id, "The neighbour.")) { Protection = Words.Of(Family.Id, "Not named.") }), IgCheck.G11));
    }

    [Theory]
    [InlineData(PermissionState.Refused, true, State.Pass)]
    [InlineData(PermissionState.Refused, false, State.CannotTell)]
    [InlineData(PermissionState.NotSought, true, State.Fail)]
    [InlineData(PermissionState.NotSought, false, State.Pass)]
    [InlineData(PermissionState.Withdrawn, true, State.CannotTell)]
    [InlineData(PermissionState.NotValid, false, State.CannotTell)]
    public void G12_compares_what_the_override_says_with_the_record_of_permission(PermissionState said, bool refused, State state)
    {
        var history = History.OfTheFamily();
        if (refused) history.And(Worker, Asked(0xC2, At(8, 0)), Refused(0xC2, At(8, 1)));
        history.And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry) with { Envelope = Moment(At(9, 0)) with { Subjects = [AboutMother] } }, Entries.Overridden(0x85, At(9, 1), said));
        Assert.Equal(state, Check(history, IgCheck.G12));
    }

    [Fact]
    public void G12_of_a_share_under_a_permission_is_that_it_counted()
    {
        Assert.Equal(State.Pass, Check(UnderPermission(), IgCheck.G12));
        var withdrawn = UnderPermission(Withdrawn(0xC0, At(8, 50)));
        Assert.Equal(State.Fail, Check(withdrawn, IgCheck.G12));
    }

    [Fact]
    public void G15_is_who_read_it()
    {
        Assert.Equal(State.Pass, Check(Sent(), IgCheck.G15));
        State Read(Actor by, int hour) => IgChecks.Of(Story(Sent()), [Reading(by, At(hour, 0), hour == 8 ? 0 : 99)], null, Now).Single(c => c.Check == IgCheck.G15).State;
        Assert.Equal(State.Pass, Read(Worker, 10));
        Assert.Equal(State.CannotTell, Read(OtherWorker, 10)); // of the agency, and recorded nothing here
        Assert.Equal(State.CannotTell, Read(SocialWorker, 10)); // received it
        Assert.Equal(State.Fail, Read(SocialWorker, 8)); // before it was sent
        Assert.Equal(State.Fail, Read(new Actor(ActorId.Of("teacher"), School, [Role.Practitioner]), 10));

        var partnership = new Actor(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);
        var reviewed = Sent().And(partnership, ReviewOpened(0x90, 0x85, At(9, 10)));
        Assert.Equal(State.Pass, IgChecks.Of(Story(reviewed), [Reading(partnership, At(10, 0), 99)], null, Now).Single(c => c.Check == IgCheck.G15).State);
    }

    [Fact]
    public void Of_a_decision_not_to_share_only_what_is_there_is_checked()
    {
        var history = History.OfTheFamily().And(Worker, NotShared(0x87, School, At(9, 0)));
        var checks = IgChecks.Of(ShareStory.Find(history.Recorded, Reviewed.Of(NonShareId.From(Uuid(0x87))))!, [], null, Now);
        Assert.Equal(
            [IgCheck.G2, IgCheck.G10, IgCheck.G14, IgCheck.G15, IgCheck.G16, IgCheck.G17, IgCheck.G18],
            checks.Where(c => c.State != State.NotApplicable).Select(c => c.Check));
    }

    [Fact]
    public void Every_entry_that_it_names_is_on_the_record()
    {
        var known = Sent().Recorded.Select(e => e.Id).ToHashSet();
        Assert.All(Checks(Sent()).SelectMany(c => c.Entries), e => Assert.Contains(e, known));
        Assert.NotEmpty(Checks(Sent()).Single(c => c.Check == IgCheck.G6).Entries);
    }

    private static History Begun() => new History().And(Worker, Entry, Concern(0x81, Today)).And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry));

    private static History Decided() => Begun().And(Worker, Entries.Overridden(0x85, At(9, 1)) with { Items = [new(1, InformationCategory.SafeStorage, Entry)] });

    private static History Overridden() => Decided().And(Manager, Agreed(0x85, At(9, 2)));

    private static History Sent() => Overridden().And(Worker, Entries.Sent(0x85, SocialCare, At(9, 3), Entry));

    private static History Urgently() => Begun().And(Worker, Entries.Overridden(0x85, At(9, 1)), AtOnce(0x85, At(9, 1)), Entries.Sent(0x85, SocialCare, At(9, 3), Entry));

    private static History UnderPermission(params DomainEvent[] before) => History.OfTheFamily()
        .And(Worker, Given(0xC0, At(8, 0))).And(Worker, before)
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), ShareGround.Consent, Entry), Entries.Sent(0x85, SocialCare, At(9, 3), Entry));

    private static RecordedEvent Reading(Actor by, DateTimeOffset at, long position) => new(
        EventId.From(Uuid(0xBEEF)), position, StreamKey.AccessTo(Family.Id), 1, at, new EventHeaders(by.Id, by.Roles[0], by.Agency, null, null, Uuid(1)),
        new RecordViewed(Family.Id, "share", [Story(Sent()).Begun.Id]) { Envelope = Moment(at) });

    private static ShareStory Story(History history) => ShareStory.Find(history.Recorded, Reviewed.Of(ShareId.From(Uuid(0x85))))!;

    private static IReadOnlyList<IgCheckLine> Checks(History history, DateTimeOffset? now = null) => IgChecks.Of(Story(history), [], null, now ?? Now);

    private static State Check(History history, IgCheck check, DateTimeOffset? now = null) => Checks(history, now).Single(c => c.Check == check).State;
}
