using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Auditing.SomeReview;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Auditing;

/// <summary>Justified is a person's finding, and never of an incomplete record (domain §3.3).</summary>
public sealed class Finding
{
    /// <summary>What <see cref="SomeOverride.Decided"/> leaves open.</summary>
    private static readonly OverrideTest[] Open =
    [
        OverrideTest.J6, OverrideTest.J10, OverrideTest.J12, OverrideTest.J13, OverrideTest.J14, OverrideTest.J16, OverrideTest.J17, OverrideTest.J18,
    ];

    private static readonly FamilyHistory Incomplete = Given(ByOfficer);
    private static readonly CompleteIgReview Justified = Complete with { Finding = IgFinding.Justified };

    private static FamilyHistory Whole(params Past[] more) =>
        Family.Given([Household, Proposal, SomeOverride.DecidedWhole, SomeOverride.ByHarm, Authorised.RecordedBy(Manager), Told, .. more, ByOfficer]);

    [Fact]
    public void It_is_recorded_with_reasons_and_what_was_found_of_every_check() => Incomplete.When(IgReviewDecider.Decide, Complete).Then(Completed);

    [Fact]
    public void It_gives_reasons()
    {
        Incomplete.When(IgReviewDecider.Decide, Complete with { Reasons = "" }).Refuses(SharingRefusals.ReasonsRequired("/reasons"));
        Assert.Equal("TOO_LONG", Incomplete.When(IgReviewDecider.Decide, Complete with { Reasons = new string('x', Text.NarrativeLimit + 1) }).Refusal.Code);
    }

    [Fact]
    public void An_incomplete_record_is_not_justified_and_the_answer_says_what_is_missing() =>
        Incomplete.When(IgReviewDecider.Decide, Justified).Refuses(IgReviewRefusals.OverrideIncomplete(Open));

    [Fact]
    public void With_learning_it_stands_if_the_reasons_name_each_missing_test()
    {
        var learning = Complete with { Finding = IgFinding.JustifiedWithLearning };
        Incomplete.When(IgReviewDecider.Decide, learning).Refuses(IgReviewRefusals.NotNamed(Open));
        // J1 named nowhere: J10 to J18 do not name it; here it is answered, so J6 alone is left.
        Incomplete.When(IgReviewDecider.Decide, learning with { Reasons = "Without J10, J12, J13, J14, J16, J17 and J18, and J66." }).Refuses(IgReviewRefusals.NotNamed(Open));
        Incomplete.When(IgReviewDecider.Decide, learning with { Reasons = "Without J6, J10, J12, J13, J14, J16, J17 and j18." })
            .Then(Completed with { Finding = IgFinding.JustifiedWithLearning, Reasons = OfFamily("Without J6, J10, J12, J13, J14, J16, J17 and j18.") });
    }

    [Fact]
    public void A_whole_record_may_be_justified() => Whole().When(IgReviewDecider.Decide, Justified).Then(Completed with { Finding = IgFinding.Justified });

    [Fact]
    public void What_did_not_arrive_is_not_justified_until_it_was_sent_again()
    {
        var failed = new DisclosureFailed(SomeShare.Id, OfFamily("Returned.")) { Envelope = JustNow() };
        Whole(failed).When(IgReviewDecider.Decide, Justified).Refuses(IgReviewRefusals.OverrideIncomplete([OverrideTest.J20]));
        Whole(failed, Told).When(IgReviewDecider.Decide, Justified).Then(Completed with { Finding = IgFinding.Justified });
    }

    [Fact]
    public void What_was_decided_too_late_or_never_is_late_for_ever()
    {
        Past[] urgently =
        [
            Household, Proposal, SomeOverride.DecidedWhole, new UrgentShareMade(SomeShare.Id, OfFamily("Tonight."), Now.AddDays(1)) { Envelope = JustNow() }, Told,
        ];
        RetrospectiveAuthorised Agreed(int days) => new(SomeShare.Id) { Envelope = Said(Now.AddDays(days)) };
        var late = IgReviewRefusals.OverrideIncomplete([OverrideTest.J19]);
        var later = Justified with { Now = Now.AddDays(5) };

        Family.Given([.. urgently, ByOfficer]).When(IgReviewDecider.Decide, Justified).Refuses(late);
        Family.Given([.. urgently, ByOfficer]).When(IgReviewDecider.Decide, later).Refuses(late);
        Family.Given([.. urgently, Agreed(2).RecordedBy(Manager), ByOfficer]).When(IgReviewDecider.Decide, later).Refuses(late);
        Family.Given([.. urgently, Agreed(0).RecordedBy(Manager), ByOfficer]).When(IgReviewDecider.Decide, later)
            .Then(Completed with { Finding = IgFinding.Justified, Envelope = Said(later.Now) });
    }

