using Safeguard.Domain;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Reading;
using Safeguard.Projections;

namespace Safeguard.Host.Families;

/// <summary>Who belongs to the household, where it lives, what is known of its adults, who works with it (domain §2.2, §2.3).</summary>
internal static class HouseholdEndpoints
{
    public static void MapHousehold(this IEndpointRouteBuilder routes)
    {
        var household = routes.MapGroup("").WithTags("Household");

        household.MapFamilyCommand<JoinHousehold>("members", HouseholdDecider.Decide, async (command, request) => command with
        {
            Member = await request.Get<KnownPeople>().CompleteAsync(
                command.Member, PersonId.From(request.CreateUnless(command.Member.Existing?.Value)), request.Context, nameof(JoinHousehold)),
        }, RecordedThing.Member);
        household.MapFamilyCommand<LeaveHousehold>("members/{person:guid}/leaving", HouseholdDecider.Decide,
            (command, request) => command with { Person = request.Id<PersonId>("person") });

        household.MapFamilyCommand<AssertRelationship>("relations", HouseholdDecider.Decide, async (command, request) => command with
        {
            FromBornOn = await BornOnAsync(command.From, request),
            ToBornOn = await BornOnAsync(command.To, request),
        });
        household.MapFamilyCommand<RecordAddress>("addresses", HouseholdDecider.Decide);
        household.MapFamilyCommand<StartInvolvement>("involvements", HouseholdDecider.Decide);
        household.MapFamilyCommand<AssignIdentifier>("identifiers", PersonDecider.Decide, async (command, request) => command with
        {
            // Only NHS numbers can be found again: the others are local, and two services may well use the same one.
            HeldBy = command.Scheme == IdentifierScheme.Nhs
                ? await request.Get<KnownPeople>().HoldersAsync(command.Value, request.Context, nameof(AssignIdentifier))
                : [],
        });

        household.MapFamilyCommand<RecordSubstanceUseStatus>("substance-use", HouseholdDecider.Decide, async (command, request) =>
            command with { BornOn = await BornOnAsync(command.Adult, request) });
        household.MapFamilyCommand<RecordVulnerability>("vulnerabilities", HouseholdDecider.Decide,
            (command, request) => command with { Vulnerability = VulnerabilityId.From(request.Create()) }, RecordedThing.Vulnerability);
        household.MapFamilyCommand<EndVulnerability>("vulnerabilities/{vulnerability:guid}/ending", HouseholdDecider.Decide,
            (command, request) => command with { Vulnerability = request.Id<VulnerabilityId>("vulnerability") });
        household.MapFamilyCommand<RecordChildSeen>("children-seen", HouseholdDecider.Decide);
        household.MapFamilyCommand<CorrectFact>("corrections", FactDecider.Decide, async (command, request) =>
            command with { Known = await StatementAsync(command.Corrects, request) });
    }

    private static async Task<KnownStatement?> StatementAsync(EventId entry, FamilyRequest request) =>
        (await request.Get<EventReader>().ByIdAsync([entry], request.Stop)) is [{ } recorded] ? KnownStatement.Of(recorded) : null;

    /// <summary>Of people of this record only: of anybody else the caller may not even know that they are known.</summary>
    private static async Task<DateOnly?> BornOnAsync(PersonId person, FamilyRequest request) =>
        request.Family.Household.Knows(person) ? await request.Get<KnownPeople>().BornOnAsync(person, request.Stop) : null;
}
