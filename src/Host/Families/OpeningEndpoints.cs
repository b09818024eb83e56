using System.Security.Cryptography;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Families;

/// <summary>Opening a family's record: the one command whose stream does not exist yet.</summary>
internal static class OpeningEndpoints
{
    public static void MapOpening(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/families", OpenAsync).DescribesCommand<OpenFamily>(created: true, inFamily: false).WithTags("Families");

    private static async Task<IResult> OpenAsync(
        HttpContext context, CommandDesk desk, KnownPeople people, SearchIndex index, StreamViews views, Denials denials, TimeProvider clock)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        if (!caller.HasAny(Role.Practitioner, Role.DutyManager, Role.Manager))
            throw await denials.DenyAsync(context, nameof(OpenFamily), Problem.Of(RecordingRights.NotYoursToRecord));
        if (context.Request.Headers.IfMatch.Count > 0)
            throw new ProblemException(Problems.HeaderInvalid("If-Match", "Leave it out: a record that is to be opened has no version yet."));
        var body = await StrictBody.ReadAsync<OpenFamily>(context.Request, stop);

        var family = FamilyId.From(Guid.CreateVersion7(clock.GetUtcNow()));
        var command = body.Value with
        {
            By = caller,
            Family = family,
            Reference = await UnusedReferenceAsync(index, stop),
            PossibleDuplicates = await people.DuplicatesAsync(body.Value, context),
            // More than may be added are refused as they are: nothing needs to be looked up for them.
            Members = body.Value.Members.Count > OpenFamily.MostMembers ? body.Value.Members : await MembersAsync(body.Value.Members, context, people, clock),
        };

        var (_, answer) = await desk.RunAsync<FamilyRecord>(
            new Arrived(context, nameof(OpenFamily), StreamKey.Family(family), body.Sent)
            {
                Creates = family.Value,
                Location = id => ThingAddress.Of(FamilyId.From(id)),
                Tagged = id => StreamKey.Family(FamilyId.From(id ?? family.Value)),
                Warnings = body.Warnings,
            },
            (record, now) => HouseholdDecider.Decide(record, command with { Now = now }));

        // A repeated request gets the reference of the first, not the one just drawn.
        var opened = (await views.LoadAsync<FamilyRecord>(StreamKey.Family(FamilyId.From(answer.Id!.Value)), stop)).State;
        return Answers.Json(answer with { Reference = opened.Household.Reference }, StatusCodes.Status201Created);
    }

    private static async Task<IReadOnlyList<NewMember>> MembersAsync(
        IReadOnlyList<NewMember> members, HttpContext context, KnownPeople people, TimeProvider clock)
    {
        var completed = new List<NewMember>(members.Count);
        foreach (var member in members)
            completed.Add(await people.CompleteAsync(member, PersonId.From(Guid.CreateVersion7(clock.GetUtcNow())), context, nameof(OpenFamily)));
        return completed;
    }

    /// <summary>One in 34 thousand million is taken; asking costs one query.</summary>
    private static async Task<string> UnusedReferenceAsync(SearchIndex index, CancellationToken stop)
    {
        while (true)
        {
            var reference = FamilyReference.Of(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
            if ((await index.ByReferenceAsync(reference, stop)).Count == 0) return reference;
        }
    }
}
