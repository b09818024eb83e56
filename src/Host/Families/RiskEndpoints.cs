using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;
using Who = Safeguard.Projections.Identity;

namespace Safeguard.Host.Families;

/// <summary>The family risk view (V1): who the family is, what each adult and child is said to face, and what is not known.</summary>
internal static class RiskEndpoints
{
    private const string View = "family-risk";

    public static void MapRisk(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/families/{family:guid}/risk", async (Guid family, HttpContext context, FamilyAccess access, FamilyReader reader, Reads reads, ETags tags, Freshness freshness, TimeProvider clock) =>
        {
            var opened = await access.ToReadAsync(context, FamilyId.From(family), "GetFamilyRisk");
            Cuts.Only(context.Request, "asOf", "on");
            var cut = Cuts.AsOf(context.Request, clock.GetUtcNow());
            var on = Cuts.Date(context.Request, "on");
            await freshness.HeadAsync(context);

            var view = await reader.RiskAsync(opened.Stream, Reader.Of(context.Caller()), cut, on ?? cut.Today, context.RequestAborted);
            var answer = await reader.OpenAsync(view, context.RequestAborted);
            await reads.ViewedAsync(context, opened.Id, View, view.Shown, cut, on);
            if (!cut.IsPast) context.Response.Headers.ETag = tags.Of(opened.Stream, opened.Version);
            return Answers.Json(answer);
        }).DescribesView<FamilyRiskView>("GetFamilyRisk", [400, 403, 404, 422], "asOf", "on").CanWait().WithTags("Families");
}

/// <summary>Reads one family's record for one reader: the row of the moment asked about, and who its people are.</summary>
public sealed class FamilyReader(StreamViews views, EventReader events, Opener opener)
{
    /// <summary>The risk view, its personal values sealed.</summary>
    public async Task<FamilyRiskView> RiskAsync(StreamKey family, Reader reader, Cut cut, DateOnly on, CancellationToken stop)
    {
        var row = cut.IsPast
            ? await views.AsOfAsync<FamilyRisk>(family, cut.AsOf, stop)
            : (await views.LoadAsync<FamilyRisk>(family, stop)).State;
        var people = new Dictionary<PersonId, Who>();
        foreach (var person in row.Stays.Select(s => s.Person).Distinct()) people[person] = await WhoAsync(person, cut, stop);
        return FamilyRiskView.Of(row, people, reader, on, cut.AsOf);
    }

    /// <summary>The answer with its values opened: whatever is in it was found to be the reader's to see.</summary>
    public ValueTask<JsonNode> OpenAsync(FamilyRiskView view, CancellationToken stop) => opener.OpenAsync(view, stop);

    private async Task<Who> WhoAsync(PersonId id, Cut cut, CancellationToken stop)
    {
        var stream = StreamKey.Person(id);
        var person = cut.IsPast ? await views.AsOfAsync<Person>(stream, cut.AsOf, stop) : (await views.LoadAsync<Person>(stream, stop)).State;
        return new Who
        {
            Name = person.Name,
            Sex = person.Sex,
            DateOfBirth = person.DateOfBirth,
            Birth = person.DateOfBirth is { } date && await opener.OpenAsync(date, stop) is var born && born != default ? Birth.On(born) : null,
            EstimatedAge = person.EstimatedAge,
            EstimatedOn = person.EstimatedAge is null ? null : await EstimatedOnAsync(stream, stop),
        };
    }

    /// <summary>An estimate is of the day on which it was recorded, which the fold of a person does not keep.</summary>
    private async Task<DateOnly?> EstimatedOnAsync(StreamKey person, CancellationToken stop) =>
        (await events.StreamAsync(person, stop)).LastOrDefault(e => e.Event is PersonRegistered { EstimatedAge: not null }) is { } registered
            ? LondonTime.DateOf(registered.RecordedAt)
            : null;
}
