using System;
using System.Collections.Generic;
using System.Linq;
using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;

namespace Safeguard.Host.Demonstration;

/// <summary>An agency that took part in the caseload audit.</summary>
public sealed record SomersetAgency(AgencyId Id, string Name, AgencyKind Kind, InvolvementRole Role, bool PublicAuthority);

/// <summary>What one agency said of an adult's use.</summary>
public sealed record SomersetUse(SubstanceUseStatus Status)
{
    public Substance? Primary { get; init; }
    public IReadOnlyList<Substance> Substances { get; init; } = [];
    public UsePattern? Pattern { get; init; }
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];
}

/// <summary>Somebody of a household. Adults have a use; children have none.</summary>
public sealed record SomersetMember(PersonName Name, Sex Sex, DateOnly BornOn, MemberRole Role, Residence Residence)
{
    public SomersetUse? Use { get; init; }
}

/// <summary>Where a household lives; nothing but the kind where it has no home or nobody knows it.</summary>
public sealed record SomersetAddress(AddressKind Kind)
{
    public string? Line { get; init; }
    public string? Postcode { get; init; }
    /// <summary>Of the Index of Multiple Deprivation <see cref="SomersetHouseholds.DeprivationEdition"/>.</summary>
    public int? DeprivationDecile { get; init; }
}

/// <summary>One household of the audit, as one agency returned it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="RecordedOn">A working day of the audit's week; stays, statuses and the address hold from it.</param>
public sealed record SomersetHousehold(
    int Number, SomersetAgency RecordedBy, DateOnly RecordedOn, IReadOnlyList<SomersetMember> Members, SomersetAddress Address);

/// <summary>
/// The caseload audit that Somerset made from 16 to 23 September 2010 and printed in its Hidden Harm Strategy 2011 to
/// 2013, as 242 invented households that give every printed figure (SOM-10 to SOM-21; domain §9 item 7). One printed
/// figure cannot be met: 109 households with more than one adult beside 134 with one are 243. Here they are 108.
/// Turning Point's clients were counted apart and are not among them. Nobody in it is real, and no postcode: the
/// districts TA30 to TA39 and BA40 to BA49 do not exist. Made by counting, without chance: always the same.
/// </summary>
public static partial class SomersetHouseholds
{
    public const string Area = "Somerset";
    public const DeprivationIndex Index = DeprivationIndex.Imd;
    public const string DeprivationEdition = "2007";

    public static DateOnly PeriodFrom { get; } = new(2010, 9, 16);
    public static DateOnly PeriodTo { get; } = new(2010, 9, 23);

    /// <summary>Those who returned their caseload in time; some could not, so that every count is “at least”.</summary>
    public static IReadOnlyList<SomersetAgency> Agencies { get; } =
    [
        new(AgencyId.Of("somerset-social-care"), "Somerset Children and Families Social Care", AgencyKind.ChildrensSocialCare, InvolvementRole.SocialWorker, true),
        new(AgencyId.Of("somerset-health-visiting"), "Somerset Health Visiting", AgencyKind.Health, InvolvementRole.HealthVisitor, true),
        new(AgencyId.Of("somerset-schools"), "Somerset Schools", AgencyKind.School, InvolvementRole.School, true),
        new(AgencyId.Of("somerset-probation"), "Avon and Somerset Probation", AgencyKind.Probation, InvolvementRole.Probation, true),
        new(AgencyId.Of("somerset-housing-support"), "Somerset Housing Support", AgencyKind.Voluntary, InvolvementRole.KeyWorker, false),
        new(AgencyId.Of("somerset-childrens-centres"), "Somerset Children's Centres", AgencyKind.EarlyHelp, InvolvementRole.FamilyWorker, true),
        new(AgencyId.Of("somerset-midwifery"), "Somerset Specialist Midwifery", AgencyKind.Maternity, InvolvementRole.SubstanceMisuseMidwife, true),
    ];

    /// <summary>All 242, in the order of their numbers; made anew each time, and the same each time.</summary>
    public static IReadOnlyList<SomersetHousehold> All() => [.. Make()];

