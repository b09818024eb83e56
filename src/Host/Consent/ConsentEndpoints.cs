using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Consent;

/// <summary>
/// What somebody said when they were asked (domain §2.5). The first word on a consent may be any of four and says whose,
/// of what kind and for which purpose; a further word names the consent in its address.
/// </summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder routes)
    {
        var consents = routes.MapGroup("").WithTags("Consent");
        consents.MapWord<SeekConsent>("sought", ConsentDecider.Decide);
        consents.MapWord<GiveConsent>("given", ConsentDecider.Decide);
        consents.MapWord<RefuseConsent>("refused", ConsentDecider.Decide);
        consents.MapWord<RecordConsentNotSought>("not-sought", ConsentDecider.Decide);
        consents.MapFamilyCommand<WithdrawConsent>("consents/{consent:guid}/withdrawn", ConsentDecider.Decide,
            (command, request) => command with { Consent = request.Id<ConsentId>("consent") });
    }

    private static void MapWord<TCommand>(this IEndpointRouteBuilder routes, string word, Func<FamilyRecord, TCommand, Decision> decide)
        where TCommand : ConsentCommand
    {
        routes.MapFamilyCommand($"consents/{word}", decide, First, RecordedThing.Consent);
        routes.MapFamilyCommand<TCommand>($"consents/{{consent:guid}}/{word}", decide, (command, request) => command with { Consent = request.Id<ConsentId>("consent") })
            .WithName($"{typeof(TCommand).Name}Again");
    }

    /// <summary>Said again without naming it, it goes on with the agency's consent of that person, kind and purpose.</summary>
    private static TCommand First<TCommand>(TCommand command, FamilyRequest request) where TCommand : ConsentCommand
    {
        var known = command.Consent
            ?? (command is { Person: { } person, Kind: { } kind, Purpose: { } purpose }
                ? request.Family.Consents.FindOwn(request.Caller.Agency, person, kind, purpose)?.Id
                : null);
        return command with { Consent = known, New = ConsentId.From(request.CreateUnless(known?.Value)) };
    }
}
