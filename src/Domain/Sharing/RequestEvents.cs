using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>How it is known who asks.</summary>
public enum RequesterCheck
{
    /// <summary>They asked in this record, under their own name.</summary>
    SignedIn,
    /// <summary>Called back through a number that the agency itself publishes.</summary>
    CalledBack,
    /// <summary>Known to the worker and met in person.</summary>
    KnownInPerson,
    /// <summary>Written from an address that the agency itself publishes.</summary>
    VerifiedAddress,
    /// <summary>The order or warrant was seen.</summary>
    OrderSeen,
}

/// <summary>
/// One agency asks another about this family. It ends in a share, in a decision not to share, or by its day passing:
/// never in silence. A request obliges nobody by itself: which route allows an answer is decided on the answer.
/// </summary>
/// <param name="From">Who asks.</param>
/// <param name="To">Who is asked.</param>
/// <param name="AnswerBy">The last day for an answer; after it the request reads as expired, and may still be answered.</param>
/// <param name="Questions">What is asked, in the words of the agency that recorded it.</param>
/// <param name="ToTheOther">The same, sealed under the other agency's key.</param>
public sealed record InformationRequested(
    RequestId Request, AgencyId From, AgencyId To, Purpose Purpose, DateOnly AnswerBy, RequesterCheck Checked,
    Personal<string> Questions, Personal<string> ToTheOther) : SharingEvent
{
    /// <summary>The statute that it is asked under, where one is.</summary>
    public Statute? Basis { get; init; }
}
