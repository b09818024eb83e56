using Safeguard.Domain;
using Safeguard.Domain.Agencies;

namespace Safeguard.Host.Demonstration;

/// <summary>The agencies of the story, registered by the administrator. Nothing leads to a worker; the two mail addresses are invented.</summary>
internal static class DemonstrationAgencies
{
    /// <summary>Where the nursery takes secure mail.</summary>
    internal static readonly ContactPointId NurseryMail = Point("sunrise-nursery");

    /// <summary>Where Luton's hub takes secure mail.</summary>
    internal static readonly ContactPointId LutonMail = Point("luton-csc");

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
    [
        Registering(Story.London(2026, 10, 5, 9, 0), "Bedfordshire's agencies are registered", Bedfordshire),
        new(Story.London(2026, 10, 5, 9, 30), "Where the nursery and Luton's hub take secure mail is checked",
            [[Checked(NurseryMail, "sunrise-nursery", "safeguarding@sunrise-nursery.example")], [Checked(LutonMail, "luton-csc", "duty@luton-csc.example")]]),
    ];

    private static RegisterAgency Agency(string code, string name, AgencyKind kind, string area, bool publicAuthority) =>
        new() { Agency = AgencyId.Of(code), Name = name, Kind = kind, Area = area, PublicAuthority = publicAuthority };

    private static Chapter Registering(DateTimeOffset at, string title, IEnumerable<RegisterAgency> agencies) => new(at, title,
        [.. agencies.Select(agency => (IReadOnlyList<Act>)[(teller, stop) =>
        {
            var by = Story.Persona("administrator");
            return teller.RecordAsync<Agency>($"agency/{agency.Agency}", by, StreamKey.Agency(agency.Agency),
                (state, now) => AgencyDecider.Decide(state, agency with { By = by, Now = now }), stop);
        }])]);

    private static ContactPointId Point(string agency) => ContactPointId.From(Story.Id(Story.London(2026, 10, 5, 9, 30), $"mail/{agency}"));

    private static Act Checked(ContactPointId point, string agency, string address) => (teller, stop) =>
    {
        var by = Story.Persona("administrator");
        var command = new VerifyContactPoint { By = by, Agency = AgencyId.Of(agency), Point = point, Channel = ContactChannel.SecureEmail, Value = address };
        return teller.RecordAsync<Agency>($"mail/{agency}", by, StreamKey.Agency(command.Agency), (state, now) => AgencyDecider.Decide(state, command with { Now = now }), stop);
    };
}
