using Safeguard.Domain;
using Safeguard.Domain.Agencies;

namespace Safeguard.Host.Demonstration;

/// <summary>The agencies of the story, registered by the administrator. No number, address or name of a worker is in it.</summary>
internal static class DemonstrationAgencies
{
    private static readonly RegisterAgency[] Bedfordshire =
    [
        Agency("p2r-bedford", "Path to Recovery (P2R), Bedford", AgencyKind.Treatment, "Bedford", true),
        Agency("p2r-dunstable", "Path to Recovery (P2R), Dunstable", AgencyKind.Treatment, "Central Bedfordshire", true),
        Agency("resolutions-luton", "ResoLUTiONs", AgencyKind.Treatment, "Luton", false),
        Agency("luton-csc", "Luton Children's Social Care", AgencyKind.ChildrensSocialCare, "Luton", true),
        Agency("bedford-csc", "Bedford Borough Children's Social Care", AgencyKind.ChildrensSocialCare, "Bedford", true),
        Agency("central-beds-csc", "Central Bedfordshire Children's Social Care", AgencyKind.ChildrensSocialCare, "Central Bedfordshire", true),
        Agency("sunrise-nursery", "Sunrise Nursery", AgencyKind.EarlyYears, "Luton", false),
        Agency("luton-health-visiting", "Luton Health Visiting", AgencyKind.Health, "Luton", true),
        Agency("bedfordshire-police", "Bedfordshire Police", AgencyKind.Police, "Bedfordshire", true),
        Agency("review-partnership", "Child Safeguarding Practice Review Group", AgencyKind.Partnership, "Bedfordshire", true),
        Agency("bedfordshire-partnership", "Bedfordshire Safeguarding Children Partnership", AgencyKind.Partnership, "Bedfordshire", true),
    ];

    public static IEnumerable<Chapter> InSomerset() =>
    [
        Registering(Story.London(2010, 9, 16, 8, 0), "Somerset's agencies are registered",
            SomersetHouseholds.Agencies.Select(a => Agency(a.Id.Value, a.Name, a.Kind, SomersetHouseholds.Area, a.PublicAuthority))),
    ];

    public static IEnumerable<Chapter> InBedfordshire() =>
        [Registering(Story.London(2026, 10, 5, 9, 0), "Bedfordshire's agencies are registered", Bedfordshire)];

    private static RegisterAgency Agency(string code, string name, AgencyKind kind, string area, bool publicAuthority) =>
        new() { Agency = AgencyId.Of(code), Name = name, Kind = kind, Area = area, PublicAuthority = publicAuthority };

    private static Chapter Registering(DateTimeOffset at, string title, IEnumerable<RegisterAgency> agencies) => new(at, title,
        [.. agencies.Select(agency => (IReadOnlyList<Act>)[(teller, stop) =>
        {
            var by = Story.Persona("administrator");
            return teller.RecordAsync<Agency>($"agency/{agency.Agency}", by, StreamKey.Agency(agency.Agency),
                (state, now) => AgencyDecider.Decide(state, agency with { By = by, Now = now }), stop);
        }])]);
}
