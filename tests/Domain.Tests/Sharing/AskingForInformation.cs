using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Social care asks the treatment service; a request ends in a share, in a decision not to, or by its day passing (domain §2.6).</summary>
public sealed class AskingForInformation
{
    private static readonly RequestId Request = RequestId.From(Uuid(0x60));

    private static readonly RequestInformation Ask = new()
    {
        Family = Family.Id, By = SocialWorker, Now = Now, Request = Request, To = Invented.Treatment, Subjects = [Mother], Purpose = Purpose.ChildProtection,
        Basis = Statute.ChildrenAct1989Section47, Questions = "Does she keep her appointments?", AnswerBy = Today.AddDays(3), Other = RegisteredTreatment,
    };

    /// <summary>The same by telephone, written down by who was asked.</summary>
    private static readonly RequestInformation Asked = Ask with
    {
        By = Worker, From = SocialCare, To = null, Checked = RequesterCheck.CalledBack, Other = RegisteredSocialCare,
    };

    private static readonly InformationRequested Requested = new(
        Request, SocialCare, Invented.Treatment, Purpose.ChildProtection, Today.AddDays(3), RequesterCheck.SignedIn,
        OfFamily("Does she keep her appointments?"), OfFamily("Does she keep her appointments?").CopyFor(Invented.Treatment))
    { Basis = Statute.ChildrenAct1989Section47, Envelope = JustNow(AboutMother) };

    private static readonly FamilyHistory AfterAsking = Family.Given(Household, Requested.RecordedBy(SocialWorker));

    private static readonly DecideNotToShare NotNow = new()
    {
        Family = Family.Id, By = Worker, Now = Now, NonShare = NonShareId.From(Uuid(0x61)), Subjects = [Mother], Considered = SocialCare,
        Reasons = "She tells them herself tomorrow.", HarmIfNotShared = "They learn it a day later.", DetrimentalToChild = false, ReviewBy = Today.AddDays(2),
        Request = Request, ToRequester = "Ask again on Wednesday.", ConsideredAgency = RegisteredSocialCare,
    };

    [Fact]
    public void An_agency_asks_under_its_own_name() =>
        Family.Given(Household).When(SharingDecider.Decide, Ask).Then(Requested)
            .Sets(DeadlineTimers.Of(Family.Id, Clock.InformationRequest, Request.Value, LondonTime.EndOf(Today.AddDays(3))));

    [Fact]
    public void Who_was_asked_by_telephone_writes_it_down_and_how_they_knew_who_asked()
    {
        Family.Given(Household).When(SharingDecider.Decide, Asked)
            .Then(Requested with { Checked = RequesterCheck.CalledBack, ToTheOther = OfFamily("Does she keep her appointments?").CopyFor(SocialCare) });
        Family.Given(Household).When(SharingDecider.Decide, Asked with { Checked = null }).Refuses(RequestRefusals.RequesterUnverified);
        Family.Given(Household).When(SharingDecider.Decide, Asked with { Checked = RequesterCheck.SignedIn }).Refuses(RequestRefusals.RequesterUnverified);
    }

    [Fact]
    public void Asked_again_with_the_same_id_changes_nothing() => AfterAsking.When(SharingDecider.Decide, Ask).ChangesNothing();

    [Fact]
    public void It_names_another_registered_agency_and_the_caller_is_one_of_the_two()
    {
        var history = Family.Given(Household);
        history.When(SharingDecider.Decide, Ask with { To = SocialCare }).Refuses(RequestRefusals.TwoAgencies);
        history.When(SharingDecider.Decide, Ask with { To = null }).Refuses(RequestRefusals.TwoAgencies);
        history.When(SharingDecider.Decide, Ask with { From = School }).Refuses(RequestRefusals.NotAParty);
        history.When(SharingDecider.Decide, Ask with { Other = null }).Refuses(SharingRefusals.UnknownAgency("/to"));
        history.When(SharingDecider.Decide, Asked with { Other = null }).Refuses(SharingRefusals.UnknownAgency("/from"));
    }

    [Fact]
    public void Nobody_asks_an_agency_that_has_ended_nor_is_asked_by_it()
    {
        var (closed, merged) = (new AgencyEnd(Today, Merged: false, null), new AgencyEnd(Today, Merged: true, School));
        Family.Given(Household).When(SharingDecider.Decide, Ask with { Other = RegisteredTreatment with { End = merged } }).Refuses(SharingRefusals.RecipientInactive("/to", merged));
        Family.Given(Household).When(SharingDecider.Decide, Asked with { Other = RegisteredSocialCare with { End = closed } }).Refuses(SharingRefusals.RecipientInactive("/from", closed));
        Family.Given(Household).When(SharingDecider.Decide, Ask with { Other = RegisteredTreatment with { End = closed with { On = Today.AddDays(1) } } }).Then(Requested);
    }

    [Fact]
    public void It_says_about_whom_what_and_by_when()
    {
        var history = Family.Given(Household);
        history.When(SharingDecider.Decide, Ask with { Subjects = [] }).Refuses(SharingRefusals.SubjectRequired);
        history.When(SharingDecider.Decide, Ask with { Subjects = [Stranger] }).Refuses(Families.HouseholdRefusals.UnknownPerson("/subjects/0"));
        history.When(SharingDecider.Decide, Ask with { Questions = " " }).Refuses(RequestRefusals.QuestionsRequired);
        history.When(SharingDecider.Decide, Ask with { AnswerBy = null }).Refuses(RequestRefusals.AnswerByRequired);
        history.When(SharingDecider.Decide, Ask with { AnswerBy = Today.AddDays(-1) }).Refuses(RequestRefusals.AnswerByPassed);
        history.When(SharingDecider.Decide, Ask with { AnswerBy = Today }).Then(Requested with { AnswerBy = Today });
    }

