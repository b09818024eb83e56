using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

public enum AuditKind
{
    /// <summary>Somebody recorded something.</summary>
    Recorded,
    /// <summary>Somebody read a page of the record.</summary>
    Read,
    /// <summary>A list, search or register showed the record.</summary>
    Listed,
    /// <summary>Somebody asked for the record and was refused.</summary>
    Refused,
    /// <summary>The glass was broken.</summary>
    BrokeGlass,
    /// <summary>Entries of a stream are missing: what was recorded there is gone.</summary>
    Alarm,
}

/// <summary>Versions that a stream has had and that are not there.</summary>
/// <param name="From">The first; null for a reader who may not know how much there is of others.</param>
public sealed record MissingEntries(string Stream, long? From, long? To);

/// <summary>One line of an audit trail (V4): who did what to one record, and when, as they were then. No narrative.</summary>
/// <param name="Position">Its place in the log; of an alarm that of the entry after it, or none at the end of a stream.</param>
public sealed record AuditLine(long? Position, AuditKind Kind)
{
    public EventId? Entry { get; init; }
    /// <summary>What was recorded, by its alias.</summary>
    public string? Type { get; init; }
    public DateTimeOffset? RecordedAt { get; init; }
    /// <summary>When it happened, as it was said; of a read there is nothing to say.</summary>
    public Happened? Happened { get; init; }
    public ActorId? Who { get; init; }
    /// <summary>In which role, and for which agency, they acted then.</summary>
    public Role? Role { get; init; }
    public AgencyId? Agency { get; init; }
    /// <summary>The rules of the decision's own date.</summary>
    public string? RulePack { get; init; }
    /// <summary>Which view, list or act, by its code.</summary>
    public string? What { get; init; }
    /// <summary>How many entries' text, or rows, were shown.</summary>
    public int? Count { get; init; }
    /// <summary>The code of a refusal.</summary>
    public string? Code { get; init; }
    public Guid? Thing { get; init; }
    /// <summary>Of a read: as of which moment, on which day, and what else it was cut by.</summary>
    public DateTimeOffset? AsOf { get; init; }
    public DateOnly? On { get; init; }
    public IReadOnlyList<string>? Filter { get; init; }
    /// <summary>The review under which it was read.</summary>
    public CaseReviewId? Review { get; init; }
    public BreakGlassId? Glass { get; init; }
    /// <summary>The entries that this one corrects; they stand as they were.</summary>
    public IReadOnlyList<EventId> Corrects { get; init; } = [];
    /// <summary>The entries that correct this one.</summary>
    public IReadOnlyList<EventId> CorrectedBy { get; init; } = [];
    public MissingEntries? Missing { get; init; }
}

/// <summary>How much of a trail somebody reads (domain §5, audit trail).</summary>
public sealed record AuditReader(Actor By)
{
    /// <summary>True for a reader under a review of the case.</summary>
    public bool UnderReview { get; init; }

    /// <summary>The partnership's officer, the data protection officer and a reader under a review read all of it.</summary>
    public bool All => UnderReview || By.HasAny(Role.PartnershipIgOfficer, Role.DataProtectionOfficer);

    /// <summary>Who manages or audits reads their agency's lines, everybody else their own.</summary>
    public bool Sees(ActorId who, AgencyId agency) => All
        || (agency == By.Agency && (who == By.Id || By.HasAny(Role.Manager, Role.DutyManager, Role.CaldicottGuardian, Role.IgOfficer)));
}

/// <summary>Makes lines of an audit trail.</summary>
public static class AuditTrail
{
    /// <summary>The types of events by which entries correct others, or are corrected.</summary>
    public static IReadOnlyList<Type> CorrectionTypes { get; } = [typeof(InformationDisclosed), typeof(DisclosureCorrected), typeof(FactCorrected)];

