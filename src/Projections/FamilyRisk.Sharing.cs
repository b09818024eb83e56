using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

public sealed partial record FamilyRisk
{
    private FamilyRisk Consent(ConsentEvent said, RecordedEvent recorded, Origin origin) => said switch
    {
        ConsentSought e => Said(new(e.Consent, recorded.Agency, e.Person, e.Kind, e.Purpose), recorded, new(origin) { Texts = Words(e.HowExplained) }),
        ConsentGiven e => Said(new(e.Consent, recorded.Agency, e.Person, e.Kind, e.Purpose), recorded, new(origin)
        {
            SaidBy = e.GivenBy,
            Evidence = e.Evidence,
            Capacity = e.Capacity,
            Texts = Words(e.HowExplained, e.Witness),
        }),
        ConsentRefused e => Said(new(e.Consent, recorded.Agency, e.Person, e.Kind, e.Purpose), recorded, new(origin)
        {
            SaidBy = e.RefusedBy,
            Evidence = e.Evidence,
            Capacity = e.Capacity,
            Texts = Words(e.Reasons),
        }),
        ConsentNotSought e => Said(new(e.Consent, recorded.Agency, e.Person, e.Kind, e.Purpose), recorded, new(origin) { Texts = Words(e.Text) }),
        ConsentWithdrawn e => SaidOf(e.Consent, recorded, new(origin) { Texts = Words(e.Reason) }),
        CompetenceAssessed e => this with { Competences = Competences.Add(new(origin, e.Person, e.Framework, e.Competent, e.About, e.Reasons)) },
        // The last day itself already says it; the entry only adds that it was noticed.
        ConsentExpired e => SaidOf(e.Consent, recorded, new(origin)),
        _ => this,
    };

    private FamilyRisk Sharing(SharingEvent said, RecordedEvent recorded, Origin origin) => said switch
    {
        ShareProposed e => this with
        {
            Shares = Shares.Add(new(origin, e.Share, e.Recipient.Agency, e.Purpose, e.Ground)
            {
                Consent = e.Consent,
                Subjects = [.. e.Envelope.Subjects.Select(s => s.Person)],
                Items = [.. e.Items.Select(i => new ShareItemFacts(i.Number, i.Category, i.Source, i.About))],
                PurposeText = e.PurposeText,
                Request = e.Request,
            }),
        },
        OverrideDecided e => Change(e.Share, s => s with
        {
            Override = new(origin, recorded.Headers.Actor)
            {
                Threshold = e.Threshold,
                Permission = e.Permission?.State,
                NotSought = e.Permission?.NotSought,
                Answered = OverrideTests.AnsweredIn(e),
                ToDecideOn = [.. e.ToDecideOn ?? []],
            },
            // What was authorised was something else: the override must be authorised itself.
            Urgent = null,
            Afterwards = null,
            Authorised = null,
            AuthorisedBy = null,
            AuthorisedReason = null,
        }) with
        { Openness = Openness.AddRange(DecidedIn(e, origin)) },
        OverrideSupplemented e => Change(e.Share, s => s.Override is not { } o ? s : s with
        {
            Override = o with { Later = o.Later.Add(new(origin, OverrideTests.AnsweredIn(e))) },
        }) with
        { Openness = Openness.AddRange(DecidedIn(e, origin)) },
        UrgentShareMade e => Change(e.Share, s => s with { Urgent = new(origin, e.DecideBy, e.Reason) }),
        RetrospectiveAuthorised e => Change(e.Share, s => s with { Afterwards = new(origin, Retrospective.Authorised, recorded.Headers.Actor, e.Reason) }),
        RetrospectiveRefused e => Change(e.Share, s => s with { Afterwards = new(origin, Retrospective.Refused, recorded.Headers.Actor, e.Reason) }),
        DisclosureFailed e => Failed(e, At(recorded), origin),
        DisclosureReceived e => Received(e, origin),
        LawfulBasisRecorded e => Change(e.Share, s => s with { Route = new(origin, e.Route) { Protocols = e.Protocols } }),
        ShareAuthorised e => Change(e.Share, s => s with { Authorised = origin, AuthorisedBy = recorded.Headers.Actor, AuthorisedReason = e.Reason }),
        ShareDeclined e => Change(e.Share, s => s with { Declined = origin, DeclinedReason = e.Reason }),
        InformationDisclosed e => this with
        {
            Disclosures = Disclosures.Add(new(origin, e.Share, e.Recipient, e.SentAt, e.Channel,
                [.. e.Items.Select(i => new DisclosedEntry(i.Number, i.Category, i.Source, i.Text) { About = i.About })]) { Request = e.Request }),
        },
        ParentInformed e => this with { Openness = Openness.Add(new(origin, e.Parent, true, e.What) { Share = e.Share, How = e.How }) },
        ParentInformedLater e => this with { Openness = Openness.Add(new(origin, e.Parent, true, e.What) { Share = e.Share, How = e.How }) },
        ParentNotInformedDecided e => this with
        {
            Openness = Openness.Add(new(origin, e.Parent, false, e.Text) { Share = e.Share, Reason = e.Reason, ReviewBy = e.ReviewBy }),
        },
        DecisionNotToShare e => this with
        {
            NotShared = NotShared.Add(new(origin, e.NonShare, e.Considered, e.Reasons, e.HarmIfNotShared, e.DetrimentalToChild)
            {
                ReviewBy = e.ReviewBy,
                Concern = e.Concern,
                Share = e.Share,
                Request = e.Request,
                Answer = e.Answer,
                ToRequester = e.ToRequester,
            }),
        },
        _ => AfterSending(said, origin),
    };

