using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// Whether one person could have seen one entry at a past instant, by the policy of then, and what they were in fact
/// shown by then (design D7, D11). That they could says nothing of whether they did; that nothing was shown here says
/// nothing of what they were told elsewhere.
/// </summary>
/// <param name="Roles">The roles that their token had brought last by then; empty where none had.</param>
/// <param name="RecordWasOpen">Whether their agency worked with the family, was referred to, or had received something by then.</param>
/// <param name="ReadAs">Why they could read the entry; null where they could not.</param>
/// <param name="Could">The answer, by the policy of then.</param>
/// <param name="Did">Whether its text was in fact shown to them by then, in this service.</param>
/// <param name="Sentences">The same in plain words, with the reasons.</param>
public sealed record EntryVisibility(
    FamilyId Family, EventId Event, ActorId Actor, DateTimeOffset At, IReadOnlyList<Role> Roles, bool RecordWasOpen, ReadAs? ReadAs,
    bool Could, bool Did, IReadOnlyList<string> Sentences)
{
    /// <summary>Their own reads that showed it, oldest first.</summary>
    public IReadOnlyList<ShownRead> Reads { get; init; } = [];
    /// <summary>Their own tries to open this record that were refused, oldest first.</summary>
    public IReadOnlyList<RefusedTry> Refused { get; init; } = [];

    /// <param name="agency">The person's agency.</param>
    /// <param name="whose">That agency, as it is spoken of to the reader.</param>
    public static EntryVisibility Of(
        FamilyId family, EventId entry, ActorId actor, DateTimeOffset at, IReadOnlyList<Role>? roles, AgencyId agency, string whose, TimelineReading then,
        IReadOnlyList<ShownRead> reads, IReadOnlyList<RefusedTry> refused)
    {
        var open = then.WasOpenTo(agency);
        var readAs = open ? then.ReadsEntry(entry) : null;
        // Of what is common to all the fact is read, and no words.
        var could = readAs is not null;
        var sentences = new List<string>
        {
            roles is null ? $"This person had not used the service for {whose} by then: no token of theirs is on record."
                : $"By then this person had signed in for {whose} as: {string.Join(", ", roles)}.",
            open ? $"The record was open to {whose}." : $"The record was not open to {whose}: it neither worked with the family, nor had it been referred to or received anything.",
            readAs switch
            {
                Projections.ReadAs.Own => $"The entry was on record by then, by {whose} itself: whoever of it reads records could read it.",
                Projections.ReadAs.Received => $"The entry had been sent to {whose} by then: whoever of it reads records could read what was sent.",
                Projections.ReadAs.Party => $"It was {whose} that was told of the entry or told it: whoever of it reads records could read it.",
                Projections.ReadAs.Common => "The fact is common to all agencies on the record; the words about it belonged to whoever recorded it.",
                _ => "By the policy of then this person could not have read the entry in this service.",
            },
            reads.Count > 0 ? $"Its text was shown to them {(reads.Count == 1 ? "once" : $"{reads.Count} times")} by then." : "Its text was not shown to them in this service by then. What they were told elsewhere is not known here.",
        };
        return new EntryVisibility(family, entry, actor, at, roles ?? [], open, readAs, could, reads.Count > 0, sentences) { Reads = reads, Refused = refused };
    }
}

/// <summary>A read that showed an entry's text.</summary>
public sealed record ShownRead(EventId Read, DateTimeOffset At, string View);

/// <summary>A try to open a record that was refused.</summary>
public sealed record RefusedTry(EventId Try, DateTimeOffset At, string What, string Code);
