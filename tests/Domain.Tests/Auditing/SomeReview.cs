using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Auditing;

/// <summary>The treatment service's override was sent, and an officer of that agency, or of the partnership, looks at it.</summary>
public static class SomeReview
{
    public static readonly Actor Officer = new(ActorId.Of("officer"), Invented.Treatment, [Role.IgOfficer]);
    public static readonly Actor OfPartnership = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);
    public static readonly Actor OfSocialCare = new(ActorId.Of("other-officer"), SocialCare, [Role.IgOfficer]);

    public static readonly IgReviewId Id = IgReviewId.From(Uuid(0x60));
    public static readonly IgQueryId QueryId = IgQueryId.From(Uuid(0x61));

    public static readonly OpenIgReview Open = new() { Family = Family.Id, By = Officer, Now = Now, Review = Id, Share = SomeShare.Id, Sample = [IgSampleReason.RefusedThenShared] };
    public static readonly RaiseIgQuery Raise = new() { Family = Family.Id, By = Officer, Now = Now, Review = Id, Query = QueryId, Question = "Why was nobody asked before?" };
    public static readonly AnswerIgQuery Answer = new() { Family = Family.Id, By = Worker, Now = Now, Review = Id, Query = QueryId, Answer = "The phone was not answered twice." };
    public static readonly CompleteIgReview Complete = new() { Family = Family.Id, By = Officer, Now = Now, Review = Id, Finding = IgFinding.NotJustified, Reasons = "It could have waited a day." };

    public static readonly IgReviewOpened Opened = new(Id, [IgSampleReason.RefusedThenShared]) { Share = SomeShare.Id, Envelope = JustNow() };

    /// <summary>Asked on a Monday: answered by the end of the Monday after.</summary>
    public static readonly IgQueryRaised Raised = new(Id, QueryId, OfFamily(Raise.Question!), LondonTime.EndOf(new(2026, 11, 16))) { Share = SomeShare.Id, Envelope = JustNow() };

    public static readonly IgQueryAnswered Answered = new(Id, QueryId, OfFamily(Answer.Answer!)) { Share = SomeShare.Id, Envelope = JustNow() };

    public static readonly IgReviewCompleted Completed = new(Id, IgFinding.NotJustified, OfFamily(Complete.Reasons!), NobodyLooked) { Share = SomeShare.Id, Envelope = JustNow() };

    public static IgCheckFound[] NobodyLooked => [.. Enum.GetValues<IgCheck>().Select(c => new IgCheckFound(c, IgCheckState.ForAPerson, ByPerson: false))];

    /// <summary>Sent under an override that was authorised; thirteen of its tests are answered.</summary>
    /// <summary>Told by telephone: received in the telling.</summary>
    public static readonly InformationDisclosed Told = Disclosed with { Channel = DisclosureChannel.Phone };

    public static readonly Past[] SentShare = [Household, Proposal, SomeOverride.Decided, SomeOverride.ByHarm, Authorised.RecordedBy(Manager), Told];

    public static FamilyHistory Given(params Past[] more) => Family.Given([.. SentShare, .. more]);

    public static readonly Past ByOfficer = Opened.RecordedBy(Officer);
}
