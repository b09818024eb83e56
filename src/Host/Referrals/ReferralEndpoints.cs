using Safeguard.Domain;
using Safeguard.Domain.Referrals;
using Safeguard.Host.Agencies;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Referrals;

/// <summary>Concerns, and referrals from the telephone call to the decision (domain §2.7).</summary>
internal static class ReferralEndpoints
{
    public static void MapReferrals(this IEndpointRouteBuilder routes)
    {
        var referrals = routes.MapGroup("").WithTags("Referrals");

        referrals.MapFamilyCommand<RecordConcern>("concerns", ReferralDecider.Decide,
            (command, request) => command with { Concern = ConcernId.From(request.Create()) }, RecordedThing.Concern);

        // The call comes first (BED-36). A letter without one is taken all the same, at an address of its own.
        referrals.MapFamilyCommand<TelephoneReferral>("referrals", ReferralDecider.Decide, MadeAsync, RecordedThing.Referral);
        referrals.MapFamilyCommand<WriteReferral>("referrals/written", ReferralDecider.Decide, MadeAsync, RecordedThing.Referral);
        referrals.MapFamilyCommand<WriteReferral>("referrals/{referral:guid}/writing", ReferralDecider.Decide,
                (command, request) => MadeAsync(command with { Referral = request.Id<ReferralId>("referral") }, request))
            .WithName("WriteReferralAfterCall");

        referrals.MapFamilyCommand<AcknowledgeReferral>("referrals/{referral:guid}/acknowledgement", ReferralDecider.Decide,
            (command, request) => command with { Referral = request.Id<ReferralId>("referral") });
        referrals.MapFamilyCommand<DecideReferral>("referrals/{referral:guid}/decision", ReferralDecider.Decide,
            (command, request) => command with { Referral = request.Id<ReferralId>("referral") });
        referrals.MapFamilyCommand<RefuseReferral>("referrals/{referral:guid}/refusal", ReferralDecider.Decide,
            (command, request) => command with { Referral = request.Id<ReferralId>("referral") });
    }

    /// <summary>The first step of two makes the referral, the second names it.</summary>
    private static async Task<TCommand> MadeAsync<TCommand>(TCommand command, FamilyRequest request) where TCommand : MakeReferral => command with
    {
        New = ReferralId.From(request.CreateUnless(command.Referral?.Value)),
        Receiver = await request.Get<AgencyFacts>().FindAsync(command.To, request.Stop),
    };
}
