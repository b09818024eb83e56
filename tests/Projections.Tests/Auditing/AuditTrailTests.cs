using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Auditing;

/// <summary>Lines of an audit trail: as it was then, no narrative, and for each reader what is theirs (V4; domain §5).</summary>
public sealed class AuditTrailTests
{
    private static readonly AuditReader
        ByWorker = new(Worker), ByManager = new(Manager), ByOther = new(SocialCareManager),
        ByPartnership = new(new Actor(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer])),
        ByProtection = new(new Actor(ActorId.Of("dpo"), Treatment, [Role.DataProtectionOfficer]));

    private static readonly CorrectionLinks None = new([]);

    [Fact]
    public void A_worker_reads_their_own_acts_who_manages_their_agency_s_and_who_audits_all()
    {
        var said = History.OfTheFamily().And(OtherWorker, Concern(0x81, new(2026, 11, 1))).And(SocialWorker, Concern(0x82, new(2026, 11, 2))).Recorded;
        var (own, colleague, other) = (said[0], said[^2], said[^1]);
        Assert.Equal([true, false, false], Seen(ByWorker));
        Assert.Equal([true, true, false], Seen(ByManager));
        Assert.Equal([false, false, true], Seen(ByOther));
        Assert.Equal([true, true, true], Seen(ByPartnership));
        Assert.Equal([true, true, true], Seen(ByProtection));

        bool[] Seen(AuditReader reader) => [.. new[] { own, colleague, other }.Select(e => AuditTrail.Of(e, reader, None) is not null)];
    }

    [Fact]
    public void A_line_says_who_acted_in_which_role_under_which_rules_and_what_and_not_a_word_of_it()
    {
        var recorded = History.OfTheFamily().Recorded[0];
        var line = AuditTrail.Of(recorded, ByPartnership, None)!;
        Assert.Equal((AuditKind.Recorded, "family_record_opened", Worker.Id, Role.Practitioner, Treatment), (line.Kind, line.Type, line.Who, line.Role, line.Agency));
        Assert.Equal((recorded.Position, recorded.Id, recorded.Headers.RulePack), (line.Position, line.Entry, line.RulePack));
        Assert.DoesNotContain(typeof(AuditLine).GetProperties(), p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Personal<>));
    }

    [Fact]
    public void A_correction_names_what_it_corrects_and_is_named_by_it()
    {
        var concern = EventId.From(Uuid(0xE1));
        var said = History.OfTheFamily().And(Worker, concern, Concern(0x81, new(2026, 11, 1)))
            .And(Worker, Proposed(0x85, SocialCare, At(8, 0), sources: concern), Sent(0x85, SocialCare, At(8, 3), concern), Put(0x85, SocialCare, At(8, 5))).Recorded;
        var (sent, correction) = (said.Single(e => e.Event is InformationDisclosed), said.Single(e => e.Event is DisclosureCorrected));
        var links = new CorrectionLinks([sent, correction]);
        Assert.Equal([sent.Id], AuditTrail.Of(correction, ByManager, links)!.Corrects);
        Assert.Equal([correction.Id], AuditTrail.Of(sent, ByManager, links)!.CorrectedBy);
        Assert.Empty(AuditTrail.Of(said[0], ByManager, links)!.CorrectedBy);
    }

    [Fact]
    public void A_read_says_as_of_when_and_by_what_it_was_cut()
    {
        var read = Assert.Single(new History().And(Worker, new RecordViewed(Family.Id, "difference", []) { Envelope = Moment(At(9, 0)), AsOf = At(8, 0), On = Today, Filter = ["from=2026-11-01T00:00:00Z"] }).Recorded);
        var line = AuditTrail.Of(read, ByWorker, None)!;
        Assert.Equal(("difference", At(8, 0), Today), (line.What, line.AsOf, line.On));
        Assert.Equal("from=2026-11-01T00:00:00Z", Assert.Single(line.Filter!));
    }

    [Fact]
    public void Reads_broken_glass_and_refusals_are_told_apart()
    {
        var glass = BreakGlassId.From(Uuid(0x80));
        var reads = new History().And(Worker,
            new RecordViewed(Family.Id, "family-risk", [EventId.From(Uuid(1))]) { Envelope = Moment(At(9, 0)), Glass = glass },
            new BreakGlassUsed(glass, Family.Id, Words.Of(Family.Id, "The mother telephoned."), 30, At(9, 30), [GlassGround.Record], At(17, 0)) { Envelope = Moment(At(9, 0)) }).Recorded;
        var (read, broke) = (AuditTrail.Of(reads[0], ByWorker, None)!, AuditTrail.Of(reads[1], ByWorker, None)!);
        Assert.Equal((AuditKind.Read, "family-risk", 1, glass), (read.Kind, read.What, read.Count, read.Glass));
        Assert.Equal((AuditKind.BrokeGlass, glass), (broke.Kind, broke.Glass));

        var refused = AccessLog.Evolve(null, new History().And(Worker, new AccessDenied("GetFamilyRisk", "NOT_FOUND") { Envelope = Moment(At(9, 0)) }).Recorded[0])!;
        var line = AuditTrail.Of(7, refused, ByManager)!;
        Assert.Equal((7, AuditKind.Refused, "NOT_FOUND", "GetFamilyRisk", null), (line.Position, line.Kind, line.Code, line.What, line.Count));
        Assert.Null(AuditTrail.Of(7, refused, ByOther));
    }

    [Fact]
    public void Everybody_is_told_that_entries_are_missing_and_only_who_reads_all_how_many()
    {
        var stream = StreamKey.Family(Family.Id);
        Assert.Equal(new MissingEntries(stream.Value, 2, 3), AuditTrail.Alarm(9, stream, 2, 3, ByProtection).Missing);
        Assert.Equal(new MissingEntries(stream.Value, null, null), AuditTrail.Alarm(9, stream, 2, 3, ByWorker).Missing);
    }
}
