using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Demonstration;

/// <summary>
/// How the audit came in: on each working day every agency returns its households at an hour of its own, one command
/// for the household and one for what is said of each adult's use.
/// </summary>
internal static class SomersetTelling
{
    private const string Reason = "Caseload audit of September 2010: a child lives with an adult who misuses drugs or alcohol, or did and may still.";

    public static IEnumerable<Chapter> Chapters()
    {
        var agencies = SomersetHouseholds.Agencies.ToList();
        return SomersetHouseholds.All()
            .GroupBy(h => (h.RecordedOn, Turn: agencies.FindIndex(a => a.Id == h.RecordedBy.Id)))
            .OrderBy(g => g.Key)
            .Select(returned =>
            {
                var at = Story.London(returned.Key.RecordedOn.Year, returned.Key.RecordedOn.Month, returned.Key.RecordedOn.Day, 9 + returned.Key.Turn, 30);
                return new Chapter(at, "Somerset's agencies return their caseloads", [.. returned.Select(h => Household(h, at))]);
            });
    }

    private static List<Act> Household(SomersetHousehold household, DateTimeOffset at)
    {
        var name = $"somerset/{household.Number}";
        var by = new Actor(ActorId.Of($"{household.RecordedBy.Id}-worker"), household.RecordedBy.Id, [Role.Practitioner]);
        var family = FamilyId.From(Story.Id(at, name));
        var entry = new Entry { Happened = Happened.At(at), LearnedAt = at, KnownFrom = KnownFrom.Observed, Basis = Basis.Fact };
        List<(PersonId Person, SomersetMember Said)> people =
            [.. household.Members.Select((m, i) => (PersonId.From(Story.Id(at, $"{name}/{i + 1}")), m))];

        var open = new OpenFamily
        {
            Entry = entry,
            Reference = Story.Reference(name),
            Jurisdiction = Jurisdiction.England,
            Reason = Reason,
            Area = SomersetHouseholds.Area,
            InvolvedAs = household.RecordedBy.Role,
            Members = [.. people.Select(p => Member(p.Person, p.Said, household.RecordedOn))],
            Address = Address(household.Address, household.RecordedOn),
        };
        List<Act> acts = [(teller, stop) => teller.InFamilyAsync($"{name}/open", by, family, open, HouseholdDecider.Decide, stop)];
        foreach (var ((person, said), i) in people.Select((p, i) => (p, i)))
        {
            if (said.Use is not { } use) continue;
            var command = new RecordSubstanceUseStatus
            {
                Entry = entry,
                Adult = person,
                BornOn = said.BornOn,
                Status = use.Status,
                From = household.RecordedOn,
                Substances = use.Substances,
                Primary = use.Primary,
                Pattern = use.Pattern,
                Consequences = use.Consequences,
            };
            acts.Add((teller, stop) => teller.InFamilyAsync($"{name}/use/{i + 1}", by, family, command, HouseholdDecider.Decide, stop));
        }

        return acts;
    }

    private static NewMember Member(PersonId person, SomersetMember said, DateOnly from) => new()
    {
        Person = person,
        Name = said.Name,
        Sex = said.Sex,
        DateOfBirth = said.BornOn,
        Role = said.Role,
        Residence = said.Residence,
        From = from,
    };

    private static NewAddress Address(SomersetAddress said, DateOnly from) => new()
    {
        Kind = said.Kind,
        SafeToWrite = true,
        From = from,
        Line = said.Line,
        Postcode = said.Postcode,
        DeprivationDecile = said.DeprivationDecile,
        DeprivationIndex = said.DeprivationDecile is null ? null : SomersetHouseholds.Index,
        DeprivationEdition = said.DeprivationDecile is null ? null : SomersetHouseholds.DeprivationEdition,
    };
}
