using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>One entry of the log as a dossier cites it.</summary>
/// <param name="Happened">When it happened, as the entry says; with <paramref name="LearnedAt"/> and <paramref name="RecordedAt"/> the three times apart.</param>
/// <param name="Data">All that the entry says; null where its words are not the reader's to see.</param>
public sealed record DossierEntry(
    EventId Event, string Type, long Position, long Version, DateTimeOffset RecordedAt, Happened Happened, DateTimeOffset LearnedAt,
    ActorId RecordedBy, Role Role, AgencyId Agency, string? RulePack, object? Data)
{
    /// <summary>Who decided it, where somebody else wrote it down.</summary>
    public ActorId? DecidedBy { get; init; }

    internal static DossierEntry Of(RecordedEvent e, bool words = true)
    {
        var envelope = e.Event.Envelope;
        return new(
            e.Id, EventTypes.AliasOf(e.Event.GetType()), e.Position, e.Version, e.RecordedAt, envelope.Happened, envelope.LearnedAt,
            e.Headers.Actor, e.Headers.Role, e.Agency, e.Headers.RulePack, words ? e.Event : null)
        { DecidedBy = envelope.DecidedBy };
    }
}

/// <summary>One of the twenty tests: what it asks, whether it is answered, by which entry, and the answer itself.</summary>
/// <param name="AddedLater">True where the answer came after the decision.</param>
public sealed record DossierTest(OverrideTest Test, string Asks, TestState State, EventId? Event, DateTimeOffset? RecordedAt, bool AddedLater, object? Answer)
{
    /// <summary>Where the entry that answers it stands in the log; null while none does.</summary>
    public long? Position { get; init; }
}

/// <summary>The route, as it was found on the day of the decision and recorded then.</summary>
/// <param name="Event">The entry that says so, at this place in the log.</param>
public sealed record DossierRoute(ShareRoute Route, string Words, string Source, bool Draft, EventId Event, long Position)
{
    /// <summary>The publication by which its rules were in force, as approved by then; left out where the release brought them.</summary>
    public DocumentId? Publication { get; init; }
}

/// <summary>Somebody saw entries of this dossier.</summary>
/// <param name="Event">The reading, an entry of the log as well, at this place.</param>
/// <param name="Shown">Which of them.</param>
public sealed record DossierAccess(EventId Event, long Position, DateTimeOffset At, ActorId Who, Role Role, AgencyId Agency, string View, IReadOnlyList<EventId> Shown);

/// <summary>
/// Everything that justifies one override of confidence, for a stranger years later (V3): what was decided, what was known
/// then and what came after, apart; each statement with the entry it rests on. Software says complete or incomplete.
/// Whether it was justified is a person's finding, and stands nowhere in it.
/// </summary>
public sealed partial record Dossier(FamilyId Family, ShareId Share, AgencyId From, AgencyId To, DateTimeOffset AsOf, OverrideState State)
{
    public Jurisdiction? Jurisdiction { get; init; }
    /// <summary>The rules of the decision's own day, as shown to people.</summary>
    public string? Rules { get; init; }
    public DossierRoute? Route { get; init; }
    /// <summary>The local protocols that the decision cites, in the versions in force between the two agencies on its date (BED-34).</summary>
    public IReadOnlyList<CitedProtocol> Protocols { get; init; } = [];
    /// <summary>Why no protocol is cited, in words; null where one is.</summary>
    public string? NoProtocol { get; init; }
    /// <summary>What it rests on beside the record: see <see cref="Beside"/>.</summary>
    public IReadOnlyList<DossierGround> Grounds { get; init; } = [];

    public required DossierEntry Proposal { get; init; }
    public required DossierEntry Decision { get; init; }
    /// <summary>Null for a share that waited.</summary>
    public DateTimeOffset? DecideBy { get; init; }

    public IReadOnlyList<DossierTest> Tests { get; init; } = [];

    /// <summary>The entries that the items and the concern cite.</summary>
    public IReadOnlyList<DossierEntry> RestsOn { get; init; } = [];
    /// <summary>Those items that are from documents; what let a marked one go stands with what the share rests on (TH-1).</summary>
    public IReadOnlyList<DocumentItem> Documents { get; init; } = [];
    /// <summary>What the sender had recorded of permission from the people it is about, up to the decision.</summary>
    public IReadOnlyList<DossierEntry> PermissionBefore { get; init; } = [];

    public IReadOnlyList<DossierEntry> Authorisation { get; init; } = [];
    public IReadOnlyList<DossierEntry> Openness { get; init; } = [];
    public IReadOnlyList<DossierEntry> Sent { get; init; } = [];
    /// <summary>That it came or did not. Of the recipient's word only when is shown.</summary>
    public IReadOnlyList<DossierEntry> Arrival { get; init; } = [];

    /// <summary>What the sender's agency recorded of the family afterwards: never what was known when it was decided.</summary>
    public IReadOnlyList<DossierEntry> Afterwards { get; init; } = [];

    public IReadOnlyList<DossierAccess> Accesses { get; init; } = [];

