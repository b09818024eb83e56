using Npgsql;
using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

/// <summary>A share of five items in the largest family, overridden, authorised and sent: what asking before it costs, and what its dossier costs.</summary>
internal sealed class OneShare(BenchDatabase bench)
{
    private static readonly Actor Worker = new(ActorId.Of("worker-0"), AgencyId.Of("p2r-bedford"), [Role.Practitioner]);
    private static readonly Actor Manager = new(ActorId.Of("manager-0"), Worker.Agency, [Role.Manager]);
    private static readonly AgencyId Recipient = AgencyId.Of("luton-csc");
    private static readonly ShareParties Parties = new(Named(Worker.Agency, AgencyKind.Treatment), Named(Recipient, AgencyKind.ChildrensSocialCare));

    private readonly FamilyId _family = InventedFamilies.IdOf(0);
    private readonly ShareId _share = new(Guid.CreateVersion7());
    private ProposeShare _proposal = null!;
    private DecideOverride _answers = null!;

    private StreamKey Stream => StreamKey.Family(_family);

    public async Task PrepareAsync()
    {
        var recorded = await bench.Host.Get<EventReader>().StreamAsync(Stream, CancellationToken.None);
        var record = await RecordAsync();
        var adult = record.Household.Members.Select(m => m.Person).First(p => !record.Household.IsChild(p));
        var child = record.Household.Members.Select(m => m.Person).First(record.Household.IsChild);
        EventId[] own = [.. recorded.Where(e => e.Agency == Worker.Agency).Select(e => e.Id).TakeLast(5)];
        _proposal = new ProposeShare
        {
            Family = _family, By = Worker, Share = _share, Subjects = [adult, child], Recipient = new SendTo { Agency = Recipient },
            Purpose = Purpose.ChildProtection, Ground = ShareGround.Override, Parties = Parties,
            Items = [.. own.Select(id => new OfferedItem { Category = "SubstanceUse", Source = id, Text = "The methadone was not in the locked box.", About = adult })],
        };
        var words = "Long enough to be an answer, and about nobody at all.";
        _answers = new DecideOverride
        {
            Family = _family, By = Worker, Share = _share, Parties = Parties, Items = [1, 2, 3, 4, 5],
            Persons = [new() { Adult = adult, Child = child, Relation = RelationKind.BirthParent }],
            Concern = [new() { Words = words, On = LondonTime.DateOf(DateTimeOffset.UtcNow), Basis = Basis.Fact, Source = KnownFrom.Observed }],
            Threshold = OverrideThreshold.SignificantHarmSuspected, Permission = new() { State = PermissionState.Refused },
            Purpose = new() { Code = Purpose.ChildProtection, Text = words }, Necessity = new() { WhyNeeded = words, OptionsConsidered = [words] },
            Proportionality = new() { HarmIfShared = words, HarmIfNotShared = words, Conclusion = words },
            Recipient = new() { Agency = Recipient, Role = "Duty social worker", Function = "Enquiries" },
            Openness = [new() { Person = adult, Choice = Openness.WillBeToldAfter, ReviewBy = LondonTime.DateOf(DateTimeOffset.UtcNow).AddDays(5) }],
        };
        await DecideAsync(Worker, (f, now) => SharingDecider.Decide(f, _proposal with { Now = now, KnownEntries = [.. recorded.Select(e => new KnownEntry(e.Id, e.Stream, e.Agency, IsCommon: false))] }));
        await DecideAsync(Worker, (f, now) => SharingDecider.Decide(f, _answers with { Now = now }));
        await DecideAsync(Manager, (f, now) => SharingDecider.Decide(f, new AuthoriseShare { Family = _family, By = Manager, Now = now, Share = _share }));
        var proposed = (await bench.Host.Get<EventReader>().StreamAsync(Stream, CancellationToken.None)).Select(e => e.Event).OfType<ShareProposed>().Last();
        await DecideAsync(Worker, (f, now) => SharingDecider.Decide(f, new DiscloseInformation
        {
            Family = _family, By = Worker, Now = now, Share = _share, Channel = DisclosureChannel.Phone, Proposed = proposed.Items, Recipient = Parties.Recipient,
        }));
    }

