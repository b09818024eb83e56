using Safeguard.Domain;
using Safeguard.Domain.Families;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    /// <summary>Adults of the household on the day, then those who had left it by then.</summary>
    private List<AdultRisk> Adults(FamilyRiskView view)
    {
        var living = view.Members.Where(m => m.Role == MemberRole.Adult).Select(m => (m.Person, Residence: (Residence?)m.Residence));
        var left = row.Stays
            .Where(s => s.Role == MemberRole.Adult && s.To < on && view.Members.All(m => m.Person != s.Person))
            .Select(s => s.Person).Distinct()
            .Select(person => (Person: person, Residence: (Residence?)null));
        return [.. living.Concat(left).Select(a => Adult(view, a.Person, a.Residence))];
    }

    private AdultRisk Adult(FamilyRiskView view, PersonId person, Residence? residence)
    {
        var said = SaidOn(person, on);
        var vulnerabilities = SeenVulnerabilities().Where(v => v.Person == person).ToList();
        return new AdultRisk(person, residence)
        {
            Name = Who(person).Name,
            Pseudonym = Who(person).Pseudonym,
            Age = Age.Of(Who(person), on),
            ParentalResponsibilityFor =
            [
                .. view.Relations.Where(r => r.From == person && r.ParentalResponsibility == ParentalResponsibility.Yes).Select(r => r.To).Distinct(),
            ],
            SubstanceUse = said.Count == 0 ? null : Line(said[^1]),
            AlsoSaid = [.. said.Take(Math.Max(0, said.Count - 1)).Reverse().Select(Line)],
            SourcesDisagree = said.Select(s => s.Status).Distinct().Count() > 1,
            Pattern = Pattern(person),
            Current = [.. vulnerabilities.Where(v => !HasEnded(v)).Select(Line)],
            Ended = [.. vulnerabilities.Where(HasEnded).Select(Line)],
        };
    }

    /// <summary>
    /// What each agency's newest readable word on that day is, the newest of all last. A word holds from its own day
    /// until the same agency says something newer; an older day recorded later does not overrule a newer one.
    /// </summary>
    private List<UseEntry> SaidOn(PersonId adult, DateOnly day) =>
    [
        .. row.Use
            .Where(u => u.Adult == adult && u.From <= day && sight.Sees(u.Origin))
            .GroupBy(u => u.Origin.Agency)
            .Select(said => said.OrderBy(u => u.From).Last())
            .OrderBy(u => u.From).ThenBy(u => u.Origin.Position),
    ];

    private IEnumerable<VulnerabilityEntry> SeenVulnerabilities() => row.Vulnerabilities.Where(v => v.From <= on && sight.Sees(v.Origin));

    /// <summary>Ended on the day, as far as the reader knows: an end recorded by another agency and not shared is not there.</summary>
    private bool HasEnded(VulnerabilityEntry v) => v.To < on && sight.Sees(v.End);

    private VulnerabilityLine Line(VulnerabilityEntry v)
    {
        var ended = HasEnded(v);
        return new VulnerabilityLine(ended ? sight.Of(v.Origin, v.End!) : sight.Of(v.Origin), v.Id, v.Person, v.Kind, v.From)
        {
            To = ended ? v.To : null,
            Note = sight.Text(v.Origin, v.Note),
            EndNote = ended ? sight.Text(v.End, v.EndNote) : null,
        };
    }

    private UseLine Line(UseEntry u) => new(sight.Of(u.Origin), u.Adult, u.Status, u.From)
    {
        Substances = u.Substances,
        Primary = u.Primary,
        Pattern = u.Pattern,
        Route = u.Route,
        Consequences = u.Consequences,
        Note = sight.Text(u.Origin, u.Note),
    };

    private PatternAgainstBefore Pattern(PersonId adult)
    {
        var before = on.AddMonths(-6);
        var now = SaidOn(adult, on).LastOrDefault();
        var then = SaidOn(adult, before).LastOrDefault();
        if (now is null || then is null)
            return new PatternAgainstBefore(PatternChange.Unknown, before) { Because = PatternUnknownBecause.NotSeen, Then = then is null ? null : Line(then) };

        var (change, because) = UseOrder.Compare(then, now, before);
        return new PatternAgainstBefore(change, before) { Because = because, Then = Line(then) };
    }

    /// <summary>Only those who live in the household count, full or part time; contact is not household (BED-23).</summary>
    private static ThreeTogether Together(FamilyRiskView view)
    {
        var here = view.Adults.Where(a => a.Residence is Residence.FullTime or Residence.PartTime).ToList();
        var current = here.SelectMany(a => a.Current).ToList();
        List<EventId> use =
        [
            .. here.SelectMany(a => a.SubstanceUse is null ? [] : a.AlsoSaid.Prepend(a.SubstanceUse)).Where(UseOrder.IsProblematic).SelectMany(u => u.Events),
            .. Of(VulnerabilityKind.DrugMisuse, VulnerabilityKind.AlcoholMisuse),
        ];
        var (health, abuse) = (Of(VulnerabilityKind.MentalHealth), Of(VulnerabilityKind.DomesticAbuse));
        return new ThreeTogether(use.Count > 0 && health.Count > 0 && abuse.Count > 0, use, health, abuse);

        List<EventId> Of(params VulnerabilityKind[] kinds) => [.. current.Where(v => kinds.Contains(v.Kind)).SelectMany(v => v.Events)];
    }
}
