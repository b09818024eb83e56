using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>A child was told of a share; of sharing in general where no share is named.</summary>
public sealed record ChildInformedEntry(Origin Origin, PersonId Child, ShareId? Share, InformedHow How, Personal<string> What);

/// <summary>Something that was sent was wrong. The words for each agency are sealed under its own key.</summary>
public sealed record CorrectionEntry(Origin Origin, ShareId Share, ImmutableArray<int> Items, Personal<string> WhatWasWrong, ImmutableArray<CorrectionTo> Told);

/// <summary>The recipient of a share was told that the permission under it was taken back.</summary>
public sealed record WithdrawalEntry(Origin Origin, ShareId Share, AgencyId Recipient, DateTimeOffset From);

/// <summary>A share was asked back; and what the recipient did, in the order of its answers.</summary>
public sealed record RecallEntry(Origin Origin, ShareId Share, AgencyId Recipient, Personal<string> Reason, Personal<string> ToRecipient)
{
    public ImmutableArray<RecallAnswerEntry> Answers { get; init; } = [];
}

public sealed record RecallAnswerEntry(Origin Origin, RecallAnswer Answer, Personal<string>? Reason, Personal<string>? ToSender);

/// <summary>A deadline that passed. Whose it is, is whose the share or the request is.</summary>
public sealed record LapseEntry(Origin Origin, Clock Clock, Guid About, DateTimeOffset Due);

/// <summary>One agency's request to another.</summary>
public sealed record RequestEntry(
    Origin Origin, RequestId Id, AgencyId From, AgencyId To, Purpose Purpose, DateOnly AnswerBy, RequesterCheck Checked,
    Personal<string> Questions, Personal<string> ToTheOther);

public sealed partial record FamilyRisk
{
    private FamilyRisk Deadline(DeadlineEvent said, Origin origin) => said switch
    {
        DeadlineLapsed e => this with { Lapses = Lapses.Add(new(origin, e.Clock, e.About, e.Due)) },
        _ => this,
    };

    /// <summary>What comes after sending, and what asks for it.</summary>
    private FamilyRisk AfterSending(SharingEvent said, Origin origin) => said switch
    {
        ChildInformed e => this with { ChildrenInformed = ChildrenInformed.Add(new(origin, e.Child, e.Share, e.How, e.What)) },
        DisclosureCorrected e => this with { Corrections = Corrections.Add(new(origin, e.Share, [.. e.Items], e.WhatWasWrong, [.. e.Told])) },
        WithdrawalPassedOn e => this with { WithdrawalsPassedOn = WithdrawalsPassedOn.Add(new(origin, e.Share, e.Recipient, e.From)) },
        DisclosureRecalled e => this with { Recalls = Recalls.Add(new(origin, e.Share, e.Recipient, e.Reason, e.ToRecipient)) },
        RecallAnswered e => this with
        {
            Recalls = [.. Recalls.Select(r => r.Share == e.Share ? r with { Answers = r.Answers.Add(new(origin, e.Answer, e.Reason, e.ToSender)) } : r)],
        },
        InformationRequested e => this with { Requests = Requests.Add(new(origin, e.Request, e.From, e.To, e.Purpose, e.AnswerBy, e.Checked, e.Questions, e.ToTheOther)) },
        _ => this,
    };
}