    /// <summary>The record, the entries that the items cite, both agencies, and the deciders: all that a check does beside recording that it was asked.</summary>
    public async Task CheckAsync()
    {
        var loaded = await bench.Host.Get<StreamViews>().LoadTogetherAsync(
            [WantedView.As<FamilyRecord>(Stream), WantedView.As<RuleBook>(StreamKey.Rules(Jurisdiction.England)), WantedView.As<RuleBook>(StreamKey.Rules(Jurisdiction.Wales)), WantedView.As<Agency>(StreamKey.Agency(Worker.Agency)), WantedView.As<Agency>(StreamKey.Agency(Recipient))],
            [.. _proposal.Items.Select(i => i.Source!.Value)], CancellationToken.None);
        var check = SharingDecider.Check(loaded.Of<FamilyRecord>(Stream).State, new CheckShare
        {
            Family = _family, By = Worker, Now = DateTimeOffset.UtcNow, Share = _proposal with { Share = new(Guid.CreateVersion7()), KnownEntries = KnownOf(loaded.Entries) }, Override = _answers, Rules = loaded.Of<RuleBook>(StreamKey.Rules(Jurisdiction.England)).State,
        });
        if (check.Value?.WouldBeRecorded != true) throw new InvalidOperationException("The share that is measured would be refused.");
    }

    /// <summary>The stream as this Host remembers it, the dossier, what was known then, the readings that showed any of it, the proofs, the signature, and every value opened.</summary>
    public async Task DossierAsync()
    {
        var (events, database, stop) = (bench.Host.Get<EventReader>(), bench.Host.Get<NpgsqlDataSource>(), CancellationToken.None);
        var (reader, now) = (Reader.Of(Worker), DateTimeOffset.UtcNow);
        IReadOnlyList<RecordedEvent> recorded = [.. (await bench.Host.Get<StreamViews>().LoadAsync<FamilyHistory>(Stream, stop)).State.Entries.TakeWhile(e => e.RecordedAt <= now)];
        var dossier = Dossier.Of(recorded, _share, reader, now) ?? throw new InvalidOperationException("There is no such override.");
        var entries = dossier.Entries();
        var seen = events.ShowingAsync(StreamKey.AccessTo(_family), entries.Select(e => e.Event), now, stop);
        var beside = events.OfTypesAsync(dossier.GroundsIn(), Dossier.GroundsFollow, DateTimeOffset.MinValue, stop);
        var before = dossier.Decision.RecordedAt.AddMicroseconds(-1);
        var known = FamilyRiskView.Of(recorded.TakeWhile(e => e.RecordedAt <= before).Aggregate(FamilyRisk.Begin(Stream), FamilyRisk.Evolve), new Dictionary<PersonId, Projections.Identity>(), reader, LondonTime.DateOf(before), before);
        var written = Opener.Write(new { dossier = dossier.SeenBy(await seen).Beside(await beside), known });
        var proved = DocumentProof.OfAsync(written, [.. recorded, .. await seen, .. await beside], database, bench.Host.Get<LogSigner>(), stop);
        (await bench.Host.Get<Opener>().OpenWrittenAsync(written, stop)).With(await proved);
    }

    private async Task<FamilyRecord> RecordAsync() => (await bench.Host.Get<StreamViews>().LoadAsync<FamilyRecord>(Stream, CancellationToken.None)).State;

    private async Task DecideAsync(Actor by, Func<FamilyRecord, DateTimeOffset, Decision> decide)
    {
        if (await bench.Host.RunAsync(new CommandCall(by, Stream), decide) is not CommandOutcome.Recorded)
            throw new InvalidOperationException("The share that is measured was not recorded.");
    }

    private static IReadOnlyList<KnownEntry> KnownOf(IEnumerable<EntryHead> cited) => [.. cited.Select(e => new KnownEntry(e.Id, e.Stream, e.Agency, IsCommon: false))];

    private static Agency Named(AgencyId id, AgencyKind kind) => new(id) { Name = "Invented", Kind = kind };
}
