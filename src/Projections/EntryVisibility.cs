using System.Text.Json.Serialization;
using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// Whether one person could have seen one entry at a past instant, by the policy of then, and what they were in fact
/// shown by then (design D7, D11). That they could says nothing of whether they did; that nothing was shown here says
/// nothing of what they were told elsewhere. What the log holds of them stands first: no answer contradicts it.
/// </summary>
/// <param name="Roles">The roles that their token had brought last by then; empty where none is on record.</param>
/// <param name="RecordWasOpen">Whether their agency worked with the family, was referred to, or had received something by then.</param>
/// <param name="ReadAs">Why they could read the entry by the policy of then; null where that does not say that they could.</param>
/// <param name="Did">Whether its text was in fact shown to them by then, in this service.</param>
/// <param name="Sentences">The same in plain words, with the reasons; what really took place first.</param>
public sealed record EntryVisibility(
    FamilyId Family, EventId Event, ActorId Actor, DateTimeOffset At, IReadOnlyList<Role> Roles, bool RecordWasOpen, ReadAs? ReadAs,
    bool Did, IReadOnlyList<string> Sentences)
{
    /// <summary>
    /// The answer. True also where they recorded the entry themselves or were shown it, whatever the policy; null where it is
    /// not known, since no role of theirs is on record for that moment. It is always written: a member left out reads as a no.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? Could { get; init; }

    /// <summary>Their own reads that showed it, oldest first.</summary>
    public IReadOnlyList<ShownRead> Reads { get; init; } = [];
    /// <summary>Their own tries to open this record that were refused, oldest first.</summary>
    public IReadOnlyList<RefusedTry> Refused { get; init; } = [];

    /// <param name="roles">Null where no token of theirs was on record by then.</param>
    /// <param name="agency">The person's agency.</param>
    /// <param name="whose">That agency, as it is spoken of to the reader.</param>
    /// <param name="then">The record as that agency's readers had it then: by these roles, where they are known.</param>
    public static EntryVisibility Of(
        FamilyId family, RecordedEvent entry, ActorId actor, DateTimeOffset at, IReadOnlyList<Role>? roles, AgencyId agency, string whose, TimelineReading then,
        IReadOnlyList<ShownRead> reads, IReadOnlyList<RefusedTry> refused)
    {
        var (onRecord, open) = (entry.RecordedAt <= at, then.WasOpenTo(agency));
        var wrote = onRecord && entry.Headers.Actor == actor && entry.Agency == agency;
        // Of what is common to all the fact is read, and no words.
        var readable = open ? then.ReadsEntry(entry.Id) : null;
        bool? could = wrote || reads.Count > 0 ? true
            : !onRecord ? false
            : roles is null ? null
            : readable is not null;
        string[] sentences =
        [
            reads.Count > 0 ? $"Its text was shown to them {(reads.Count == 1 ? "once" : $"{reads.Count} times")} by then: the log says so." : "Its text was not shown to them in this service by then. What they were told elsewhere is not known here.",
            .. wrote ? [$"They recorded the entry themselves, for {whose}."] : Array.Empty<string>(),
            roles is null ? $"Which roles they had for {whose} then is not known: no token of theirs is on record by then."
                : $"By then this person had signed in for {whose} as: {string.Join(", ", roles)}.",
            open ? $"The record was open to {whose}." : $"The record was not open to {whose}: it neither worked with the family, nor had it been referred to or received anything.",
            Policy(onRecord, roles is not null, readable, could, whose),
        ];
        return new EntryVisibility(family, entry.Id, actor, at, roles ?? [], open, roles is null ? null : readable, reads.Count > 0, sentences) { Could = could, Reads = reads, Refused = refused };
    }

    private static string Policy(bool onRecord, bool rolesKnown, ReadAs? readable, bool? could, string whose) => readable switch
    {
        _ when !onRecord => "The entry was not on record by then: nobody could have read it in this service.",
        Projections.ReadAs.Own => $"The entry was on record by then, by {whose} itself: whoever of it reads records could read it.",
        Projections.ReadAs.Received => $"The entry had been sent to {whose} by then: whoever of it reads records could read what was sent.",
        Projections.ReadAs.Party => $"It was {whose} that was told of the entry or told it: whoever of it reads records could read it.",
        Projections.ReadAs.Common => "The fact is common to all agencies on the record; the words about it belonged to whoever recorded it.",
        _ when could == true => $"By what {whose} could read then it was not open to them: the readings say by which view it was, and whether by breaking the glass or under a review.",
        _ when !rolesKnown => $"Of {whose} nobody could have read the entry then but by breaking the glass or under a review; whether they could, is not known without their roles.",
        _ => "By the policy of then this person could not have read the entry in this service, but by breaking the glass or under a review.",
    };
}

/// <summary>A read that showed an entry's text.</summary>
/// <param name="As">The role in which they read.</param>
public sealed record ShownRead(EventId Read, DateTimeOffset At, string View, Role As)
{
    /// <summary>The review under which it was read.</summary>
    public CaseReviewId? Review { get; init; }
    /// <summary>The break-glass under which it was read.</summary>
    public BreakGlassId? Glass { get; init; }

    public static ShownRead Of(RecordedEvent reading, Domain.Access.RecordViewed viewed) =>
        new(reading.Id, reading.RecordedAt, viewed.View, reading.Headers.Role) { Review = viewed.Review, Glass = viewed.Glass };
}

/// <summary>A try to open a record that was refused.</summary>
public sealed record RefusedTry(EventId Try, DateTimeOffset At, string What, string Code);