    [Fact]
    public void A_share_under_a_permission_has_no_tests_to_be_missing() =>
        Family.Given(Household, SomeConsent.Given, ProposalUnderPermission, BasisOfPermission, Told, ByOfficer)
            .When(IgReviewDecider.Decide, Justified).Then(Completed with { Finding = IgFinding.Justified });

    [Fact]
    public void It_waits_for_every_answer()
    {
        Given(ByOfficer, Raised.RecordedBy(Officer)).When(IgReviewDecider.Decide, Complete).Refuses(IgReviewRefusals.QueryOpen);
        Given(ByOfficer, Raised.RecordedBy(Officer), Answered).When(IgReviewDecider.Decide, Complete).Then(Completed);
    }

    [Fact]
    public void It_is_made_once() =>
        Given(ByOfficer, Completed.RecordedBy(Officer)).When(IgReviewDecider.Decide, Complete with { Finding = IgFinding.CannotTell }).Refuses(IgReviewRefusals.Completed);

    [Fact]
    public void It_is_made_by_the_reviewer_alone()
    {
        Incomplete.When(IgReviewDecider.Decide, Complete with { By = OfPartnership }).Refuses(IgReviewRefusals.ReviewerOnly);
        Incomplete.When(IgReviewDecider.Decide, Complete with { By = OfSocialCare }).Refuses(IgReviewRefusals.NotFound);
        Incomplete.When(IgReviewDecider.Decide, Complete with { By = Manager }).Refuses(IgReviewRefusals.OfficerOnly);
    }

    [Fact]
    public void What_the_officer_found_of_a_check_stands_before_what_the_machine_says()
    {
        var machine = Enum.GetValues<IgCheck>().Select(c => new IgCheckFound(c, c == IgCheck.G7 ? IgCheckState.Fail : IgCheckState.Pass, ByPerson: false)).ToList();
        var said = new CheckAnswer { Check = IgCheck.G10, State = IgCheckState.Fail, Note = "It reads as a fact." };
        var outcome = Incomplete.When(IgReviewDecider.Decide, Complete with { Machine = machine, Checks = [said] });
        outcome.Then(Completed with
        {
            Checks = [.. machine.Select(m => m.Check == IgCheck.G10 ? new IgCheckFound(IgCheck.G10, IgCheckState.Fail, ByPerson: true) { Note = OfFamily("It reads as a fact.") } : m)],
        });

        var otherwise = new CheckAnswer { Check = IgCheck.G7, State = IgCheckState.Pass };
        Incomplete.When(IgReviewDecider.Decide, Complete with { Machine = machine, Checks = [said, otherwise] }).Refuses(IgReviewRefusals.CheckNoteRequired("/checks/1/note"));
        Incomplete.When(IgReviewDecider.Decide, Complete with { Machine = machine, Checks = [said, said] }).Refuses(IgReviewRefusals.CheckTwice("/checks/1/check"));
        Incomplete.When(IgReviewDecider.Decide, Complete with { Checks = [said with { State = IgCheckState.ForAPerson }] }).Refuses(IgReviewRefusals.CheckNotSaid("/checks/0/state"));
        Assert.Equal("/checks/0/note", Incomplete.When(IgReviewDecider.Decide, Complete with { Checks = [said with { Note = "a\0" }] }).Refusal.Pointer);
    }

    [Fact]
    public void Only_while_it_is_open_is_the_share_under_review()
    {
        Assert.True(Incomplete.Record.Reviews.IsReviewing(Officer.Id, SomeShare.Id));
        Assert.False(Incomplete.Record.Reviews.IsReviewing(OfPartnership.Id, SomeShare.Id));
        Assert.False(Given(ByOfficer, Completed.RecordedBy(Officer)).Record.Reviews.IsReviewing(Officer.Id, SomeShare.Id));
    }
}
