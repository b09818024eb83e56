using System.Collections.Immutable;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Consent;

/// <summary>How a consent stands at one instant.</summary>
public enum ConsentStatus
{
    /// <summary>Nobody was asked, or nothing of it had been said by then.</summary>
    Absent,
    /// <summary>Asked, and not answered.</summary>
    Sought,
    /// <summary>Somebody decided not to ask.</summary>
    NotSought,
    /// <summary>Given, but said or valid only from a later moment.</summary>
    NotYet,
    Current,
    /// <summary>Given, but something that makes it count is missing: treated as no permission (R3.1.7).</summary>
    NotValid,
    Expired,
    Withdrawn,
    Refused,
}

public enum ConsentAnswerKind
{
    Given,
    Refused,
    NotSought,
    Withdrawn,
}

/// <summary>The last time somebody was asked, and for what.</summary>
public sealed record ConsentAsked(DateTimeOffset At, ImmutableArray<InformationCategory> Items, ImmutableArray<AgencyId> Recipients)
{
    /// <summary>Whether it says how what, who, why and the limits were explained.</summary>
    public bool Explained { get; init; }

    /// <summary>True where it explained, by then, all of what was given: who hears what was not told of anything else.</summary>
    public bool Informs(ConsentGiven given, DateTimeOffset givenAt) =>
        Explained && At <= givenAt && given.Items.All(Items.Contains) && given.Recipients.All(Recipients.Contains);
}

/// <summary>One answer; a withdrawal counts from <see cref="At"/>, the others were said then.</summary>
public sealed record ConsentAnswer(ConsentAnswerKind Kind, DateTimeOffset At)
{
    public ImmutableArray<InformationCategory> Items { get; init; } = [];
    public ImmutableArray<AgencyId> Recipients { get; init; } = [];
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    /// <summary>Why the giver could give it; null where that is not recorded, and for answers other than a permission.</summary>
    public CapacityBasis? Capacity { get; init; }
    public ConsentEvidence? Evidence { get; init; }
    /// <summary>
    /// Whether the record shows of what was given that it was informed (R3.1.7): what is written or digital says it itself; what is
    /// said by word of mouth needs it said how it was explained, with it or when it was asked for.
    /// </summary>
    public bool InformedRecorded { get; init; }
    public NotSoughtReason? Reason { get; init; }
    /// <summary>Who gave or refused it; null for the other answers.</summary>
    public PersonId? By { get; init; }

    /// <summary>True for a withdrawal that names items or recipients: the rest of the consent goes on.</summary>
    public bool IsPart() => Kind == ConsentAnswerKind.Withdrawn && (Items.Length > 0 || Recipients.Length > 0);
}

/// <summary>How a consent stands at one instant, and what it then covers. Items and recipients are empty unless it is current.</summary>
public sealed record ConsentStanding(ConsentStatus Status)
{
    public ImmutableArray<InformationCategory> Items { get; init; } = [];
    public ImmutableArray<AgencyId> Recipients { get; init; } = [];
    /// <summary>What was taken out of it by then.</summary>
    public ImmutableArray<InformationCategory> WithdrawnItems { get; init; } = [];
    public ImmutableArray<AgencyId> WithdrawnRecipients { get; init; } = [];
}

/// <summary>One consent of one person, of one kind, for one purpose, as one agency recorded it.</summary>
public sealed record ConsentFacts(ConsentId Id, AgencyId Agency, PersonId Person, ConsentKind Kind, Purpose Purpose)
{
    public ConsentAsked? Sought { get; init; }

    /// <summary>In the order of recording; a back-dated one may come after a later one.</summary>
    public ImmutableArray<ConsentAnswer> Answers { get; init; } = [];

    /// <summary>The last day for which <see cref="ConsentExpired"/> was recorded.</summary>
    public DateOnly? ExpiryNoted { get; init; }

    /// <summary>The answer that stands, whatever the date: the last in time, withdrawals of a part apart.</summary>
    public ConsentAnswer? Standing() => Whole(Answers).LastOrDefault();

    /// <summary>When it was last given; null where it never was.</summary>
    public ConsentAnswer? LastGiven() => Whole(Answers).LastOrDefault(a => a.Kind == ConsentAnswerKind.Given);

    /// <summary>The answer that stands at an instant, withdrawals of a part apart; null where nothing had been said by then.</summary>
    public ConsentAnswer? AnswerAt(DateTimeOffset at) => Whole(Answers.Where(a => a.At <= at)).LastOrDefault();

    /// <summary>What was last given by an instant, whatever became of it since; null where nothing was.</summary>
    public ConsentAnswer? GivenBefore(DateTimeOffset at) => Whole(Answers.Where(a => a.At <= at)).LastOrDefault(a => a.Kind == ConsentAnswerKind.Given);

    public ConsentFacts Answered(ConsentAnswer answer) => this with { Answers = Answers.Add(answer) };

    /// <summary>
    /// How it stands at an instant, from what is on the record now. Past its last day it does not count, whether or
    /// not a timer has run.
    /// </summary>
    public ConsentStanding StandingAt(DateTimeOffset at)
    {
        var day = LondonTime.DateOf(at);
        var answer = AnswerAt(at);
        return answer switch
        {
            null when Answers.Any(a => a.Kind == ConsentAnswerKind.Given) => new(ConsentStatus.NotYet),
            null => new(Sought is not null && Sought.At <= at ? ConsentStatus.Sought : ConsentStatus.Absent),
            { Kind: ConsentAnswerKind.Refused } => new(ConsentStatus.Refused),
            { Kind: ConsentAnswerKind.NotSought } => new(ConsentStatus.NotSought),
            { Kind: ConsentAnswerKind.Withdrawn } => new(ConsentStatus.Withdrawn),
            _ when answer.ValidFrom > day => new(ConsentStatus.NotYet),
            _ when answer.ValidTo < day => new(ConsentStatus.Expired),
            { Capacity: null } or { InformedRecorded: false } => new(ConsentStatus.NotValid),
            _ => Current(answer, at),
        };
    }

    private ConsentStanding Current(ConsentAnswer given, DateTimeOffset at)
    {
        var taken = Answers.Where(a => a.IsPart() && a.At >= given.At && a.At <= at).ToList();
        ImmutableArray<InformationCategory> items = [.. taken.SelectMany(a => a.Items).Distinct()];
        ImmutableArray<AgencyId> recipients = [.. taken.SelectMany(a => a.Recipients).Distinct()];
        return new(ConsentStatus.Current)
        {
            Items = [.. given.Items.Except(items)],
            Recipients = [.. given.Recipients.Except(recipients)],
            WithdrawnItems = items,
            WithdrawnRecipients = recipients,
        };
    }

    // OrderBy keeps the order of recording where two answers have the same time.
    private static IEnumerable<ConsentAnswer> Whole(IEnumerable<ConsentAnswer> answers) =>
        answers.Where(a => !a.IsPart()).OrderBy(a => a.At);
}
