using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.EventStore.Finding;
using Safeguard.Host.Access;
using Safeguard.Host.Description;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Families;

/// <summary>Whom to look for: by exactly one of reference, NHS number, name with date of birth, or postcode.</summary>
public sealed record SearchFamilies
{
    public string? Reference { get; init; }
    public string? NhsNumber { get; init; }
    /// <summary>All parts given must match; case, accents and their order do not matter. Needs the date of birth.</summary>
    public string? Name { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Postcode { get; init; }
}

/// <summary>A record that matches and that the caller may open. Lists show no text and open nothing (design §5).</summary>
public sealed record FoundFamily(FamilyId Family, string Reference, string Area, Jurisdiction Jurisdiction);

/// <param name="Message">What an empty answer means, always in the same words.</param>
public sealed record FoundFamilies(IReadOnlyList<FoundFamily> Families, string? Message);

/// <summary>
/// Finding a record. What was typed travels in a body, never in an address, and the search is recorded even when it
/// finds nothing (domain §5 rule 8).
/// </summary>
internal static class SearchEndpoints
{
    private const string Nothing = "No record that you may open matches. This does not mean that none exists.";

    private static readonly Refusal OneKind = Refusal.Content("SEARCH_ONE_KIND",
        "A search takes exactly one of reference, NHS number, name with date of birth, or postcode.", "", "domain §5 rule 8",
        "Leave one of them and take the others out; a name needs the date of birth beside it.");

    private static readonly Refusal NotAReference = Refusal.Content("REFERENCE_INVALID",
        "This is no family's reference.", "/reference", "domain §2.2", "A reference is F- and seven letters and digits, without I, L, O and U.");

    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/families/search", async (HttpContext context, FamilyAccess access, Reads reads, SearchIndex index, CallersIndex known, OwnHouseholds households, Denials denials) =>
        {
            await access.MayReadRecordsAsync(context, nameof(SearchFamilies));
            var (stop, caller) = (context.RequestAborted, context.Caller());
            var body = (await StrictBody.ReadAsync<SearchFamilies>(context.Request, stop)).Value;
            var (by, typed, found) = await FindAsync(body, index, known.Of(caller), stop);
            var open = await access.ShownToAsync(context, found);
            if (await households.OfAsync(caller, stop) is { } own) open = await WithoutOwnAsync(body, own, open);
            await reads.SearchedAsync(context, "families", open.Count, open.Select(f => f.Id), [$"by={by}"], typed);
            return Answers.Json(new FoundFamilies(
                [.. open.Select(f => new FoundFamily(f.Id, f.Household.Reference!, f.Household.Area!, f.Jurisdiction!.Value))],
                open.Count == 0 ? Nothing : null));

            // Whoever types the own name or postcode is refused whatever there is. Whoever types a number or reference that leads
            // there gets what nobody gets who finds nothing: a refusal would tell that there is a record.
            async Task<IReadOnlyList<FamilyRecord>> WithoutOwnAsync(SearchFamilies search, OwnTerms own, IReadOnlyList<FamilyRecord> open)
            {
                var asks = (search.Name is { } name && own.Names(name)) || (search.Postcode is { } postcode && own.LivesAt(postcode));
                var (kept, glass) = await households.LeaveOutAsync(own, open, asks ? [.. open.Select(f => f.Id)] : [], caller, stop);
                if (asks ? kept.Count == 0 : kept.Count < open.Count)
                {
                    var refused = await denials.DenyAsync(context, nameof(SearchFamilies), Problem.Of(StaffRefusals.OwnHousehold));
                    if (asks) throw refused;
                }

                if (glass is not null) BreakGlasses.Show(context, glass);
                return kept;
            }
        }).DescribesView<FoundFamilies>(nameof(SearchFamilies), [400, 403, 413, 415, 422]).TakesJson<SearchFamilies>().WithTags("Families");

    /// <summary>The records found, as far as the caller may be told that what was typed is theirs.</summary>
    private static async Task<(string By, string Typed, IReadOnlyList<FamilyId> Found)> FindAsync(SearchFamilies search, SearchIndex index, IFamilyFinder known, CancellationToken stop)
    {
        switch (search)
        {
            case { Reference: { } text, NhsNumber: null, Name: null, DateOfBirth: null, Postcode: null }:
                return FamilyReference.IsOne(text.ToUpperInvariant())
                    ? ("reference", text, await index.ByReferenceAsync(text, stop))
                    : throw Refused(NotAReference);
            case { Reference: null, NhsNumber: { } text, Name: null, DateOfBirth: null, Postcode: null }:
                var number = NhsNumber.Judge("/nhsNumber", text);
                return number.Refusal is { } badNumber
                    ? throw Refused(badNumber)
                    : ("nhsNumber", number.Value!.Digits, await known.ByNhsNumberAsync(number.Value.Digits, stop));
            case { Reference: null, NhsNumber: null, Name: { } name, DateOfBirth: { } born, Postcode: null } when !Text.IsBlank(name):
                return Text.Line("/name", name) is { } badName
                    ? throw Refused(badName)
                    : ("name", $"{name} {Folding.Date(born)}", await known.ByNameAndBirthAsync(name, born, stop));
            case { Reference: null, NhsNumber: null, Name: null, DateOfBirth: null, Postcode: { } text }:
                var postcode = Postcode.Judge("/postcode", text);
                return postcode.Refusal is { } badPostcode
                    ? throw Refused(badPostcode)
                    : ("postcode", postcode.Value!.Canonical, await known.ByPostcodeAsync(postcode.Value.Canonical, stop));
            default:
                throw Refused(OneKind);
        }
    }

    private static ProblemException Refused(Refusal refusal) => new(Problem.Of(refusal));
}
