using Safeguard.Domain;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>Where the things of a record are read: what a <c>Location</c> names and what answers there are one list.</summary>
/// <param name="Collection">Below the family.</param>
/// <param name="Code">What the read is called in the access log, and the relation of a link to it.</param>
/// <param name="Operation">The name of the read in the API's description.</param>
internal sealed record ThingAddress(string Collection, string Code, string Operation, string Tag)
{
    /// <summary>The address of a family, as a route.</summary>
    public const string FamilyPattern = "/families/{family:guid}";

    public static IReadOnlyDictionary<RecordedThing, ThingAddress> All { get; } = new Dictionary<RecordedThing, ThingAddress>
    {
        [RecordedThing.Member] = new("members", "member", "GetMember", "Household"),
        [RecordedThing.Vulnerability] = new("vulnerabilities", "vulnerability", "GetVulnerability", "Household"),
        [RecordedThing.Consent] = new("consents", "consent", "GetConsent", "Consent"),
        [RecordedThing.Share] = new("shares", "share", "GetShare", "Sharing"),
        [RecordedThing.DecisionNotToShare] = new("non-shares", "decision-not-to-share", "GetDecisionNotToShare", "Sharing"),
        [RecordedThing.Request] = new("requests", "request", "GetInformationRequest", "Sharing"),
        [RecordedThing.Document] = new("documents", "document", "GetDocument", "Documents"),
        [RecordedThing.Concern] = new("concerns", "concern", "GetConcern", "Referrals"),
        [RecordedThing.Referral] = new("referrals", "referral", "GetReferral", "Referrals"),
        [RecordedThing.Assessment] = new("assessments", "assessment", "GetAssessment", "Assessments"),
    };

    public static string Of(FamilyId family) => $"/families/{family}";

    public static string Of(FamilyId family, ThingKey thing) => $"{Of(family)}/{All[thing.Kind].Collection}/{thing.Id}";
}
