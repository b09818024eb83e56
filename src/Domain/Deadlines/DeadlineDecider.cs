using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Deadlines;

/// <summary>Notes that a deadline passed. Only the service does, by a timer that was set with what began the clock.</summary>
public sealed record LapseDeadline : FamilyCommand
{
    public required Clock Clock { get; init; }
    public required Guid About { get; init; }
    public required DateTimeOffset Due { get; init; }
}

/// <summary>The deadlines of one family that were noted as passed.</summary>
public sealed record DeadlineState
{
    public static DeadlineState Empty { get; } = new();

    public ImmutableArray<LapsedDeadline> Lapsed { get; init; } = [];

    public DeadlineState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        DeadlineLapsed e => this with { Lapsed = Lapsed.Add(new(e.Clock, e.About, e.Due)) },
        _ => throw new UnreachableException("A deadline event that nobody folds."),
    };
}

/// <summary>A deadline that was noted.</summary>
public sealed record LapsedDeadline(Clock Clock, Guid About, DateTimeOffset Due);

/// <summary>Decides whether a clock ran out: a timer may come late, twice, or when there is nothing left to say.</summary>
public static class DeadlineDecider
{
    public static readonly Refusal OnlyTheService = Refusal.NotAllowed("ONLY_THE_SERVICE",
        "The service notes by itself that a deadline has passed.", "domain §3.5", "There is nothing to do: the due instant itself counts.");

    public static Decision Decide(FamilyRecord family, LapseDeadline command)
    {
        if (!command.By.Has(Role.System)) return OnlyTheService;
        var lapsed = new LapsedDeadline(command.Clock, command.About, command.Due);
        if (command.Now <= command.Due || family.Deadlines.Lapsed.Contains(lapsed) || !IsWaiting(family.Sharing, lapsed)) return Decision.NoChange;
        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
            Decision.Record(command.Stream, new DeadlineLapsed(command.Clock, command.About, command.Due) { Envelope = envelope }));
    }

    private static bool IsWaiting(SharingState sharing, LapsedDeadline deadline) => deadline.Clock switch
    {
        Clock.RetrospectiveAuthorisation => sharing.Find(ShareId.From(deadline.About)) is { Afterwards: null } share && share.DecideBy == deadline.Due,
        Clock.InformationRequest => sharing.Waits(RequestId.From(deadline.About)),
        _ => throw new UnreachableException("A clock that nobody judges."),
    };
}