    /// <summary>Every entry that it cites, once.</summary>
    public IReadOnlyList<DossierEntry> Entries() =>
    [
        .. new[] { Proposal, Decision }.Concat(RestsOn).Concat(PermissionBefore).Concat(Authorisation).Concat(Openness).Concat(Sent).Concat(Arrival).Concat(Afterwards)
            .DistinctBy(e => e.Event).OrderBy(e => e.Position),
    ];

    /// <summary>The dossier for somebody of the sending agency.</summary>
    /// <param name="recorded">The family's stream up to the cut.</param>
    /// <returns>Null where no override of such a share by the reader's agency was recorded by then, for whichever reason.</returns>
    public static Dossier? Of(IReadOnlyList<RecordedEvent> recorded, ShareId share, Reader reader, DateTimeOffset asOf)
    {
        var own = recorded.Where(e => e.Agency == reader.Agency).ToList();
        if (!reader.ReadsRecords
            || own.FirstOrDefault(e => e.Event is ShareProposed p && p.Share == share) is not { Event: ShareProposed proposed } proposal
            || own.LastOrDefault(e => e.Event is OverrideDecided o && o.Share == share) is not { Event: OverrideDecided decided } decision)
            return null;

        var after = own.Where(e => e.Position > decision.Position).ToList();
        var supplements = after.Where(e => e.Event is OverrideSupplemented s && s.Share == share).ToList();
        var authorisation = after.Where(e => e.Event switch
        {
            UrgentShareMade u => u.Share == share,
            ShareAuthorised a => a.Share == share,
            ShareDeclined d => d.Share == share,
            RetrospectiveAuthorised r => r.Share == share,
            RetrospectiveRefused r => r.Share == share,
            _ => false,
        }).ToList();
        var openness = own.Where(e => e.Event switch
        {
            ParentInformed t => t.Share == share,
            ParentNotInformedDecided t => t.Share == share,
            ParentInformedLater t => t.Share == share,
            ChildInformed t => t.Share == share,
            _ => false,
        }).ToList();
        var sent = after.Where(e => e.Event is InformationDisclosed d && d.Share == share).ToList();
        var failed = after.Where(e => e.Event is DisclosureFailed f && f.Share == share).ToList();
        var received = recorded.Where(e => e.Event is DisclosureReceived r && r.Share == share && e.Agency == proposed.Recipient.Agency).ToList();
        var basis = after.LastOrDefault(e => e.Event is LawfulBasisRecorded b && b.Share == share);
        var cited = proposed.Items.Select(i => i.Source).Concat((decided.Concern ?? []).Select(c => c.Entry).OfType<EventId>()).ToHashSet();
        var documents = DocumentsOf(proposed, recorded);
        var restsOn = recorded.Where(e => cited.Contains(e.Id) || (e.Position < decision.Position && LetsGo(e.Event, documents, proposal.Agency, proposed.Recipient.Agency))).ToList();
        var subjects = proposed.Envelope.Subjects.Select(s => s.Person).ToHashSet();
        var consents = ConsentsAbout(own, subjects);

        var authority = Authority(authorisation, asOf);
        var ofTheShare = supplements.Concat(authorisation).Concat(openness).Concat(sent).Concat(failed).Append(basis).OfType<RecordedEvent>().Select(e => e.Id).ToHashSet();
        var tests = TestsOf(decision, supplements, authority, sent, failed, received);
        return new Dossier(new FamilyId(Guid.Parse(proposal.Stream.Id)), share, proposal.Agency, proposed.Recipient.Agency, asOf,
            tests.All(t => t.State == TestState.Answered) ? OverrideState.Complete : OverrideState.Incomplete)
        {
            Jurisdiction = decision.Headers.Jurisdiction,
            Rules = decision.Headers.RulePack is { } pack ? RulePack.Named(pack)?.Label ?? pack : null,
            Route = basis is { Event: LawfulBasisRecorded found } ? RouteOf(found, basis) : null,
            Protocols = (basis?.Event as LawfulBasisRecorded)?.Protocols ?? [],
            NoProtocol = WhyNone(basis?.Event as LawfulBasisRecorded),
            Proposal = DossierEntry.Of(proposal),
            Decision = DossierEntry.Of(decision),
            DecideBy = authority.DecideBy,
            Tests = tests,
            RestsOn = [.. restsOn.Select(e => DossierEntry.Of(e, words: e.Agency == reader.Agency))],
            Documents = documents,
            PermissionBefore = [.. consents.Where(e => e.Position < decision.Position).Select(e => DossierEntry.Of(e))],
            Authorisation = [.. authorisation.Select(e => DossierEntry.Of(e))],
            Openness = [.. openness.Select(e => DossierEntry.Of(e))],
            Sent = [.. sent.Select(e => DossierEntry.Of(e))],
            Arrival = [.. failed.Select(e => DossierEntry.Of(e)), .. received.Select(e => DossierEntry.Of(e, words: false))],
            // A review is the officer's, and its finding no part of what justifies.
            Afterwards =
            [
                .. after.Where(e => e.Event is not IgReviewEvent && !ofTheShare.Contains(e.Id)).Select(e => DossierEntry.Of(e)), .. supplements.Select(e => DossierEntry.Of(e)),
                // Of what the recipient answered to a recall, the sender reads its own copy of the words.
                .. recorded.Where(e => e.Event is RecallAnswered a && a.Share == share).Select(e => DossierEntry.Of(e with { Event = (RecallAnswered)e.Event with { Reason = null } })),
            ],
        };
    }

