using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Referrals.SomeReferral;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Referrals;

/// <summary>First the telephone, then the form (BED-36); and nothing that can be mended later stands in the way.</summary>
public sealed class MakingAReferral
{
    [Fact]
    public void The_call_is_recorded_with_its_time_and_who_took_it() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { Summary = "What was seen." })
            .Then(Called with { Summary = OfFamily("What was seen.") })
            .Warns();

    [Fact]
    public void It_opens_the_record_to_the_agency_that_received_it()
    {
        Assert.False(Family.Given(Invented.Household).Record.IsOpenTo(SocialCare));
        Assert.True(Family.Given(Invented.Household).When(ReferralDecider.Decide, Call).After.IsOpenTo(SocialCare));
    }

    [Fact]
    public void The_letter_belongs_to_the_call_and_is_about_the_same_children() =>
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Write with { FormVersion = "IARF-2017", ParentalAgreement = ParentalAgreement.NotSought, Summary = "In full." })
            .Then(Written with { FormVersion = "IARF-2017", ParentalAgreement = ParentalAgreement.NotSought, Summary = OfFamily("In full.") })
            .Warns();

    [Fact]
    public void A_letter_without_a_call_is_accepted_with_a_warning() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Write with { Referral = null, Children = [Child] })
            .Then(Written with { Referral = FreshId, Envelope = Said(SentAt, AboutChild) })
            .Warns(ReferralWarnings.PhoneFirst);

    [Fact]
    public void And_the_call_may_follow_it()
    {
        var after = Family.Given(Invented.Household, Written).When(ReferralDecider.Decide, Call with { New = FreshId, Referral = Id }).Then(Called).After;
        var referral = Assert.Single(after.Referrals.Referrals);
        Assert.Equal((CallAt, SentAt, CallAt), (referral.CalledAt!.Value, referral.SentAt!.Value, referral.ReceivedAt()));
    }

    [Fact]
    public void What_came_first_is_when_it_was_received() =>
        Assert.Equal(At(8, 0), Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Write with { SentAt = At(8, 0) }).After.Referrals.Find(Id)!.ReceivedAt());

    [Fact]
    public void It_may_answer_a_concern() =>
        Family.Given(Invented.Household, Concerned)
            .When(ReferralDecider.Decide, Call with { Concern = SomeReferral.Concern })
            .Then(Called with { Concern = SomeReferral.Concern });

    [Fact]
    public void But_only_one_of_this_record() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { Concern = SomeReferral.Concern })
            .Refuses(ReferralRefusals.UnknownConcern);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_the_name_of_the_taker_there_was_no_call(string? taker) =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { TakenBy = taker }).Refuses(ReferralRefusals.TakerRequired);

    [Fact]
    public void Nobody_called_or_wrote_later_than_now()
    {
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { CallAt = Now.AddSeconds(1) }).Refuses(ReferralRefusals.InFuture("/callAt"));
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Write with { SentAt = Now.AddSeconds(1) }).Refuses(ReferralRefusals.InFuture("/sentAt"));
    }

    [Fact]
    public void A_call_of_three_weeks_ago_needs_the_reason_why_it_is_late() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { CallAt = Now.AddDays(-21) })
            .Refuses(EntryRefusals.LateReasonRequired);

    [Fact]
    public void With_the_reason_it_is_recorded() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { CallAt = Now.AddDays(-21), Entry = new() { LateEntryReason = "Found in a notebook." } })
            .Then(Called with
            {
                CallAt = Now.AddDays(-21),
                Envelope = Said(Now.AddDays(-21), AboutChild) with { LateEntryReason = OfFamily("Found in a notebook.") },
            });

    [Fact]
    public void An_entry_that_gives_another_time_than_the_call_is_refused() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { Entry = new() { Happened = Domain.Time.Happened.At(Now) } })
            .Refuses(EntryRefusals.TwoMoments);

    [Fact]
    public void It_goes_to_registered_childrens_social_care_and_nobody_else()
    {
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { Receiver = null }).Refuses(ReferralRefusals.UnknownAgency);
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { Receiver = new Agency(SocialCare) }).Refuses(ReferralRefusals.UnknownAgency);
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { Receiver = SocialCareRegistered with { Kind = AgencyKind.Police } })
            .Refuses(ReferralRefusals.UnknownAgency);
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Write with { Receiver = null }).Refuses(ReferralRefusals.UnknownAgency);
    }

    [Fact]
    public void No_agency_refers_to_itself() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { By = SocialWorker }).Refuses(ReferralRefusals.OwnAgency);

    [Theory]
    [InlineData(ReferralSource.Anonymous)]
    [InlineData(ReferralSource.MemberOfPublic)]
    [InlineData(ReferralSource.Family)]
    public void But_it_writes_down_a_call_from_outside(ReferralSource source) =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { By = SocialWorker, Source = source })
            .Then(Called with { Source = source });

    [Fact]
    public void It_names_a_child_where_the_record_knows_one() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { Children = [] }).Refuses(HouseholdRefusals.ChildRequired);

    [Fact]
    public void And_nobody_else() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { Children = [Stranger] }).Refuses(HouseholdRefusals.NotAChildHere("/children/0"));

    [Fact]
    public void Before_the_record_knows_a_child_it_needs_none() =>
        Family.Given(Invented.Household[..4])
            .When(ReferralDecider.Decide, Call with { Children = [] })
            .Then(Called with { Children = [], Envelope = Said(CallAt) });

    [Fact]
    public void Out_of_hours_without_the_emergency_duty_team_it_is_accepted_with_a_warning()
    {
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { OutOfHours = true })
            .Then(Called with { OutOfHours = true })
            .Warns(ReferralWarnings.EmergencyTeam);
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { OutOfHours = true, Team = ReferralTeam.EmergencyDutyTeam })
            .Then(Called with { OutOfHours = true, Team = ReferralTeam.EmergencyDutyTeam })
            .Warns();
    }

    [Fact]
    public void A_referral_of_another_agency_or_of_no_record_is_not_there()
    {
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Write).Refuses(ReferralRefusals.NotFound);
        Family.Given(Invented.Household, Called)
            .When(ReferralDecider.Decide, Write with { By = Worker with { Agency = School } })
            .Refuses(ReferralRefusals.NotFound);
    }

    [Fact]
    public void The_letter_goes_where_the_call_went() =>
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Write with { To = School }).Refuses(ReferralRefusals.OtherReceiver);

    [Fact]
    public void The_same_again_changes_nothing_and_another_time_is_refused()
    {
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Call with { Referral = Id }).ChangesNothing();
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Call with { Referral = Id, CallAt = Now }).Refuses(ReferralRefusals.AlreadyTelephoned);
        Family.Given(Invented.Household, Called, Written).When(ReferralDecider.Decide, Write).ChangesNothing();
        Family.Given(Invented.Household, Called, Written).When(ReferralDecider.Decide, Write with { SentAt = Now }).Refuses(ReferralRefusals.AlreadyWritten);
    }

    [Fact]
    public void Text_is_judged_as_everywhere()
    {
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { Summary = new('a', 5_001) }).Refuses(TextRefusals.TooLong("/summary", 5_000));
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Call with { TakenBy = new('a', 201) }).Refuses(TextRefusals.TooLong("/takenBy", 200));
        Family.Given(Invented.Household, Called).When(ReferralDecider.Decide, Write with { FormVersion = "the blue form" }).Refuses(TextRefusals.NotACode("/formVersion"));
    }

    [Fact]
    public void An_auditor_makes_none() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Call with { By = Worker with { Roles = [Role.IgOfficer] } })
            .Refuses(RecordingRights.NotYoursToRecord);
}