    [Fact]
    public void Auditors_ask_nothing() =>
        Family.Given(Household).When(SharingDecider.Decide, Ask with { By = SocialWorker with { Roles = [Role.IgOfficer] } }).Refuses(Families.RecordingRights.NotYoursToRecord);

    [Fact]
    public void A_share_answers_it_and_carries_it_to_who_asked()
    {
        var answer = Proposal with { Request = Request };
        AfterAsking.When(SharingDecider.Decide, Propose with { Request = Request }).Then(answer);
        Family.Given(Household, Requested.RecordedBy(SocialWorker), answer, SomeOverride.Decided, Authorised.RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose).Then(Disclosed with { Request = Request });
    }

    [Fact]
    public void Nobody_answers_a_request_that_was_not_made_to_them()
    {
        Family.Given(Household).When(SharingDecider.Decide, Propose with { Request = Request }).Refuses(RequestRefusals.NotFound);
        AfterAsking.When(SharingDecider.Decide, Propose with { Request = Request, Recipient = new SendTo { Agency = School }, Parties = new(RegisteredTreatment, RegisteredSchool) })
            .Refuses(RequestRefusals.NotFound);
        AfterAsking.When(SharingDecider.Decide, NotNow with { Considered = School, ConsideredAgency = RegisteredSchool }).Refuses(RequestRefusals.NotFound);
    }

    [Fact]
    public void An_answer_is_about_somebody_of_whom_was_asked_and_comes_after_the_question()
    {
        AfterAsking.When(SharingDecider.Decide, Propose with { Request = Request, Subjects = [Child] }).Refuses(RequestRefusals.AboutOthers);
        AfterAsking.When(SharingDecider.Decide, NotNow with { Subjects = [Child] }).Refuses(RequestRefusals.AboutOthers);
        Entry before = new() { Happened = Happened.At(Now.AddMinutes(-1)), LearnedAt = Now.AddMinutes(-1), KnownFrom = KnownFrom.Observed };
        AfterAsking.When(SharingDecider.Decide, Propose with { Request = Request, Entry = before }).Refuses(RequestRefusals.BeforeItWasAsked);
        AfterAsking.When(SharingDecider.Decide, NotNow with { Entry = before }).Refuses(RequestRefusals.BeforeItWasAsked);
    }

    [Fact]
    public void What_did_not_arrive_answers_nothing()
    {
        Past[] sent = [Household, Requested.RecordedBy(SocialWorker), Proposal with { Request = Request }, SomeOverride.Decided, Authorised.RecordedBy(Manager), Disclosed with { Request = Request }];
        var failed = new DisclosureFailed(SomeShare.Id, OfFamily("Returned.")) { Envelope = Said(At(11, 0), AboutMother) };
        Assert.False(Family.Given(sent).Record.Sharing.Waits(Request));
        Assert.True(Family.Given([.. sent, failed]).Record.Sharing.Waits(Request));
        Family.Given(sent).When(SharingDecider.Decide, NotNow).Refuses(RequestRefusals.AnsweredByShare);
        Assert.IsType<Decision.Accepted>(Family.Given([.. sent, failed]).When(SharingDecider.Decide, NotNow).Decision);
    }

    [Fact]
    public void What_was_proposed_before_the_refusal_is_not_sent_after_it_and_a_new_proposal_is_another_answer()
    {
        var refused = new DecisionNotToShare(NotNow.NonShare, SocialCare, OfFamily(NotNow.Reasons!), OfFamily(NotNow.HarmIfNotShared!), false, NotNow.ReviewBy) { Request = Request, Envelope = Said(At(11, 0), AboutMother) };
        Past[] proposed = [Proposal with { Request = Request }, SomeOverride.Decided, Authorised.RecordedBy(Manager)];
        Past asked = Requested.RecordedBy(SocialWorker);
        var before = Family.Given([Household, asked, .. proposed, refused]);
        before.When(SharingDecider.Decide, Disclose with { SentAt = At(12, 0), Now = At(12, 0) }).Refuses(RequestRefusals.RefusedSince);
        Assert.IsType<Decision.Accepted>(before.When(SharingDecider.Decide, Disclose with { SentAt = At(10, 30), Now = At(12, 0) }).Decision);
        Assert.IsType<Decision.Accepted>(Family.Given([Household, asked, refused, .. proposed]).When(SharingDecider.Decide, Disclose with { SentAt = At(12, 0), Now = At(12, 0) }).Decision);
    }

    [Fact]
    public void Deciding_not_to_share_tells_who_asked()
    {
        var against = new DecisionNotToShare(
            NotNow.NonShare, SocialCare, OfFamily(NotNow.Reasons!), OfFamily(NotNow.HarmIfNotShared!), false, NotNow.ReviewBy)
        {
            Request = Request, Answer = OfFamily("Ask again on Wednesday."), ToRequester = OfFamily("Ask again on Wednesday.").CopyFor(SocialCare), Envelope = JustNow(AboutMother),
        };
        AfterAsking.When(SharingDecider.Decide, NotNow).Then(against);
        AfterAsking.When(SharingDecider.Decide, NotNow with { ToRequester = " " }).Refuses(RequestRefusals.ToRequesterRequired);
        AfterAsking.When(SharingDecider.Decide, NotNow with { ToRequester = "No." }).Refuses(OpennessRefusals.TooShort("/toRequester"));
        AfterAsking.When(SharingDecider.Decide, NotNow with { Request = null }).Refuses(RequestRefusals.NobodyAsked);
        Family.Given(Household, Requested.RecordedBy(SocialWorker), against).When(SharingDecider.Decide, NotNow with { NonShare = NonShareId.From(Uuid(0x62)) })
            .Refuses(RequestRefusals.Answered);
    }
}
