using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Referrals.SomeReferral;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Referrals;

public sealed class Concerns
{
    [Fact]
    public void A_concern_is_recorded_with_who_raised_it_and_how_grave_it_seems() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Worry)
            .Then(Concerned);

    [Fact]
    public void Anybody_of_any_agency_may_record_one() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Worry with { By = SocialWorker, Threshold = ConcernThreshold.None, Source = ConcernSource.Anonymous })
            .Then(Concerned with { Threshold = ConcernThreshold.None, Source = ConcernSource.Anonymous });

    [Fact]
    public void It_names_a_child_where_the_record_knows_one() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Worry with { Children = [] }).Refuses(HouseholdRefusals.ChildRequired);

    [Fact]
    public void A_worry_about_a_child_not_yet_born_does_not_wait() =>
        Family.Given(Invented.Household[..4])
            .When(ReferralDecider.Decide, Worry with { Children = [] })
            .Then(new ConcernRecorded(
                SomeReferral.Concern, [], ConcernThreshold.SignificantHarmSuspected, ConcernSource.OwnWorker, OfFamily("Alone at home at night."))
            {
                Envelope = JustNow() with { Basis = Basis.Opinion },
            });

    [Fact]
    public void An_adult_is_no_child() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Worry with { Children = [Child, Mother] })
            .Refuses(HouseholdRefusals.NotAChildHere("/children/1"));

    [Theory]
    [InlineData(null)]
    [InlineData(" \n")]
    public void It_says_something(string? text) =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Worry with { Text = text }).Refuses(ReferralRefusals.TextRequired);

    [Fact]
    public void In_up_to_5000_characters() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Worry with { Text = new('a', 5_001) }).Refuses(TextRefusals.TooLong("/text", 5_000));

    [Fact]
    public void It_says_whether_it_is_fact_opinion_allegation_or_hearsay() =>
        Family.Given(Invented.Household).When(ReferralDecider.Decide, Worry with { Entry = null }).Refuses(EntryRefusals.BasisRequired);

    [Fact]
    public void A_concern_that_waited_for_a_day_needs_the_reason() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Worry with { Entry = Worry.Entry! with { Happened = Domain.Time.Happened.Unknown, LearnedAt = Now.AddDays(-21) } })
            .Refuses(EntryRefusals.LateReasonRequired);

    [Fact]
    public void An_analyst_records_none() =>
        Family.Given(Invented.Household)
            .When(ReferralDecider.Decide, Worry with { By = Worker with { Roles = [Role.Analyst] } })
            .Refuses(RecordingRights.NotYoursToRecord);
}
