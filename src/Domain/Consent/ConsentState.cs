using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Consent;

/// <summary>What deciding needs of the consents of one family.</summary>
public sealed record ConsentState
{
    public static ConsentState Empty { get; } = new();

    public ImmutableArray<ConsentFacts> All { get; init; } = [];

    /// <summary>Who was judged able to decide, and who not, by which agency, in the order of recording.</summary>
    public ImmutableArray<CompetenceFacts> Competences { get; init; } = [];

    /// <summary>
    /// Whether the agency judged the person able to decide, as it stood at the end of a day: its last judgement dated up to
    /// then. Null where there is none. Another agency's judgement is its own.
    /// </summary>
    /// <param name="framework">The test that counts at the person's age; null where the age is not at hand: whichever was used last.</param>
    public bool? JudgedAble(PersonId person, AgencyId agency, DateOnly day, CompetenceFramework? framework = null) => Competences
        .Where(c => c.Person == person && c.Agency == agency && c.On <= day && (framework is null || c.Framework == framework))
        .OrderBy(c => c.On).LastOrDefault()?.Competent;

    public ConsentFacts? Find(ConsentId id) => All.FirstOrDefault(c => c.Id == id);

    /// <summary>
    /// The consent, if this agency recorded it. Another agency's answers like an absent one: it is not common to all
    /// on the record, and permission given to one agency lifts no other's duty (design D11).
    /// </summary>
    public ConsentFacts? FindOwn(ConsentId id, AgencyId agency) => All.FirstOrDefault(c => c.Id == id && c.Agency == agency);

    /// <summary>The agency's one consent of this person for this kind and purpose.</summary>
    public ConsentFacts? FindOwn(AgencyId agency, PersonId person, ConsentKind kind, Purpose purpose) =>
        All.FirstOrDefault(c => c.Agency == agency && c.Person == person && c.Kind == kind && c.Purpose == purpose);

    /// <summary>The agency's consents of one kind that count at this instant.</summary>
    public IEnumerable<ConsentFacts> Current(AgencyId agency, ConsentKind kind, DateTimeOffset at) =>
        All.Where(c => c.Agency == agency && c.Kind == kind && c.StandingAt(at).Status == ConsentStatus.Current);

    public ConsentState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ConsentSought e => With(recorded, e.Consent, e.Person, e.Kind, e.Purpose, c => c with
        {
            Sought = new(SaidAt(e), [.. e.Items], [.. e.Recipients]) { Explained = e.HowExplained is not null },
        }),
        ConsentGiven e => With(recorded, e.Consent, e.Person, e.Kind, e.Purpose, c => c.Answered(new(ConsentAnswerKind.Given, SaidAt(e))
        {
            Items = [.. e.Items],
            Recipients = [.. e.Recipients],
            ValidFrom = e.ValidFrom,
            ValidTo = e.ValidTo,
            Capacity = e.Capacity,
            Evidence = e.Evidence,
            InformedRecorded = e.Evidence != ConsentEvidence.Verbal || e.HowExplained is not null || c.Sought?.Informs(e, SaidAt(e)) == true,
            By = e.GivenBy,
        })),
        ConsentRefused e => With(recorded, e.Consent, e.Person, e.Kind, e.Purpose, c => c.Answered(new(ConsentAnswerKind.Refused, SaidAt(e))
        {
            Items = [.. e.Items],
            Recipients = [.. e.Recipients],
            By = e.RefusedBy,
        })),
        ConsentNotSought e => With(recorded, e.Consent, e.Person, e.Kind, e.Purpose, c => c.Answered(new(ConsentAnswerKind.NotSought, SaidAt(e))
        {
            Reason = e.Reason,
        })),
        ConsentWithdrawn e => With(e.Consent, c => c.Answered(new(ConsentAnswerKind.Withdrawn, e.From)
        {
            Items = [.. e.Items],
            Recipients = [.. e.Recipients],
        })),
        CompetenceAssessed e => this with { Competences = Competences.Add(new(e.Person, recorded.Agency, e.Framework, e.Competent, Days.Of(e.Envelope))) },
        ConsentExpired e => With(e.Consent, c => c with { ExpiryNoted = e.ValidTo }),
        _ => throw new UnreachableException("A consent event that nobody folds."),
    };

    private static DateTimeOffset SaidAt(ConsentEvent e) => e.Envelope.Happened.MomentOr(e.Envelope.LearnedAt);

    private ConsentState With(ConsentId id, Func<ConsentFacts, ConsentFacts> change) =>
        this with { All = [.. All.Select(c => c.Id == id ? change(c) : c)] };

    private ConsentState With(
        RecordedEvent recorded, ConsentId id, PersonId person, ConsentKind kind, Purpose purpose, Func<ConsentFacts, ConsentFacts> change) =>
        Find(id) is not null
            ? With(id, change)
            : this with { All = All.Add(change(new ConsentFacts(id, recorded.Agency, person, kind, purpose))) };
}

/// <summary>One judgement of competence, as later decisions need it.</summary>
public sealed record CompetenceFacts(PersonId Person, AgencyId Agency, CompetenceFramework Framework, bool Competent, DateOnly On);
