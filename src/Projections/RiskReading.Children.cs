using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    private List<ChildRisk> Children(FamilyRiskView view) =>
    [
        .. view.Members.Where(m => m.Role == MemberRole.Child).Select(m => new ChildRisk(m.Person, m.Residence)
        {
            Name = m.Name,
            Pseudonym = m.Pseudonym,
            Age = m.Age,
            Tiers = Tiers(m.Person),
            Concerns = Concerns(view, m.Person),
            LastAssessment = LastAssessment(m.Person),
            LastSeen = LastSeen(m.Person, alone: false),
            LastSeenAlone = LastSeen(m.Person, alone: true),
            ToBeReassessed = ToBeReassessed(m.Person),
            ParentalResponsibility =
            [
                .. view.Relations.Where(r => r.To == m.Person && r.ParentalResponsibility == ParentalResponsibility.Yes).Select(r => r.From).Distinct(),
            ],
        }),
    ];

    /// <summary>The tier in each scheme. A tier found again by another assessment goes on since it was first found.</summary>
    private List<TierLine> Tiers(PersonId child)
    {
        var lines = new List<TierLine>();
        foreach (var scheme in row.Tiers.Where(t => t.Child == child && SeenByThen(t.Origin)).GroupBy(t => t.Scheme))
        {
            var given = scheme.OrderBy(t => t.Origin.Day()).ToList();
            var now = given[^1];
            var before = given.FindLastIndex(t => t.Tier != now.Tier);
            var run = given.Skip(before + 1).ToList();
            lines.Add(new TierLine(sight.Of([.. run.Select(t => t.Origin)]), now.Scheme, now.Tier, run[0].Origin.Day(), now.Assessment)
            {
                Before = before >= 0 ? given[before].Tier : run[0].Before,
                Reason = sight.Text(now.Origin, now.Reason),
            });
        }

        return lines;
    }

    /// <summary>Concerns about a child, or about no particular child; newest first.</summary>
    private List<ConcernLine> Concerns(FamilyRiskView view, PersonId? child) =>
    [
        .. SeenConcerns()
            .Where(c => child is { } one ? c.Children.Contains(one) : c.Children.IsEmpty)
            .OrderByDescending(c => c.Origin.Day()).ThenByDescending(c => c.Origin.Position)
            .Select(c => Line(c, view)),
    ];

    private IEnumerable<ConcernEntry> SeenConcerns() => row.Concerns.Where(c => SeenByThen(c.Origin));

    private ConcernLine Line(ConcernEntry c, FamilyRiskView view) => new(sight.Of(c.Origin), c.Id, c.Children, c.Threshold, c.Source)
    {
        Text = sight.Text(c.Origin, c.Text),
        Referrals = [.. view.Referrals.Where(r => r.Concern == c.Id).Select(r => r.Referral)],
    };

    private AssessmentLine? LastAssessment(PersonId child) =>
        SeenAssessments().Where(a => a.Children.Contains(child)).OrderBy(a => a.Origin.Day()).LastOrDefault() is { } last ? Line(last) : null;

    private SeenLine? LastSeen(PersonId child, bool alone) =>
        row.Seen.Where(s => s.Child == child && (s.Alone || !alone) && SeenByThen(s.Origin)).OrderBy(s => s.Origin.Day()).LastOrDefault() is not { } last
            ? null
            : new SeenLine(sight.Of(last.Origin), child, last.Alone, last.Where) { WishesAndFeelings = sight.Text(last.Origin, last.WishesAndFeelings) };

    private IEnumerable<AssessmentEntry> SeenAssessments() => row.Assessments.Where(a => SeenByThen(a.Origin));

    private AssessmentLine Line(AssessmentEntry a) => new(sight.Of(a.Origin), a.Id, a.Kind, a.Children, a.Adults)
    {
        Revises = a.Revises,
        Analysis = sight.Text(a.Origin, a.Analysis),
    };

    private List<ReassessmentLine> ToBeReassessed(PersonId child) => [.. SeenTriggers().Where(t => t.Children.Contains(child) && IsOpen(t, child)).Select(Line)];

    /// <summary>What called for another look and was, of some child, not followed by one that the reader may see.</summary>
    private IEnumerable<ReassessmentEntry> SeenTriggers() =>
        row.Reassessments.Where(t => SeenByThen(t.Origin) && t.Children.Any(child => IsOpen(t, child)));

    private bool IsOpen(ReassessmentEntry t, PersonId child)
    {
        var open = new OpenReassessment(t.Trigger, child, t.Revises, t.Origin.Agency);
        return !SeenAssessments().Any(a => a.Origin.Position > t.Origin.Position
            && open.IsAnsweredBy(new(a.Id, a.Kind, a.Origin.Agency) { Children = a.Children, Revises = a.Revises }));
    }

    private ReassessmentLine Line(ReassessmentEntry t) =>
        new(sight.Of(t.Origin), t.Trigger, t.Children, t.Revises) { Detail = sight.Text(t.Origin, t.Detail) };

    /// <param name="only">One referral alone; null for all.</param>
    private List<ReferralLine> Referrals(ReferralId? only = null)
    {
        var lines = new List<(long Position, ReferralLine Line)>();
        foreach (var referral in row.Referrals.Where(r => only is null || r.Id == only))
        {
            var (party, steps) = (IsParty(referral), StepsSeen(referral));
            if (steps.Count == 0) continue;

            var decided = Last(ReferralStepKind.Decided);
            var notAccepted = Last(ReferralStepKind.NotAccepted);
            Origin[] origins = [.. steps.Select(s => s.Origin)];
            lines.Add((origins[0].Position, new ReferralLine(party ? sight.AsParty(origins) : sight.Of(origins), referral.Id, referral.To, referral.By, referral.Source, Progress(steps))
            {
                Children = referral.Children,
                Concern = row.Concerns.Any(c => c.Id == referral.Concern && SeenByThen(c.Origin)) ? referral.Concern : null,
                CalledAt = Last(ReferralStepKind.Telephoned)?.At,
                SentAt = Last(ReferralStepKind.Written)?.At,
                AcknowledgedAt = Last(ReferralStepKind.Acknowledged)?.At,
                DecidedAt = (decided ?? notAccepted)?.At,
                Outcome = decided?.Outcome,
                ParentalAgreement = Last(ReferralStepKind.Written)?.ParentalAgreement,
                OutOfHours = steps.Any(s => s.OutOfHours),
                Summaries =
                [
                    .. steps.Where(s => s.Kind is ReferralStepKind.Telephoned or ReferralStepKind.Written).Select(s => Words(party, s)).OfType<Personal<string>>(),
                ],
                Reasons = (decided ?? notAccepted) is { } answer ? Words(party, answer) : null,
            }));

            ReferralStep? Last(ReferralStepKind kind) => steps.LastOrDefault(s => s.Kind == kind);
        }

        return [.. lines.OrderBy(l => l.Position).Select(l => l.Line)];
    }

    /// <summary>Both sides read every step: the receiver what was said to it, the referrer what was decided and why (BED-43).</summary>
    private bool IsParty(ReferralEntry referral) => sight.IsReader(referral.To) || sight.IsReader(referral.By);

    /// <summary>The readable steps; none for whoever was only sent a later one, since who refers whom to whom is not to be read from that.</summary>
    private List<ReferralStep> StepsSeen(ReferralEntry referral)
    {
        var steps = referral.Steps.Where(s => LondonTime.DateOf(s.At) <= on && (IsParty(referral) || sight.Sees(s.Origin))).ToList();
        return steps.Any(s => s.Kind is ReferralStepKind.Telephoned or ReferralStepKind.Written) ? steps : [];
    }

    private Personal<string>? Words(bool party, ReferralStep step) =>
        party ? sight.Told(step.Origin, step.Text) : sight.Text(step.Origin, step.Text);

    private static ReferralProgress Progress(List<ReferralStep> steps) => steps.Max(s => s.Kind) switch
    {
        ReferralStepKind.Telephoned => ReferralProgress.Telephoned,
        ReferralStepKind.Written => ReferralProgress.Written,
        ReferralStepKind.Acknowledged => ReferralProgress.Acknowledged,
        ReferralStepKind.Decided => ReferralProgress.Decided,
        _ => ReferralProgress.NotAccepted,
    };
}
