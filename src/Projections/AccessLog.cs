using Safeguard.Domain;
using Safeguard.Domain.Access;

namespace Safeguard.Projections;

public enum AccessOutcome
{
    /// <summary>Something was shown.</summary>
    Shown,
    /// <summary>The answer was empty: fishing leaves a trace (domain §5 rule 8).</summary>
    Nothing,
    /// <summary>The reader or doer was refused.</summary>
    Denied,
    /// <summary>The glass was broken.</summary>
    BrokeGlass,
}

/// <summary>One line of the access log (V12): who read, or tried to read, what and when. What was typed is not in it.</summary>
/// <param name="What">Which view, list or act, by its code.</param>
/// <param name="Count">How many rows, or entries whose text, were shown.</param>
public sealed record AccessRow(
    EventId Access, ActorId Who, Role Role, AgencyId Agency, DateTimeOffset At, string What, AccessOutcome Outcome, int Count)
{
    /// <summary>Where it stands in the log: with it anybody can ask for the proof that it does.</summary>
    public long Position { get; init; }
    /// <summary>The family whose record it was; null for a list or a search.</summary>
    public FamilyId? Family { get; init; }
    /// <summary>The one thing of that record, where no more was read.</summary>
    public Guid? Thing { get; init; }
    /// <summary>The families that a list or search showed.</summary>
    public IReadOnlyList<FamilyId> Families { get; init; } = [];
    public DateTimeOffset? AsOf { get; init; }
    public DateOnly? On { get; init; }
    /// <summary>What it was cut by, in ids, codes, days and instants, as <c>name=value</c>: with <see cref="AsOf"/> and <see cref="On"/> all that decides what was shown.</summary>
    public IReadOnlyList<string> Filter { get; init; } = [];
    /// <summary>The review under which it was read.</summary>
    public CaseReviewId? Review { get; init; }
    /// <summary>The code of a refusal.</summary>
    public string? Code { get; init; }
    /// <summary>The id that was asked for and refused, whether or not there is such a record.</summary>
    public Guid? Asked { get; init; }
    /// <summary>The break-glass that this is, or under which it was read.</summary>
    public BreakGlassId? Glass { get; init; }
    /// <summary>Why the glass was broken, or what a case bundle was made for: for who reviews or manages it; sealed as the log has it.</summary>
    public Personal<string>? Reason { get; init; }
    /// <summary>Who got the case bundle that was made, for whom the same goes.</summary>
    public Personal<string>? MadeFor { get; init; }

    /// <summary>As one reader may read it: with the reason for who did it and who governs access at their agency.</summary>
    public AccessRow For(Actor reader) => AccessReasons.OfAct(reader, Who, Agency) ? this : this with { Reason = null, MadeFor = null };
}

/// <summary>The access log (V12). Nothing is ever taken out of it.</summary>
public static class AccessLog
{
    public static IReadOnlyList<Type> Follows { get; } =
        [typeof(RecordViewed), typeof(Searched), typeof(AccessDenied), typeof(BreakGlassUsed), typeof(CaseBundleExported)];

    /// <summary>Every read has a line of its own. A role asserted is no read.</summary>
    public static string? KeyOf(RecordedEvent recorded) =>
        recorded.Event is RecordViewed or Searched or AccessDenied or BreakGlassUsed or CaseBundleExported ? recorded.Id.ToString() : null;

    /// <summary>The line of an access event.</summary>
    public static AccessRow? Evolve(AccessRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        RecordViewed e => Line(recorded, e.View, AccessOutcome.Shown, e.Shown.Count) with
        {
            Family = e.Family, Thing = e.Thing, AsOf = e.AsOf, On = e.On, Filter = e.Filter ?? [], Review = e.Review, Glass = e.Glass,
        },
        Searched e => Line(recorded, e.What, e.Count == 0 ? AccessOutcome.Nothing : AccessOutcome.Shown, e.Count) with { Families = e.Families, Filter = e.Filter },
        CaseBundleExported e => Line(recorded, "case-bundle", AccessOutcome.Shown, e.Entries) with { Family = e.Family, Reason = e.Purpose, MadeFor = e.MadeFor },
        AccessDenied e => Line(recorded, e.What, AccessOutcome.Denied, 0) with { Code = e.Code, Asked = e.Asked },
        BreakGlassUsed e => Line(recorded, "break-glass", AccessOutcome.BrokeGlass, 0) with { Family = e.Family, Glass = e.Glass, Reason = e.Reason },
        _ => row,
    };

    private static AccessRow Line(RecordedEvent recorded, string what, AccessOutcome outcome, int count) =>
        new(recorded.Id, recorded.Headers.Actor, recorded.Headers.Role, recorded.Agency, recorded.RecordedAt, what, outcome, count) { Position = recorded.Position };
}