    private static IEnumerable<SomersetHousehold> Make()
    {
        var shapes = Shapes();
        var births = Births();
        var partTime = PartTime(shapes);
        var child = 0;
        for (var i = 0; i < shapes.Count; i++)
        {
            var shape = shapes[i];
            var family = FamilyNames[i % FamilyNames.Length];
            var born = births.Skip(child).Take(shape.Children).Order().ToList();
            child += shape.Children;

            List<SomersetMember> members = [.. Adults(i, shape, family, born[0])];
            members.AddRange(born.Select((day, place) => Child(i, place, family, day, partTime.Contains(i))));
            yield return new SomersetHousehold(i + 1, RecordedBy(i, born), WorkingDays[i % WorkingDays.Length], members, Address(i));
        }
    }

    private static SomersetMember Child(int household, int place, string family, DateOnly born, bool partTime)
    {
        var sex = (household + place) % 2 == 0 ? Sex.Female : Sex.Male;
        return new SomersetMember(Name(family, sex, household * 3 + place * 7 + 5), sex, born, MemberRole.Child, partTime ? Residence.PartTime : Residence.FullTime);
    }

    private static IEnumerable<SomersetMember> Adults(int household, Shape shape, string family, DateOnly eldest)
    {
        for (var place = 0; place < shape.Adults; place++)
        {
            var sex = place switch { 0 => household % 9 == 4 ? Sex.Male : Sex.Female, 1 => household % 9 == 4 ? Sex.Female : Sex.Male, _ => (household + place) % 2 == 0 ? Sex.Female : Sex.Male };
            // Two parents or partners; then a grandparent, then an aunt or uncle.
            var older = place switch { 0 => 19 + household * 5 % 10, 1 => 20 + household * 7 % 12, 2 => 41 + household % 8, _ => 20 + household % 6 };
            var born = eldest.AddYears(-older).AddDays(-(household * 37 + place * 101) % 360);
            var other = place == 1 && household % 5 == 2 || place == 3 ? FamilyNames[(household * 11 + 7) % FamilyNames.Length] : family;
            var residence = place == 1 && household % 13 == 6 ? Residence.PartTime : Residence.FullTime;
            yield return new SomersetMember(Name(other, sex, household * 5 + place * 13 + 2), sex, born, MemberRole.Adult, residence) { Use = Use(household, place, shape) };
        }
    }

    /// <summary>The first, in a turn that begins elsewhere for each household, who would meet these children at all.</summary>
    private static SomersetAgency RecordedBy(int household, List<DateOnly> born)
    {
        var (eldest, youngest) = (Age(born[0]), Age(born[^1]));
        return Enumerable.Range(household, Agencies.Count).Select(turn => Agencies[turn % Agencies.Count]).First(agency => agency.Kind switch
        {
            AgencyKind.School => eldest >= 5,
            AgencyKind.Health or AgencyKind.EarlyHelp => youngest < 5,
            AgencyKind.Maternity => youngest < 1,
            _ => true,
        });

        static int Age(DateOnly born) => PeriodTo.Year - born.Year - ((PeriodTo.Month, PeriodTo.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
    }

    // 18 and 19 September 2010 were a weekend.
    private static readonly DateOnly[] WorkingDays =
        [new(2010, 9, 16), new(2010, 9, 17), new(2010, 9, 20), new(2010, 9, 21), new(2010, 9, 22), new(2010, 9, 23)];

    /// <summary>Every twenty-second of the 242 has no mappable postcode: 11. Of the other 231, 38 spread evenly are in the most deprived tenth.</summary>
    private static SomersetAddress Address(int household)
    {
        if (household % 22 == 21) return new SomersetAddress(household % 44 == 21 ? AddressKind.NoFixedAbode : AddressKind.Unknown);

        const int Mappable = 231, MostDeprived = 38;
        var place = household - household / 22;
        const string Letters = "ABDEFGHJLNPQRSTUWXYZ";
        var district = household % 3 == 0 ? $"BA{40 + household % 10}" : $"TA{30 + household % 10}";
        return new SomersetAddress(AddressKind.Home)
        {
            Line = $"{1 + household * 7 % 88} {Streets[household % Streets.Length]}",
            Postcode = $"{district} {household % 9 + 1}{Letters[household % 20]}{Letters[household / 20 % 20]}",
            DeprivationDecile = place * MostDeprived % Mappable < MostDeprived ? 1 : 2 + household % 9,
        };
    }
}
