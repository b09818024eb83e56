using Safeguard.Domain.Agencies;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>Nothing is proposed or sent to an agency on a day on which it was closed or merged (domain §6 row 61).</summary>
public sealed class RecipientsThatEnded
{
    private static readonly AgencyEnd MergedToday = new(Today, Merged: true, School);
    private static readonly FamilyHistory Before = Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager));

    private static Agency Ended(AgencyEnd end) => RegisteredSocialCare with { End = end };

    private static ProposeShare To(AgencyEnd end) => Propose with { Parties = Parties with { Recipient = Ended(end) } };

    [Fact]
    public void A_share_is_not_proposed_to_one_and_the_answer_names_the_successor()
    {
        var refused = Family.Given(Household).When(SharingDecider.Decide, To(MergedToday)).Refuses(SharingRefusals.RecipientInactive("/recipient/agency", MergedToday));
        Assert.Equal(("RECIPIENT_INACTIVE", RefusalKind.State), (refused.Refusal.Code, refused.Refusal.Kind));
        Assert.Contains("school", refused.Refusal.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("2026-11-09", refused.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_successor_the_directory_is_named()
    {
        var closed = new AgencyEnd(new(2026, 10, 1), Merged: false, null);
        var refused = Family.Given(Household).When(SharingDecider.Decide, To(closed)).Refuses(SharingRefusals.RecipientInactive("/recipient/agency", closed));
        Assert.Contains("directory", refused.Refusal.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_that_day_it_is_proposed() =>
        Family.Given(Household).When(SharingDecider.Decide, To(MergedToday with { On = Today.AddDays(1) })).Then(Proposal);

    [Fact]
    public void What_was_authorised_is_not_sent_to_one_either() =>
        Before.When(SharingDecider.Decide, Disclose with { Recipient = Ended(MergedToday) }).Refuses(SharingRefusals.RecipientInactive("/share", MergedToday));

    [Fact]
    public void What_was_sent_before_that_day_may_be_written_down_after_it() =>
        Family.Given(Household, Proposal, SomeOverride.Decided, Authorised.RecordedBy(Manager))
            .When(SharingDecider.Decide, Disclose with { Recipient = Ended(MergedToday with { On = Today.AddDays(1) }), SentAt = At(10, 0), Now = At(11, 0) })
            .Then(Disclosed);

    [Fact]
    public void The_check_says_the_same() =>
        Assert.Equal(
            SpecJson.Of(SharingRefusals.RecipientInactive("/recipient/agency", MergedToday)),
            SpecJson.Of(SharingDecider.Check(Family.Given(Household).Record, new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = To(MergedToday) }).Value!.ProposalRefused!));

    [Fact]
    public void One_of_which_nothing_is_registered_gets_nothing() =>
        Before.When(SharingDecider.Decide, Disclose with { Recipient = null }).Refuses(SharingRefusals.UnknownAgency("/share"));
}
