using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>Records that one agency asks another: by the one that asks, or by the one that was asked by telephone or letter.</summary>
public sealed record RequestInformation : FamilyCommand
{
    [SetByEdge]
    public RequestId Request { get; init; }
    /// <summary>Who asks; left out it is the caller's agency.</summary>
    public AgencyId? From { get; init; }
    /// <summary>Who is asked; left out it is the caller's agency.</summary>
    public AgencyId? To { get; init; }
    /// <summary>Whom it is about.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
    public required Purpose Purpose { get; init; }
    public Statute? Basis { get; init; }
    public string? Questions { get; init; }
    /// <summary>The last day for an answer.</summary>
    public DateOnly? AnswerBy { get; init; }
    /// <summary>How it is known who asks; needed where the agency that was asked records it.</summary>
    public RequesterCheck? Checked { get; init; }

    /// <summary>What is registered of the other agency; null for nothing.</summary>
    [SetByEdge]
    public Agency? Other { get; init; }
}