    /// <summary>With who has seen any of its entries; given those readings of the record that showed one.</summary>
    public Dossier SeenBy(IEnumerable<RecordedEvent> readings)
    {
        var cited = Entries().Select(e => e.Event).ToHashSet();
        return this with
        {
            Accesses =
            [
                .. readings.Where(r => r.Event is RecordViewed).Select(r => (r, Shown: ((RecordViewed)r.Event).Shown.Where(cited.Contains).ToList())).Where(r => r.Shown.Count > 0)
                    .Select(r => new DossierAccess(r.r.Id, r.r.Position, r.r.RecordedAt, r.r.Headers.Actor, r.r.Headers.Role, r.r.Agency, ((RecordViewed)r.r.Event).View, r.Shown)),
            ],
        };
    }

    private static DossierRoute RouteOf(LawfulBasisRecorded found, RecordedEvent basis)
    {
        // The words of the pack that the entry names, whatever a later one says.
        var rule = basis.Headers.RulePack is { } pack ? RulePack.Named(pack)?.Find(found.Route) : null;
        return new DossierRoute(found.Route, rule?.Words ?? "", rule?.Source ?? "", rule?.Confirmed != true, basis.Id, basis.Position) { Publication = found.Publication };
    }

    /// <summary>A consent that was sought or answered names its person; what ends it names the consent.</summary>
    private static List<RecordedEvent> ConsentsAbout(List<RecordedEvent> own, HashSet<PersonId> subjects)
    {
        var theirs = own.Select(e => e.Event switch
        {
            ConsentSought c when subjects.Contains(c.Person) => c.Consent,
            ConsentGiven c when subjects.Contains(c.Person) => c.Consent,
            ConsentRefused c when subjects.Contains(c.Person) => c.Consent,
            ConsentNotSought c when subjects.Contains(c.Person) => c.Consent,
            _ => (ConsentId?)null,
        }).OfType<ConsentId>().ToHashSet();
        return [.. own.Where(e => e.Event switch
        {
            ConsentSought c => theirs.Contains(c.Consent),
            ConsentGiven c => theirs.Contains(c.Consent),
            ConsentRefused c => theirs.Contains(c.Consent),
            ConsentNotSought c => theirs.Contains(c.Consent),
            ConsentWithdrawn c => theirs.Contains(c.Consent),
            ConsentExpired c => theirs.Contains(c.Consent),
            CompetenceAssessed c => subjects.Contains(c.Person),
            _ => false,
        })];
    }

    private static (RecordedEvent? Decided, bool Late, DateTimeOffset? DecideBy) Authority(List<RecordedEvent> authorisation, DateTimeOffset asOf)
    {
        var urgent = authorisation.LastOrDefault(e => e.Event is UrgentShareMade)?.Event as UrgentShareMade;
        var decided = authorisation.LastOrDefault(e => e.Event is ShareAuthorised or RetrospectiveAuthorised or RetrospectiveRefused);
        return (decided, urgent is not null && (decided?.RecordedAt ?? asOf) > urgent.DecideBy, urgent?.DecideBy);
    }

    private static ImmutableArray<DossierTest> TestsOf(
        RecordedEvent decision, List<RecordedEvent> supplements, (RecordedEvent? Decided, bool Late, DateTimeOffset? DecideBy) authority, List<RecordedEvent> sent, List<RecordedEvent> failed, List<RecordedEvent> received)
    {
        List<RecordedEvent> answering = [decision, .. supplements];
        var sendings = Sendings.In(sent.Concat(failed).Concat(received).OrderBy(e => e.Position));
        var standing = sent.Where(e => sendings.Standing().Any(s => s.Entry == e.Id)).ToList();
        var came = received.LastOrDefault(e => sendings.Standing().Any(s => s.ReceivedAt == ((DisclosureReceived)e.Event).ReceivedAt));
        var trace = OverrideCompleteness.TraceOf(sendings);
        var states = OverrideCompleteness.Of(
            [.. answering.SelectMany(e => OverrideTests.AnsweredIn((OverrideAnswers)e.Event))], authority.Decided is not null, trace, authority.Late).Tests;
        return [.. states.Select(t =>
        {
            var by = t.Test switch
            {
                OverrideTest.J19 => authority.Decided,
                OverrideTest.J20 => came ?? standing.LastOrDefault(),
                _ => answering.FirstOrDefault(e => OverrideTests.AnsweredIn((OverrideAnswers)e.Event).Contains(t.Test)),
            };
            var answer = by?.Event is OverrideAnswers answers ? OverrideTests.AnswerOf(answers, t.Test) : null;
            return new DossierTest(t.Test, OverrideRefusals.Missing(t.Test).Sentence, t.State, by?.Id, by?.RecordedAt, by?.Event is OverrideSupplemented, answer) { Position = by?.Position };
        })];
    }
}
