using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

public sealed class SharingUnderAPermission
{
    private static readonly ConsentWithdrawn WithdrawnAtTen = Withdrawn with { From = At(10, 0), Envelope = Said(At(10, 0), AboutMother) };

    [Fact]
    public void A_permission_by_word_of_mouth_that_nobody_explained_is_no_permission() =>
        Family.Given(Household, SomeConsent.GivenLastWeek with { Evidence = ConsentEvidence.Verbal, Witness = Of(Mother, "The family worker") })
            .When(SharingDecider.Decide, ProposeUnderPermission)
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Fact]
    public void A_share_that_the_permission_covers_is_proposed() =>
        Family.Given(Household, GivenLastWeek)
            .When(SharingDecider.Decide, ProposeUnderPermission)
            .Then(ProposalUnderPermission, BasisOfPermission);

    [Fact]
    public void It_is_sent_without_anybodys_authorisation() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission)
            .When(SharingDecider.Decide, Disclose)
            .Then(Disclosed);

    [Fact]
    public void A_share_sent_five_minutes_after_the_permission_was_withdrawn_is_refused() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission, WithdrawnAtTen)
            .When(SharingDecider.Decide, Disclose with { Now = At(10, 5) })
            .Refuses(SharingRefusals.PermissionWithdrawn);

    [Fact]
    public void A_share_sent_five_minutes_before_stays_valid_though_written_down_later() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission with { Envelope = Said(At(9, 50), AboutMother, AboutChild) }, WithdrawnAtTen)
            .When(SharingDecider.Decide, Disclose with { Now = At(10, 5), SentAt = At(9, 55) })
            .Then(Disclosed with { SentAt = At(9, 55), Envelope = Said(At(9, 55), AboutMother, AboutChild) });

    [Fact]
    public void What_was_sent_stays_sent_when_the_permission_is_withdrawn_afterwards() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission, Disclosed with { SentAt = At(9, 55) }, WithdrawnAtTen)
            .When(SharingDecider.Decide, Disclose with { Now = At(10, 5) })
            .ChangesNothing();

    [Fact]
    public void Nothing_is_proposed_under_a_permission_that_was_withdrawn() =>
        Family.Given(Household, GivenLastWeek, WithdrawnAtTen)
            .When(SharingDecider.Decide, ProposeUnderPermission with { Now = At(10, 5) })
            .Refuses(SharingRefusals.PermissionWithdrawn);

    [Fact]
    public void An_item_that_was_taken_out_of_it_is_refused_and_the_other_may_go()
    {
        var history = Family.Given(Household, GivenLastWeek, ProposalUnderPermission, WithdrawnAtTen with { Items = [InformationCategory.Treatment] });
        history.When(SharingDecider.Decide, Disclose).Refuses(SharingRefusals.PermissionWithdrawn);
        history.When(SharingDecider.Decide, Disclose with { Items = [1] }).Then(Disclosed with { Items = [SentUse] });
    }

    [Fact]
    public void A_recipient_who_was_taken_out_of_it_receives_nothing() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission, WithdrawnAtTen with { Recipients = [SocialCare] })
            .When(SharingDecider.Decide, Disclose)
            .Refuses(SharingRefusals.PermissionWithdrawn);

    [Fact]
    public void Past_its_last_day_nothing_is_sent_though_no_timer_has_run() =>
        Family.Given(Household, GivenLastWeek with { ValidTo = Today.AddDays(-1) }, ProposalUnderPermission)
            .When(SharingDecider.Decide, Disclose)
            .Refuses(SharingRefusals.PermissionExpired);

    [Fact]
    public void On_its_last_day_it_is_still_sent() =>
        Family.Given(Household, GivenLastWeek with { ValidTo = Today }, ProposalUnderPermission)
            .When(SharingDecider.Decide, Disclose)
            .Then(Disclosed);

    [Fact]
    public void A_permission_given_later_does_not_cover_an_earlier_share() =>
        Family.Given(Household, Given)
            .When(SharingDecider.Decide, ProposeUnderPermission with
            {
                Entry = new Entry { Happened = Happened.At(At(9, 0)), LearnedAt = At(9, 0), KnownFrom = KnownFrom.Observed },
            })
            .Refuses(SharingRefusals.PermissionAfterShare);

    [Fact]
    public void A_permission_given_later_does_not_cover_an_earlier_sending() =>
        Family.Given(Household, Given, ProposalUnderPermission)
            .When(SharingDecider.Decide, Disclose with { SentAt = At(9, 59) })
            .Refuses(SharingRefusals.PermissionAfterShare);

    public static TheoryData<string> NoPermission => ["sought", "refused", "not sought", "not valid", "absent"];

    [Theory]
    [MemberData(nameof(NoPermission))]
    public void Without_a_permission_that_counts_it_needs_an_override(string why) =>
        Family.Given(Household, why switch
            {
                "sought" => Sought,
                "refused" => Refused,
                "not sought" => NotSought,
                "not valid" => GivenLastWeek with { Capacity = null },
                _ => Array.Empty<DomainEvent>(),
            })
            .When(SharingDecider.Decide, ProposeUnderPermission)
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Fact]
    public void A_permission_given_to_another_agency_is_none() =>
        Family.Given(Household, GivenLastWeek.RecordedBy(SocialWorker))
            .When(SharingDecider.Decide, ProposeUnderPermission)
            .Refuses(SharingRefusals.PermissionOrReasonNeeded);

    [Theory]
    [InlineData(ConsentKind.TreatmentConsent)]
    [InlineData(ConsentKind.ServiceAgreement)]
    [InlineData(ConsentKind.DataProtectionConsent)]
    public void Another_kind_of_consent_is_no_permission_to_share(ConsentKind kind) =>
        Family.Given(Household, GivenLastWeek with { Kind = kind })
            .When(SharingDecider.Decide, ProposeUnderPermission)
            .Refuses(SharingRefusals.WrongConsentKind);

    [Fact]
    public void An_item_outside_its_scope_is_named() =>
        Family.Given(Household, GivenLastWeek)
            .When(SharingDecider.Decide, ProposeUnderPermission with { Items = [OfferedUse, OfferedTreatment with { Category = "Offending" }] })
            .Refuses(SharingRefusals.DoesNotCover([new("/items/1/category", "NOT_COVERED", "It does not cover this category.")]));

    [Fact]
    public void One_adults_permission_does_not_carry_what_is_about_another()
    {
        var theirs = SharingRefusals.DoesNotCover([new("/items/1", "NOT_COVERED", "It was not given by or for the person whom this item is about.")]);
        var both = ProposeUnderPermission with { Subjects = [Mother, StepFather], Items = [OfferedUse, OfferedTreatment with { About = StepFather }] };
        Family.Given(Household, GivenLastWeek).When(SharingDecider.Decide, both).Refuses(theirs);
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission with { Items = [Use, SomeShare.Treatment with { About = StepFather }] })
            .When(SharingDecider.Decide, Disclose).Refuses(theirs);
    }

    [Fact]
    public void What_names_nobody_is_about_all_whom_the_share_is_about()
    {
        var unnamed = ProposeUnderPermission with { Items = [OfferedUse, OfferedTreatment with { About = null }] };
        var theirs = SharingRefusals.DoesNotCover([new("/items/1", "NOT_COVERED", "It does not say whom it is about, and the permission does not speak for all whom this share is about.")]);
        Assert.IsType<Decision.Accepted>(Family.Given(Household, GivenLastWeek).When(SharingDecider.Decide, unnamed).Decision);
        Family.Given(Household, GivenLastWeek).When(SharingDecider.Decide, unnamed with { Subjects = [Mother, StepFather] }).Refuses(theirs);
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission with { Items = [Use, SomeShare.Treatment with { About = null }], Envelope = JustNow(AboutMother, AboutStepFather) })
            .When(SharingDecider.Decide, Disclose).Refuses(theirs);
    }

    [Fact]
    public void What_is_about_a_child_is_carried_by_whoever_may_speak_for_them()
    {
        var ofChild = ProposeUnderPermission with { Subjects = [Mother, StepFather, Child], Items = [OfferedUse with { About = Child }] };
        var decides = new CompetenceAssessed(Child, CompetenceFramework.Gillick, true, Of(Child, "Whether to tell."), Of(Child, "Understands it all.")) { Envelope = JustNow(AboutChild) };
        var notTheirs = SharingRefusals.DoesNotCover([new("/items/0", "NOT_COVERED", "It was not given by or for the person whom this item is about.")]);
        Assert.IsType<Decision.Accepted>(Family.Given(Household, GivenLastWeek).When(SharingDecider.Decide, ofChild).Decision);
        Assert.IsType<Decision.Accepted>(Family.Given(Household, GivenLastWeek with { Person = Child }).When(SharingDecider.Decide, ofChild).Decision);
        Assert.IsType<Decision.Accepted>(Family.Given(Household, GivenLastWeek with { Person = Child }).When(SharingDecider.Decide, ofChild with { Items = [OfferedUse] }).Decision);
        Family.Given(Household, GivenLastWeek, decides).When(SharingDecider.Decide, ofChild).Refuses(notTheirs);
        Family.Given(Household, GivenLastWeek with { Person = StepFather, GivenBy = StepFather }).When(SharingDecider.Decide, ofChild).Refuses(notTheirs);
    }

    [Theory]
    [InlineData(15, null, true)]
    [InlineData(17, null, false)]
    [InlineData(17, true, false)]
    [InlineData(17, false, true)]
    [InlineData(18, null, false)]
    [InlineData(18, false, false)]
    public void A_parents_own_permission_carries_what_is_about_their_child_for_as_long_as_they_could_give_it_for_them(int age, bool? capacity, bool carries)
    {
        DomainEvent[] judged = capacity is { } able
            ? [new CompetenceAssessed(Child, CompetenceFramework.MentalCapacityAct, able, Of(Child, "Whether to tell."), Of(Child, "As asked and answered.")) { Envelope = JustNow(AboutChild) }]
            : [];
        var births = new Families.Births(ImmutableDictionary<PersonId, DateOnly>.Empty.Add(Child, Today.AddYears(-age)));
        var ofChild = ProposeUnderPermission with { Items = [OfferedUse with { About = Child }], Births = births };
        var proposal = ProposalUnderPermission with { Items = [Use with { About = Child }] };
        var proposing = Family.Given(Household, GivenLastWeek, judged).When(SharingDecider.Decide, ofChild);
        var sending = Family.Given(Household, GivenLastWeek, judged, proposal).When(SharingDecider.Decide, Disclose with { Proposed = proposal.Items, Births = births });
        if (carries)
        {
            Assert.IsType<Decision.Accepted>(proposing.Decision);
            Assert.IsType<Decision.Accepted>(sending.Decision);
        }
        else
        {
            var notTheirs = SharingRefusals.DoesNotCover([new("/items/0", "NOT_COVERED", "It was not given by or for the person whom this item is about.")]);
            proposing.Refuses(notTheirs);
            sending.Refuses(notTheirs);
        }
    }

    [Fact]
    public void What_names_nobody_is_not_carried_for_a_grown_person_among_its_subjects() =>
        Family.Given(Household, GivenLastWeek)
            .When(SharingDecider.Decide, ProposeUnderPermission with
            {
                Items = [OfferedUse with { About = null }], Births = new(ImmutableDictionary<PersonId, DateOnly>.Empty.Add(Child, Today.AddYears(-18))),
            })
            .Refuses(SharingRefusals.DoesNotCover([new("/items/0", "NOT_COVERED", "It does not say whom it is about, and the permission does not speak for all whom this share is about.")]));

    [Fact]
    public void A_basis_names_its_article_is_kept_and_is_not_given_with_an_override()
    {
        var history = Family.Given(Household, GivenLastWeek);
        var basis = new DataProtectionAnswer { Article6 = Article6.PublicTask, SpecialData = SpecialDataRoute.HealthOrSocialCare, Condition = DpaCondition.Paragraph2 };
        history.When(SharingDecider.Decide, ProposeUnderPermission with { DataProtection = basis })
            .Then(ProposalUnderPermission, BasisOfPermission with { DataProtection = new(Article6.PublicTask) { SpecialData = SpecialDataRoute.HealthOrSocialCare, Condition = DpaCondition.Paragraph2 } });
        history.When(SharingDecider.Decide, ProposeUnderPermission with { DataProtection = basis with { Article6 = null } }).Refuses(BasisRefusals.Article6Required);
        history.When(SharingDecider.Decide, ProposeUnderPermission with { DataProtection = basis with { Condition = DpaCondition.Paragraph18 } }).Refuses(BasisRefusals.WrongDpCondition);
        history.When(SharingDecider.Decide, Propose with { DataProtection = basis }).Refuses(BasisRefusals.ComesWithOverride);
    }

    [Fact]
    public void Another_recipient_purpose_and_person_are_outside_it() =>
        Family.Given(Household, GivenLastWeek)
            .When(SharingDecider.Decide, ProposeUnderPermission with
            {
                Subjects = [Child], Purpose = Purpose.Education,
                Recipient = new SendTo { Agency = School }, Parties = Parties with { Recipient = RegisteredSchool },
            })
            .Refuses(SharingRefusals.DoesNotCover(
            [
                new("/subjects", "NOT_COVERED", "It was given for somebody whom this share is not about."),
                new("/recipient/agency", "NOT_COVERED", "It does not cover this agency."),
                new("/purpose", "NOT_COVERED", "It was given for another purpose."),
            ]));

    [Fact]
    public void When_it_falls_away_an_override_may_take_its_place() =>
        Family.Given(Household, GivenLastWeek, ProposalUnderPermission, WithdrawnAtTen, SomeOverride.Decided, Authorised.RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose)
            .Then(Disclosed);
}
