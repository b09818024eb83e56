using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;

namespace Safeguard.Projections;

/// <summary>One review in the list of those that somebody leads or reads under. Ids, codes and days only.</summary>
/// <param name="Agency">The agency whose chairs lead it.</param>
/// <param name="Readers">Who reads under it, each as <c>agency/person</c>.</param>
public sealed record CaseReviewRow(
    CaseReviewId Review, AgencyId Agency, CaseReviewKind Kind, Jurisdiction Nation, DateOnly From, DateOnly To, int Records, IReadOnlyList<string> Readers,
    DateTimeOffset? FrozenAt, bool IsClosed);

/// <summary>The list of reviews.</summary>
public static class CaseReviewRegister
{
    public static string? KeyOf(RecordedEvent recorded) => recorded.Stream.Category == "review" ? recorded.Stream.Id : null;

    /// <summary>A reader of a review, as a row names them.</summary>
    public static string Reader(AgencyId agency, ActorId person) => $"{agency}/{person}";

    public static CaseReviewRow? Evolve(CaseReviewRow? row, RecordedEvent recorded) => recorded.Event switch
    {
        CaseReviewOpened e => new(e.Review, recorded.Agency, e.Kind, e.Nation, e.From, e.To, e.Records.Count, [], null, false),
        ReviewScopeGranted e => row! with { Readers = [.. row.Readers.Except([Reader(e.Agency, e.Reviewer)]), Reader(e.Agency, e.Reviewer)] },
        ReviewScopeWithdrawn e => row! with { Readers = [.. row.Readers.Except([Reader(e.Agency, e.Reviewer)])] },
        ReviewScopeExtended e => row! with { From = e.From, To = e.To, Records = row.Records + e.Records.Count },
        EvidenceFrozen => row! with { FrozenAt = recorded.RecordedAt },
        CaseReviewClosed => row! with { IsClosed = true },
        _ => row,
    };
}
