using Safeguard.Domain;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    public FamilyCore? Core()
    {
        if (!sight.ReadsRecords || row is not { Reference: { } reference, Jurisdiction: { } jurisdiction, Area: { } area }) return null;
        var core = new FamilyCore(row.Family, reference, jurisdiction, area) { Members = Members(), Relations = Relations(), Things = Things() };
        return core with { Shown = sight.Shown };
    }

    /// <param name="whole">The reader's whole view, for what the thing refers to.</param>
    public FamilyStatements? Statements(FamilyRiskView whole, ThingKey thing)
    {
        if (!sight.ReadsRecords || !Things().Contains(thing)) return null;
        var none = new FamilyStatements(row.Family, asOf);
        var said = thing.Kind switch
        {
            RecordedThing.Member => MemberStatements(none, PersonId.From(thing.Id)),
            RecordedThing.Vulnerability => none with { Vulnerabilities = [.. SeenVulnerabilities().Where(v => v.Id.Value == thing.Id).Select(Line)] },
            RecordedThing.Concern => none with { Concerns = [.. SeenConcerns().Where(c => c.Id.Value == thing.Id).Select(c => Line(c, whole))] },
            RecordedThing.Referral => none with { Referrals = Referrals(ReferralId.From(thing.Id)) },
            RecordedThing.Assessment => AssessmentStatements(none, AssessmentId.From(thing.Id)),
            RecordedThing.Consent => none with { Consents = Consents(ConsentId.From(thing.Id)) },
            RecordedThing.Share => ShareStatements(none, ShareId.From(thing.Id)),
            RecordedThing.Request => none with { Requests = Requests(RequestId.From(thing.Id)) },
            RecordedThing.Document => none with { Documents = Documents(FamilyDocumentId.From(thing.Id)) },
            RecordedThing.DecisionNotToShare => none with { DecisionsNotToShare = DecisionsNotToShare(NonShareId.From(thing.Id)) },
            _ => throw new System.Diagnostics.UnreachableException("A thing that nobody reads."),
        };
        return said with { Shown = sight.Shown };
    }

    /// <summary>What the reader may see at least a line of. Everything that has an address is found here first, or not at all.</summary>
    private List<ThingKey> Things() =>
    [
        .. Keys(RecordedThing.Member, row.People().Select(p => p.Value)),
        .. Keys(RecordedThing.Vulnerability, SeenVulnerabilities().Select(v => v.Id.Value)),
        .. Keys(RecordedThing.Concern, SeenConcerns().Select(c => c.Id.Value)),
        .. Keys(RecordedThing.Referral, row.Referrals.Where(r => StepsSeen(r).Count > 0).Select(r => r.Id.Value)),
        .. Keys(RecordedThing.Assessment, SeenAssessments().Select(a => a.Id.Value)),
        .. Keys(RecordedThing.Consent, SeenConsents().Select(c => c.Consent.Id.Value)),
        .. Keys(RecordedThing.Share, OwnShares().Select(s => s.Id.Value).Concat(SeenDeliveries().Select(d => d.Share.Value)).Distinct()),
        .. Keys(RecordedThing.DecisionNotToShare, SeenNotShared().Select(n => n.Id.Value)),
        .. Keys(RecordedThing.Request, SeenRequests().Select(r => r.Id.Value)),
        .. Keys(RecordedThing.Document, SeenDocuments().Select(d => d.Id.Value)),
    ];

    private static IEnumerable<ThingKey> Keys(RecordedThing kind, IEnumerable<Guid> ids) => ids.Select(id => new ThingKey(kind, id));

    private FamilyStatements MemberStatements(FamilyStatements none, PersonId person) => none with
    {
        Members = [.. row.Stays.Where(s => s.Person == person).Select(Line)],
        Relations = Some(Relations(person)),
    };

    private FamilyStatements AssessmentStatements(FamilyStatements none, AssessmentId assessment) => none with
    {
        Assessments = [.. SeenAssessments().Where(a => a.Id == assessment).Select(Line)],
        Tiers = Some(row.Tiers.Where(t => t.Assessment == assessment && SeenByThen(t.Origin)).Select(t =>
            new TierLine(sight.Of(t.Origin), t.Scheme, t.Tier, t.Origin.Day(), t.Assessment)
            {
                Child = t.Child,
                Before = t.Before,
                Reason = sight.Text(t.Origin, t.Reason),
            })),
        ToBeReassessed = Some(SeenTriggers().Where(t => t.Revises == assessment).Select(Line)),
    };

    private FamilyStatements ShareStatements(FamilyStatements none, ShareId share) => none with
    {
        Shares = Some(Shares(share)),
        Overrides = Some(Overrides(share)),
        Openness = Some(Openness(share)),
        ChildrenInformed = Some(ChildrenInformed(share)),
        Received = Some(Received(share)),
    };

    private static List<T>? Some<T>(IEnumerable<T> lines) => lines.ToList() is { Count: > 0 } some ? some : null;
}
