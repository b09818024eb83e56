using System.Globalization;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Consent;

/// <summary>What the service does by itself about consents.</summary>
public static class ConsentTimers
{
    /// <summary>Becomes <see cref="ExpireConsent"/>. The body holds <c>family</c>, <c>consent</c> and <c>validTo</c> (ISO date).</summary>
    public const string Expiry = "consent-expiry";

    /// <summary>Due with the first instant after the last day, in London.</summary>
    public static Timer ExpiryOf(FamilyId family, ConsentId consent, DateOnly validTo) =>
        new(Expiry, LondonTime.StartOf(validTo.AddDays(1)), new Dictionary<string, string>
        {
            ["family"] = family.ToString(),
            ["consent"] = consent.ToString(),
            ["validTo"] = validTo.ToString("O", CultureInfo.InvariantCulture),
        });
}
