using System.Collections.Immutable;
using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections.Tests.FamilyRisks;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

public sealed class HouseholdRegisterTests
{
    [Fact]
    public void One_line_holds_what_a_count_needs_of_a_family()
    {
        var row = Row(History.OfTheFamily()
            .And(Worker, Lives(new(2026, 2, 1)), Uses(Mother, SubstanceUseStatus.Current, new(2026, 2, 1)))
            .And(SocialWorker, Uses(Mother, SubstanceUseStatus.PastUncertain, new(2026, 3, 1)), Left(StepFather, new(2026, 6, 30))));

        Assert.Equal((Family.Id, "Bedford"), (row.Family, row.Area));
        Assert.Equal([Treatment, SocialCare], row.Agencies);
        Assert.Equal([null, new DateOnly(2026, 6, 30), null], row.Stays.Select(s => s.To));
        Assert.Equal([(SubstanceUseStatus.Current, Treatment, (Substance?)Substance.Opiate), (SubstanceUseStatus.PastUncertain, SocialCare, null)], row.Use.Select(u => (u.Status, u.By, u.Primary)));
        Assert.Equal((true, 3, "2025"), (row.Addresses[0].Mappable, row.Addresses[0].Decile, row.Addresses[0].Edition));
    }

    [Fact]
    public void It_holds_no_sealed_value()
    {
        var json = JsonSerializer.Serialize(Row(FoldTests.Everything()), EventJson.Options);

        Assert.DoesNotContain("sealed", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<HouseholdRow>(json, EventJson.Options), EventJson.Options));
    }

    [Fact]
    public void What_the_count_does_not_need_touches_no_line() =>
        Assert.All(new History().And(Worker, Concern(0x81, Today), Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, Today)).Recorded, e => Assert.Null(HouseholdRegister.KeyOf(e)));

    [Fact]
    public void Its_lines_are_what_the_caseload_audit_counts()
    {
        var row = Row(History.OfTheFamily().And(Worker, Uses(Mother, SubstanceUseStatus.Current, new(2026, 2, 1)), Uses(StepFather, SubstanceUseStatus.NotMisusing, new(2026, 2, 1))));
        var audit = CaseloadAudit.Compute([row], ImmutableDictionary<PersonId, Birth>.Empty.Add(Child, new Birth(2023, 9, null)), new(2026, 11, 1), new(2026, 11, 9));

        Assert.Equal((new CaseloadClass(1, 1), 1), (audit.AtLeastOneNot, audit.ChildrenUnder4));
    }

    private static HouseholdRow Row(History history)
    {
        HouseholdRow? row = null;
        foreach (var recorded in history.Recorded)
            if (HouseholdRegister.KeyOf(recorded) == Family.Id.ToString())
                row = HouseholdRegister.Evolve(row, recorded);
        return row!;
    }
}
