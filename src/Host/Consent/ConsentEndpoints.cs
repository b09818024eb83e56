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
        consents.MapWord<GiveConsent>("given", ConsentDecider.Decide, BornAsync);
        consents.MapWord<RefuseConsent>("refused", ConsentDecider.Decide, BornAsync);
        consents.MapWord<RecordConsentNotSought>("not-sought", ConsentDecider.Decide);
        consents.MapFamilyCommand<WithdrawConsent>("consents/{consent:guid}/withdrawn", ConsentDecider.Decide,
            (command, request) => command with { Consent = request.Id<ConsentId>("consent") });
        consents.MapFamilyCommand<AssessCompetence>("competence", ConsentDecider.Decide, async (command, request) =>
            command with { BornOn = await BornOnAsync(command.Person, request) });
    }

    /// <param name="complete">Sets what else the caller may not say.</param>
    private static void MapWord<TCommand>(
        this IEndpointRouteBuilder routes, string word, Func<FamilyRecord, TCommand, Decision> decide, Func<TCommand, FamilyRequest, Task<TCommand>>? complete = null)
        where TCommand : ConsentCommand
    {
        var also = complete ?? ((command, _) => Task.FromResult(command));
        routes.MapFamilyCommand<TCommand>($"consents/{word}", decide, (command, request) => also(First(command, request), request), RecordedThing.Consent);
        routes.MapFamilyCommand<TCommand>($"consents/{{consent:guid}}/{word}", decide, (command, request) => also(command with { Consent = request.Id<ConsentId>("consent") }, request))
            .WithName($"{typeof(TCommand).Name}Again");
    }

    /// <summary>Whose consent it is says the command, or the consent that it goes on with.</summary>
    private static async Task<TAnswer> BornAsync<TAnswer>(TAnswer command, FamilyRequest request) where TAnswer : AnswerConsent
    {
        var person = command.Consent is { } id ? request.Family.Consents.FindOwn(id, request.Caller.Agency)?.Person : command.Person;
        var answerer = command switch { GiveConsent given => given.GivenBy, RefuseConsent refused => refused.RefusedBy, _ => (PersonId?)null };
        var bornOn = await BornOnAsync(person, request);
        return command with { BornOn = bornOn, AnswererBornOn = answerer == person ? bornOn : await BornOnAsync(answerer, request) };
    }

    /// <summary>Of people of this record only: of anybody else the caller may not even know that they are known.</summary>
    private static async Task<DateOnly?> BornOnAsync(PersonId? person, FamilyRequest request) =>
        person is { } known && request.Family.Household.Knows(known) ? await request.Get<KnownPeople>().BornOnAsync(known, request.Stop) : null;

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