    /// <summary>
    /// What the step adds is what the domain's own fold makes of it, after the last asking, which may have explained what is
    /// answered: so the two never disagree.
    /// </summary>
    private static ConsentStep Folded(ConsentEntry consent, RecordedEvent recorded, ConsentStep step)
    {
        var asked = new ConsentFacts(consent.Id, consent.Agency, consent.Person, consent.Kind, consent.Purpose) { Sought = consent.Steps.LastOrDefault(s => s.Asked is not null)?.Asked };
        var said = new ConsentState { All = [asked] }.Evolve(recorded).All[0];
        return step with { Asked = recorded.Event is ConsentSought ? said.Sought : null, Answer = said.Answers.FirstOrDefault() };
    }

    private FamilyRisk Said(ConsentEntry consent, RecordedEvent recorded, ConsentStep step)
    {
        var begun = Consents.Any(c => c.Id == consent.Id) ? this : this with { Consents = Consents.Add(consent) };
        return begun.SaidOf(consent.Id, recorded, step);
    }

    private FamilyRisk SaidOf(ConsentId id, RecordedEvent recorded, ConsentStep step) =>
        this with { Consents = [.. Consents.Select(c => c.Id == id ? c with { Steps = c.Steps.Add(Folded(c, recorded, step)) } : c)] };

    private FamilyRisk Failed(DisclosureFailed e, DateTimeOffset at, Origin origin)
    {
        var lost = SendingsOf(e.Share).FailedBy(at)?.Entry;
        return this with { Disclosures = [.. Disclosures.Select(d => d.Origin.Event == lost ? d with { Failure = new(origin, at, e.Error) } : d)] };
    }

    private FamilyRisk Received(DisclosureReceived e, Origin origin)
    {
        var came = SendingsOf(e.Share).ReceivedBy(e.ReceivedAt).Select(s => s.Entry).ToHashSet();
        return this with { Disclosures = [.. Disclosures.Select(d => came.Contains(d.Origin.Event) ? d with { Receipt = new(origin, e.ReceivedAt) } : d)] };
    }

    private ImmutableArray<Sending> SendingsOf(ShareId share) => [.. Disclosures.Where(d => d.Share == share).Select(d => d.SendingBy(_ => true))];

    private static DateTimeOffset At(RecordedEvent recorded) => recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt);

    /// <summary>J15 says of each parent and child whether and when they are to be told: a plan, and never that they were.</summary>
    private static IEnumerable<OpennessEntry> DecidedIn(OverrideAnswers e, Origin origin) =>
        (e.Openness ?? []).Select(o => new OpennessEntry(origin, o.Person, false, o.Text)
        {
            Share = e.Share,
            Planned = o.Choice,
            Reason = o.Reason,
            ReviewBy = o.ReviewBy,
        });

    private FamilyRisk Change(ShareId id, Func<ShareEntry, ShareEntry> change) =>
        this with { Shares = [.. Shares.Select(s => s.Id == id ? change(s) : s)] };

    private static ImmutableArray<Personal<string>> Words(params ReadOnlySpan<Personal<string>?> texts)
    {
        var words = ImmutableArray.CreateBuilder<Personal<string>>();
        foreach (var text in texts)
            if (text is not null) words.Add(text);
        return words.ToImmutable();
    }
}