    /// <summary>The line of an entry of the record's own stream, or of the stream of its reads; null for one the reader may not see.</summary>
    public static AuditLine? Of(RecordedEvent recorded, AuditReader reader, CorrectionLinks links)
    {
        if (!reader.Sees(recorded.Headers.Actor, recorded.Agency)) return null;
        var line = new AuditLine(recorded.Position, recorded.Event is RecordViewed ? AuditKind.Read : recorded.Event is BreakGlassUsed ? AuditKind.BrokeGlass : AuditKind.Recorded)
        {
            Entry = recorded.Id,
            Type = EventTypes.AliasOf(recorded.Event.GetType()),
            RecordedAt = recorded.RecordedAt,
            Happened = recorded.Event is AccessEvent ? null : recorded.Event.Envelope.Happened,
            Who = recorded.Headers.Actor,
            Role = recorded.Headers.Role,
            Agency = recorded.Agency,
            RulePack = recorded.Headers.RulePack,
            Corrects = links.Corrects(recorded.Id),
            CorrectedBy = links.CorrectedBy(recorded.Id),
        };
        return recorded.Event switch
        {
            RecordViewed e => line with
            {
                What = e.View, Count = e.Shown.Count, Thing = e.Thing, AsOf = e.AsOf, On = e.On, Filter = e.Filter, Review = e.Review, Glass = e.Glass,
            },
            BreakGlassUsed e => line with { Glass = e.Glass },
            BreakGlassReviewed e => line with { Glass = e.Glass },
            _ => line,
        };
    }

    /// <summary>The line of a search that showed the record, or of a refused try: from the access log.</summary>
    public static AuditLine? Of(long position, AccessRow row, AuditReader reader) => !reader.Sees(row.Who, row.Agency) ? null : new AuditLine(position, row.Outcome == AccessOutcome.Denied ? AuditKind.Refused : AuditKind.Listed)
    {
        Entry = row.Access,
        Type = row.Outcome == AccessOutcome.Denied ? "access_denied" : "searched",
        RecordedAt = row.At,
        Who = row.Who,
        Role = row.Role,
        Agency = row.Agency,
        What = row.What,
        Count = row.Outcome == AccessOutcome.Denied ? null : row.Count,
        Code = row.Code,
    };

    /// <summary>The line that says that entries are missing. Everybody who reads the trail is told; numbers only who reads all of it.</summary>
    public static AuditLine Alarm(long? position, StreamKey stream, long from, long to, AuditReader reader) => new(position, AuditKind.Alarm)
    {
        Missing = new MissingEntries(stream.Value, reader.All ? from : null, reader.All ? to : null),
    };
}

/// <summary>Which entries of a record correct which.</summary>
public sealed class CorrectionLinks
{
    private readonly ILookup<EventId, EventId> _corrects, _corrected;

    /// <param name="recorded">The record's entries of <see cref="AuditTrail.CorrectionTypes"/>.</param>
    public CorrectionLinks(IReadOnlyList<RecordedEvent> recorded)
    {
        var links = recorded.Where(e => e.Event is DisclosureCorrected).SelectMany(e =>
        {
            var correction = (DisclosureCorrected)e.Event;
            var shares = correction.Told.SelectMany(t => t.Shares).Select(s => s.Share).Append(correction.Share).ToHashSet();
            return recorded.Where(d => d.Event is InformationDisclosed sent && shares.Contains(sent.Share) && d.Position < e.Position).Select(d => (By: e.Id, Of: d.Id));
        }).Concat(recorded.Where(e => e.Event is FactCorrected).Select(e => (By: e.Id, Of: ((FactCorrected)e.Event).Corrects))).ToList();
        _corrects = links.ToLookup(l => l.By, l => l.Of);
        _corrected = links.ToLookup(l => l.Of, l => l.By);
    }

    public IReadOnlyList<EventId> Corrects(EventId entry) => [.. _corrects[entry]];

    public IReadOnlyList<EventId> CorrectedBy(EventId entry) => [.. _corrected[entry]];
}
