using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    /// <param name="only">One consent alone; null for all.</param>
    private ConsentsByKind Consents(ConsentId? only = null)
    {
        // In the order of what the reader sees first of each: the row's own order would tell of steps before that.
        var lines = SeenConsents()
            .Where(c => only is null || c.Consent.Id == only)
            .OrderBy(c => c.Steps[0].Origin.Position)
            .ToLookup(c => c.Consent.Kind, c => Line(c.Consent, c.Steps));
        return new ConsentsByKind
        {
            ServiceAgreement = [.. lines[ConsentKind.ServiceAgreement]],
            ConfidentialityPermission = [.. lines[ConsentKind.ConfidentialityPermission]],
            DataProtectionConsent = [.. lines[ConsentKind.DataProtectionConsent]],
            TreatmentConsent = [.. lines[ConsentKind.TreatmentConsent]],
        };
    }

    private IEnumerable<(ConsentEntry Consent, List<ConsentStep> Steps)> SeenConsents() =>
        row.Consents.Select(c => (c, StepsSeen(c))).Where(c => c.Item2.Count > 0);

    /// <summary>The readable steps, from the first that says whose consent it is and to what: a withdrawal alone says neither.</summary>
    private List<ConsentStep> StepsSeen(ConsentEntry consent) =>
        [.. consent.Steps.Where(s => SeenByThen(s.Origin)).SkipWhile(s => s.Asked is null && s.Answer is null or { Kind: ConsentAnswerKind.Withdrawn })];

    /// <summary>How the readable steps of a consent stand at the instant of the cut, by the domain's own rule.</summary>
    private ConsentLine Line(ConsentEntry consent, List<ConsentStep> steps)
    {
        var standing = new ConsentFacts(consent.Id, consent.Agency, consent.Person, consent.Kind, consent.Purpose)
        {
            Sought = steps.LastOrDefault(s => s.Asked is not null)?.Asked,
            Answers = [.. steps.Select(s => s.Answer).OfType<ConsentAnswer>()],
        }.StandingAt(_at);
        var answers = steps.Where(s => s.Answer is { } a && !a.IsPart() && a.At <= _at).OrderBy(s => s.Answer!.At).ToList();
        var answer = answers.LastOrDefault();
        var given = answers.LastOrDefault(s => s.Answer!.Kind == ConsentAnswerKind.Given);
        return new ConsentLine(sight.Of([.. steps.Select(s => s.Origin)]), consent.Id, consent.Person, consent.Purpose, standing.Status)
        {
            Items = standing.Items,
            Recipients = standing.Recipients,
            WithdrawnItems = standing.WithdrawnItems,
            WithdrawnRecipients = standing.WithdrawnRecipients,
            ValidFrom = given?.Answer?.ValidFrom,
            ValidTo = given?.Answer?.ValidTo,
            WithdrawnFrom = standing.Status == ConsentStatus.Withdrawn ? answer?.Answer?.At : null,
            SaidBy = answer?.SaidBy ?? given?.SaidBy,
            Evidence = answer?.Evidence ?? given?.Evidence,
            Capacity = (standing.Status == ConsentStatus.Refused ? answer : given)?.Capacity,
            NotSought = standing.Status == ConsentStatus.NotSought ? answer?.Answer?.Reason : null,
            Texts = [.. steps.SelectMany(Words)],
        };
    }

    private List<Personal<string>> Words(ConsentStep step) =>
        sight.Reads(step.Origin) == ReadAs.Received
            ? [sight.Text(step.Origin, null)!]
            : [.. step.Texts.Select(t => sight.Text(step.Origin, t)).OfType<Personal<string>>()];

    /// <summary>Shares of the reader's agency alone: what another sent to it is under what was received, and no more of it.</summary>
    private IEnumerable<ShareEntry> OwnShares() => row.Shares.Where(s => sight.Owns(s.Origin) && ByThen(s.Origin));

    private List<DisclosureEntry> SentByThen(ShareId share) => [.. row.Disclosures.Where(d => d.Share == share && LondonTime.DateOf(d.SentAt) <= on)];

    private bool IsAuthorised(ShareEntry share) => share.Authorised is { } authorised && ByThen(authorised);

    /// <param name="only">One share alone; null for all.</param>
    private List<ShareLine> Shares(ShareId? only = null)
    {
        var lines = new List<ShareLine>();
        foreach (var share in OwnShares().Where(s => only is null || s.Id == only))
        {
            var sent = SentByThen(share.Id);
            var authorised = IsAuthorised(share);
            var route = share.Route is { } found && ByThen(found.Origin) ? found : null;
            var afterwards = AfterwardsOf(share);
            var sendings = SendingsOf(sent);
            var declined = share.Declined is { } no && ByThen(no);
            var against = row.NotShared.FirstOrDefault(n => n.Share == share.Id && ByThen(n.Origin));
            var state = sent.Count > 0 ? ShareState.Sent
                : declined || afterwards?.Outcome == Retrospective.Refused ? ShareState.Declined
                : against is not null ? ShareState.DecidedAgainst
                : authorised ? ShareState.Authorised
                : ShareState.Proposed;
            Origin?[] steps =
            [
                share.Origin, share.Override is { } o && ByThen(o.Origin) ? o.Origin : null, route?.Origin, afterwards?.Origin, .. sent.Select(d => d.Failure?.Origin).Where(o => o is not null && ByThen(o)), authorised ? share.Authorised : null,
                declined ? share.Declined : null, against?.Origin, .. sent.Select(d => d.Origin),
            ];
            lines.Add(new ShareLine(sight.Of([.. steps.OfType<Origin>()]), share.Id, share.Recipient, share.Purpose, share.Ground, state)
            {
                Consent = share.Consent,
                Route = route?.Route,
                Protocols = route?.Protocols,
                Subjects = share.Subjects,
                Items = share.Items,
                SentItems = [.. sent.SelectMany(d => d.Items.Select(i => i.Number)).Distinct()],
                AuthorisedBy = authorised ? share.AuthorisedBy : null,
                SentAt = sendings.FirstAt(),
                FailedAt = sendings.LastFailedAt(),
                Openness = ShareTelling.Of(WordsOnTelling(share.Id), sendings.FirstAt()),
                PurposeText = sight.Text(share.Origin, share.PurposeText),
                Request = share.Request,
                Documents = DocumentsIn(share.Items.Select(i => (i.Number, i.Source)), (share.Origin.Agency, share.Recipient)),
                Corrections = CorrectionsMade(share.Id),
                Recalled = RecallOf(share.Id),
                Reason = afterwards is not null ? sight.Text(afterwards.Origin, afterwards.Reason) : declined ? sight.Text(share.Declined, share.DeclinedReason) : authorised ? sight.Text(share.Authorised, share.AuthorisedReason) : null,
            });
        }

        return lines;
    }

    private AfterwardsEntry? AfterwardsOf(ShareEntry share) => share.Afterwards is { } said && ByThen(said.Origin) ? said : null;

    /// <param name="only">That of one share alone; null for all.</param>
    private List<OverrideLine> Overrides(ShareId? only = null) =>
    [
        .. OwnShares().Where(s => (only is null || s.Id == only) && s.Override is { } o && ByThen(o.Origin)).Select(s =>
        {
            var decided = s.Override!;
            var sent = SentByThen(s.Id);
            var urgent = s.Urgent is { } made && ByThen(made.Origin) ? made : null;
            var afterwards = AfterwardsOf(s);
            var later = decided.Later.Where(l => ByThen(l.Origin)).ToList();
            var completeness = OverrideCompleteness.Of(
                [.. decided.Answered, .. later.SelectMany(l => l.Answered)], IsAuthorised(s) || afterwards is not null, OverrideCompleteness.TraceOf(SendingsOf(sent)),
                late: urgent is not null && (afterwards?.Origin.RecordedAt ?? _at) > urgent.DecideBy);
            Origin?[] steps =
            [
                decided.Origin, urgent?.Origin, .. later.Select(l => l.Origin), afterwards?.Origin, IsAuthorised(s) ? s.Authorised : null, .. sent.Select(d => d.Origin),
            ];
            return new OverrideLine(sight.Of([.. steps.OfType<Origin>()]), s.Id, decided.DecidedBy, completeness.Complete ? OverrideState.Complete : OverrideState.Incomplete, completeness.Tests)
            {
                Urgent = urgent is not null,
                DecideBy = urgent?.DecideBy,
                Afterwards = afterwards?.Outcome,
                AfterwardsBy = afterwards?.By,
                AddedLater = [.. later.Select(l => new AddedLater(l.Origin.Event, l.Origin.RecordedAt, l.Answered))],
                NotDecidedOn = [.. decided.ToDecideOn.Where(person => !row.Openness.Any(o => o.Planned is not null && o.Share == s.Id && o.Parent == person && ByThen(o.Origin)))],
                Threshold = decided.Threshold,
                Permission = decided.Permission,
                NotSought = decided.NotSought,
            };
        }),
    ];

    private List<CompetenceLine> Competences() =>
    [
        .. row.Competences.Where(c => SeenByThen(c.Origin)).Select(c => new CompetenceLine(sight.Of(c.Origin), c.Person, c.Framework, c.Competent)
        {
            About = sight.Text(c.Origin, c.About),
            Reasons = sight.Original(c.Origin, c.Reasons),
        }),
    ];

    private IEnumerable<NonShareEntry> SeenNotShared() => row.NotShared.Where(n => SeenByThen(n.Origin));

    /// <param name="only">One decision alone; null for all.</param>
    private List<DecisionNotToShareLine> DecisionsNotToShare(NonShareId? only = null) =>
    [
        .. SeenNotShared().Where(n => only is null || n.Id == only).Select(n => new DecisionNotToShareLine(sight.Of(n.Origin), n.Id, n.Considered, n.DetrimentalToChild)
        {
            ReviewBy = n.ReviewBy,
            Concern = n.Concern,
            Share = n.Share,
            Overdue = IsOverdue(n),
            Request = n.Request,
            Reasons = sight.Text(n.Origin, n.Reasons),
            HarmIfNotShared = sight.Original(n.Origin, n.HarmIfNotShared),
        }),
    ];

    /// <param name="only">About one share alone; null for all.</param>
    private List<OpennessLine> Openness(ShareId? only = null) =>
    [
        .. row.Openness.Where(t => SeenByThen(t.Origin) && (only is null || t.Share == only)).Select(t => new OpennessLine(sight.Of(t.Origin), t.Parent, t.Told)
        {
            Planned = t.Planned,
            Share = t.Share,
            How = t.How,
            Reason = t.Reason,
            ReviewBy = t.ReviewBy,
            Overdue = IsOverdue(t),
            Text = sight.Text(t.Origin, t.Text),
        }),
    ];

    private IEnumerable<DisclosureEntry> SeenDeliveries() =>
        row.Disclosures.Where(d => sight.IsReader(d.Recipient) && LondonTime.DateOf(d.SentAt) <= on);

    /// <param name="only">By one share alone; null for all.</param>
    private List<ReceivedLine> Received(ShareId? only = null) =>
    [
        .. SeenDeliveries()
            .Where(d => only is null || d.Share == only)
            .Select(d => new ReceivedLine(sight.Delivered(d), d.Share, d.Origin.Agency, d.SentAt, d.Channel, d.Items)
            {
                ReceivedAt = d.Receipt is { } came && SeenByThen(came.Origin) ? came.ReceivedAt : null,
                FailedAt = d.SendingBy(ByThen).FailedAt,
                Request = d.Request,
                Documents = DocumentsIn(d.Items.Select(i => (i.Number, i.Source))),
                Corrections = CorrectionsReceived(d.Share),
                Recalled = RecallOf(d.Share),
                PermissionWithdrawnFrom = PermissionWithdrawnFrom(d.Share),
            }),
    ];
}
