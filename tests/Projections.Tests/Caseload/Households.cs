using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Host.Demonstration;
using Safeguard.Projections;

namespace Safeguard.Projections.Tests.Caseload;

/// <summary>Rows of the household register as the tests need them, and Somerset's households turned into such rows.</summary>
internal static class Households
{
    public static readonly DateOnly From = new(2010, 9, 16);
    public static readonly DateOnly To = new(2010, 9, 23);

    private static readonly AgencyId School = AgencyId.Of("school");

    public static (IReadOnlyList<HouseholdRow> Rows, IReadOnlyDictionary<PersonId, Birth> Births) Somerset(bool monthOnly = false)
    {
        var (rows, births) = (new List<HouseholdRow>(), new Dictionary<PersonId, Birth>());
        foreach (var household in SomersetHouseholds.All())
        {
            var row = A() with
            {
                Agencies = [household.RecordedBy.Id],
                Addresses =
                [
                    new(household.Address.Kind, household.RecordedOn, household.Address.Postcode is not null)
                    {
                        Decile = household.Address.DeprivationDecile,
                        Index = household.Address.DeprivationDecile is null ? null : SomersetHouseholds.Index,
                        Edition = household.Address.DeprivationDecile is null ? null : SomersetHouseholds.DeprivationEdition,
                    },
                ],
            };
            foreach (var member in household.Members)
            {
                var person = Somebody();
                births[person] = monthOnly ? new Birth(member.BornOn.Year, member.BornOn.Month, null) : Birth.On(member.BornOn);
                row = row with { Stays = row.Stays.Add(new(person, member.Role, member.Residence, household.RecordedOn)) };
                if (member.Use is { } use)
                    row = row with
                    {
                        Use = row.Use.Add(new(person, use.Status, household.RecordedOn, household.RecordedBy.Id) { Primary = use.Primary, Substances = [.. use.Substances] }),
                    };
            }
            rows.Add(row);
        }
        return (rows, births);
    }

    public static HouseholdRow A() => new(new FamilyId(Guid.CreateVersion7())) { Agencies = [School] };

    public static PersonId Somebody() => new(Guid.CreateVersion7());

    public static HouseholdRow With(this HouseholdRow row, PersonId child, Residence residence = Residence.FullTime, DateOnly? from = null, DateOnly? to = null) =>
        row with { Stays = row.Stays.Add(new(child, MemberRole.Child, residence, from ?? new(2010, 1, 1)) { To = to }) };

    public static HouseholdRow WithChild(this HouseholdRow row, Residence residence = Residence.FullTime) => row.With(Somebody(), residence);

    public static HouseholdRow WithAdult(
        this HouseholdRow row, SubstanceUseStatus? status, Residence residence = Residence.FullTime, DateOnly? from = null, DateOnly? to = null)
    {
        var adult = Somebody();
        row = row with { Stays = row.Stays.Add(new(adult, MemberRole.Adult, residence, from ?? new(2010, 1, 1)) { To = to }) };
        return status is { } known ? row.Said(adult, known, new(2010, 1, 1)) : row;
    }

    public static HouseholdRow Said(this HouseholdRow row, PersonId adult, SubstanceUseStatus status, DateOnly from) =>
        row with { Use = row.Use.Add(new(adult, status, from, School)) };

    public static HouseholdRow At(this HouseholdRow row, int decile, string edition = "2007", DeprivationIndex index = DeprivationIndex.Imd) =>
        row with { Addresses = [new(AddressKind.Home, new(2010, 1, 1), true) { Decile = decile, Index = index, Edition = edition }] };

    public static CaseloadAudit Counted(params HouseholdRow[] rows) => CaseloadAudit.Compute(rows, ImmutableDictionary<PersonId, Birth>.Empty, From, To);
}
