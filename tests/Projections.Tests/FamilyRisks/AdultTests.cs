using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using static Safeguard.Domain.Families.SubstanceUseStatus;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>Use against six calendar months before (BED-13), and the three issues together (BED-23).</summary>
public sealed class AdultTests
{
    // Six calendar months before Monday 9 November 2026.
    private static readonly DateOnly Before = new(2026, 5, 9);

    public static TheoryData<SubstanceUseStatus, UsePattern?, SubstanceUseStatus, UsePattern?, PatternChange> Changes => new()
    {
        { NotMisusing, null, Current, UsePattern.Experimental, PatternChange.Increased },
        { PastResolved, null, Current, null, PatternChange.Increased },
        { Current, UsePattern.Experimental, Current, UsePattern.Recreational, PatternChange.Increased },
        { Current, UsePattern.Recreational, Current, UsePattern.Chaotic, PatternChange.Increased },
        { Current, UsePattern.Dependent, Current, UsePattern.Recreational, PatternChange.Decreased },
        { Current, null, NotMisusing, null, PatternChange.Decreased },
        { Current, UsePattern.Dependent, PastResolved, null, PatternChange.Decreased },
        { Current, UsePattern.Dependent, Current, UsePattern.Dependent, PatternChange.Same },
        { NotMisusing, null, PastResolved, null, PatternChange.Same },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_that_the_record_bears_out_is_named(
        SubstanceUseStatus then, UsePattern? patternThen, SubstanceUseStatus now, UsePattern? patternNow, PatternChange change)
    {
        var pattern = Pattern(Uses(Mother, then, new(2026, 1, 1), patternThen), Uses(Mother, now, new(2026, 10, 1), patternNow));

        Assert.Equal((change, Before, null), (pattern.Change, pattern.Against, pattern.Because));
        Assert.Equal(then, pattern.Then!.Status);
    }

    public static TheoryData<SubstanceUseStatus, UsePattern?, SubstanceUseStatus, UsePattern?, PatternUnknownBecause> Unknowns => new()
    {
        { Current, UsePattern.Binge, Current, UsePattern.Dependent, PatternUnknownBecause.NoOrder },
        { Current, UsePattern.Chaotic, Current, UsePattern.Binge, PatternUnknownBecause.NoOrder },
        { Current, UsePattern.NotKnown, Current, UsePattern.Dependent, PatternUnknownBecause.NotKnown },
        { Current, null, Current, null, PatternUnknownBecause.NotKnown },
        { PastUncertain, null, Current, UsePattern.Dependent, PatternUnknownBecause.NotKnown },
        { Current, UsePattern.Dependent, PastUncertain, null, PatternUnknownBecause.NotKnown },
        { NotMisusing, null, NotKnown, null, PatternUnknownBecause.NotKnown },
    };

    [Theory]
    [MemberData(nameof(Unknowns))]
    public void A_change_that_it_does_not_bear_out_is_unknown_with_the_reason(
        SubstanceUseStatus then, UsePattern? patternThen, SubstanceUseStatus now, UsePattern? patternNow, PatternUnknownBecause because)
    {
        var pattern = Pattern(Uses(Mother, then, new(2026, 1, 1), patternThen), Uses(Mother, now, new(2026, 10, 1), patternNow));

        Assert.Equal((PatternChange.Unknown, because), (pattern.Change, pattern.Because));
    }

    [Fact]
    public void One_old_statement_is_no_evidence_of_the_same()
    {
        var pattern = Pattern(Uses(Mother, Current, new(2026, 1, 1), UsePattern.Dependent));

        Assert.Equal((PatternChange.Unknown, PatternUnknownBecause.NotLookedAtSince), (pattern.Change, pattern.Because));
    }

    [Fact]
    public void One_statement_made_since_that_covers_both_days_is_evidence_of_the_same() =>
        Assert.Equal(PatternChange.Same, Pattern(Uses(Mother, Current, new(2026, 1, 1), UsePattern.Dependent, learned: new(2026, 10, 1))).Change);

    [Fact]
    public void Nothing_said_of_the_earlier_day_is_unknown()
    {
        Assert.Equal(PatternUnknownBecause.NotSeen, Pattern(Uses(Mother, Current, new(2026, 5, 10))).Because);
        Assert.Null(Pattern(Uses(Mother, Current, new(2026, 5, 9), UsePattern.Dependent, learned: new(2026, 10, 1))).Because);
    }

    [Fact]
    public void Six_months_before_the_last_of_august_is_the_last_of_february() =>
        Assert.Equal(new DateOnly(2026, 2, 28), History.OfTheFamily().View(Worker, new(2026, 8, 31)).Adults[0].Pattern.Against);

    [Fact]
    public void Agencies_that_disagree_both_stand_with_the_newest_first()
    {
        var adult = History.OfTheFamily()
            .And(Worker, Uses(Mother, Current, new(2026, 2, 1)), Uses(Mother, Current, new(2026, 3, 1)))
            .And(Manager, Uses(Mother, Current, new(2026, 3, 2)))
            .And(SocialWorker, EventId.From(Uuid(0xE1)), Uses(Mother, NotMisusing, new(2026, 4, 1)))
            .And(SocialWorker, Sent(0x85, Treatment, At(9, 0), EventId.From(Uuid(0xE1))))
            .View(Worker).Adults[0];

        Assert.Equal((NotMisusing, SocialCare), (adult.SubstanceUse!.Status, adult.SubstanceUse.Agency));
        Assert.Equal((Current, new DateOnly(2026, 3, 2)), (Assert.Single(adult.AlsoSaid).Status, adult.AlsoSaid[0].From));
        Assert.True(adult.SourcesDisagree);
    }

    [Fact]
    public void Three_current_issues_on_one_day_in_one_household_are_together_whoever_has_which()
    {
        var view = History.OfTheFamily().And(Worker, Use(), Health(Mother), Abuse(StepFather)).View(Worker);

        Assert.True(view.ThreeTogether.Seen);
        Assert.Equal((1, 1, 1), (view.ThreeTogether.Use.Count, view.ThreeTogether.MentalHealth.Count, view.ThreeTogether.DomesticAbuse.Count));
    }

    [Fact]
    public void An_issue_that_has_ended_drops_out_on_the_day_after()
    {
        var history = History.OfTheFamily().And(Worker, Use(), Health(Mother), Abuse(StepFather), NoLonger(0x71, new(2026, 5, 31)));

        Assert.True(history.View(Worker, new(2026, 5, 31)).ThreeTogether.Seen);
        Assert.False(history.View(Worker, new(2026, 6, 1)).ThreeTogether.Seen);
    }

    [Fact]
    public void Issues_that_never_met_on_one_day_are_not_together()
    {
        var history = History.OfTheFamily().And(Worker, Health(Mother), NoLonger(0x71, new(2026, 2, 28)), Use(new(2026, 3, 1)), Abuse(StepFather));

        Assert.False(history.View(Worker, new(2026, 2, 28)).ThreeTogether.Seen);
        Assert.False(history.View(Worker).ThreeTogether.Seen);
    }

    [Theory]
    [InlineData(Residence.ContactOnly)]
    [InlineData(Residence.NotResident)]
    [InlineData(Residence.NotKnown)]
    public void Somebody_who_does_not_live_there_is_no_part_of_it(Residence residence)
    {
        var view = History.OfTheFamily()
            .And(Worker, Joined(Stranger, MemberRole.Adult, residence), Use(), Health(Mother), Abuse(Stranger)).View(Worker);

        Assert.False(view.ThreeTogether.Seen);
        Assert.Single(view.Adults.Single(a => a.Person == Stranger).Current);
    }

    [Theory]
    [InlineData(UsePattern.Recreational, false)]
    [InlineData(UsePattern.Experimental, false)]
    [InlineData(UsePattern.Binge, true)]
    [InlineData(null, true)]
    public void Recreational_use_is_problematic_only_where_a_consequence_is_recorded(UsePattern? pattern, bool together)
    {
        Assert.Equal(together, History.OfTheFamily()
            .And(Worker, Uses(Mother, Current, new(2026, 1, 10), pattern), Health(Mother), Abuse(StepFather)).View(Worker).ThreeTogether.Seen);
        Assert.True(History.OfTheFamily()
            .And(Worker, Uses(Mother, Current, new(2026, 1, 10), pattern, null, Consequence.Financial), Health(Mother), Abuse(StepFather)).View(Worker).ThreeTogether.Seen);
    }

    [Fact]
    public void Misuse_recorded_as_a_vulnerability_counts_as_use() =>
        Assert.True(History.OfTheFamily()
            .And(Worker, Vulnerable(0x73, Mother, VulnerabilityKind.AlcoholMisuse, new(2026, 2, 1)), Health(Mother), Abuse(StepFather)).View(Worker).ThreeTogether.Seen);

    private static PatternAgainstBefore Pattern(params DomainEvent[] said) => History.OfTheFamily().And(Worker, said).View(Worker).Adults[0].Pattern;

    private static SubstanceUseStatusRecorded Use(DateOnly? from = null) => Uses(Mother, Current, from ?? new(2026, 1, 10), UsePattern.Dependent);

    private static VulnerabilityRecorded Health(PersonId person) => Vulnerable(0x71, person, VulnerabilityKind.MentalHealth, new(2026, 2, 1));

    private static VulnerabilityRecorded Abuse(PersonId person) => Vulnerable(0x72, person, VulnerabilityKind.DomesticAbuse, new(2026, 2, 1));
}
