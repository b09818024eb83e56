using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>One line to be exported.</summary>
/// <param name="Position">The entry at which the line stands.</param>
/// <param name="Event">That entry's id; null for a reader who may not see whose it is.</param>
/// <param name="At">The moment of the reading.</param>
internal sealed record ExportLine(long Position, EventId? Event, ShareRow Row, DateTimeOffset At);

/// <summary>The columns of an export. Their codes are stable: columns are added at the end, and none gets another meaning.</summary>
internal static class ExportColumns
{
    private static readonly (string Code, Func<ExportLine, string?> Cell)[] Entry = [("position", l => Text(l.Position)), ("event", l => l.Event?.ToString())];

    public static IReadOnlyList<(string Code, Func<ExportLine, string?> Cell)> Shares { get; } =
    [
        .. Entry,
        ("share", l => l.Row.Share.ToString()), ("kind", l => l.Row.Kind.ToString()), ("family", l => l.Row.Family.ToString()),
        ("from", l => l.Row.From.Value), ("to", l => l.Row.To.Value), ("at", l => Text(l.Row.At)), ("state", l => l.Row.State.ToString()),
        ("jurisdiction", l => l.Row.Jurisdiction?.ToString()), ("rules", l => l.Row.Rules), ("purpose", l => l.Row.Purpose?.ToString()),
        ("ground", l => l.Row.Ground?.ToString()), ("consent", l => l.Row.Consent?.ToString()), ("route", l => l.Row.Route?.ToString()),
        ("permission", l => l.Row.Permission?.ToString()), ("categories", l => string.Join(' ', l.Row.Categories)),
        ("proposedBy", l => l.Row.ProposedBy?.Value), ("authorisedBy", l => l.Row.AuthorisedBy?.Value), ("authorisedAt", l => Text(l.Row.AuthorisedAt)),
        ("urgency", l => l.Row.Urgency?.ToString()), ("decideBy", l => Text(l.Row.DecideBy)), ("afterwards", l => l.Row.Afterwards?.ToString()),
        ("disclosedAt", l => Text(l.Row.DisclosedAt)), ("channel", l => l.Row.Channel?.ToString()), ("receivedAt", l => Text(l.Row.ReceivedAt)),
        ("failedAt", l => Text(l.Row.FailedAt)), ("declinedAt", l => Text(l.Row.DeclinedAt)),
        ("openness", l => l.Row.ProposedBy is null ? null : l.Row.Openness.ToString()), ("override", l => l.Row.Override?.ToString()),
        ("missing", l => string.Join(' ', l.Row.Missing)), ("mark", l => l.Row.Mark?.ToString()), ("endedBy", l => l.Row.EndedBy?.ToString()),
        ("reviewBy", l => l.Row.ReviewBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("detrimentalToChild", l => Text(l.Row.DetrimentalToChild)),
        ("correctedAt", l => Text(l.Row.CorrectedAt)), ("recalledAt", l => Text(l.Row.RecalledAt)), ("recallAnswer", l => l.Row.RecallAnswer?.ToString()),
        ("request", l => l.Row.Request?.ToString()), ("review", l => l.Row.Review?.At(l.At).ToString()),
        ("finding", l => l.Row.Finding?.ToString()), ("openedAt", l => Text(l.Row.OpenedAt)),
        ("protocols", l => Text(l.Row.Protocols)),
    ];

    public static IReadOnlyList<(string Code, Func<ExportLine, string?> Cell)> Overrides { get; } =
    [
        .. Entry,
        Of("share", r => r.Share.ToString()), Of("family", r => r.Family.ToString()), Of("from", r => r.From.Value), Of("to", r => r.To.Value),
        Of("at", r => Text(r.At)), Of("state", r => r.State.ToString()), Of("outcome", r => r.Outcome.ToString()),
        .. OverrideTests.All.Select(test => Of(test.ToString(), r => r.Tests.Single(t => t.Test == test).State.ToString())),
        Of("urgent", r => Text(r.Urgent)), Of("late", r => Text(r.Late)), Of("refusedThenShared", r => Text(r.RefusedThenShared)),
        Of("jurisdiction", r => r.Jurisdiction?.ToString()), Of("rules", r => r.Rules), Of("purpose", r => r.Purpose?.ToString()),
        Of("route", r => r.Route?.ToString()), Of("permission", r => r.Permission?.ToString()), Of("openness", r => r.Openness.ToString()),
        Of("proposedBy", r => r.ProposedBy?.Value), Of("authorisedBy", r => r.AuthorisedBy?.Value), Of("authorisedAt", r => Text(r.AuthorisedAt)),
        Of("decideBy", r => Text(r.DecideBy)), Of("afterwards", r => r.Afterwards?.ToString()),
        Of("disclosedAt", r => Text(r.DisclosedAt)), Of("receivedAt", r => Text(r.ReceivedAt)),
        Of("review", r => r.Review?.ToString()), Of("finding", r => r.Finding?.ToString()), Of("protocols", r => Text(r.Protocols)),
    ];

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantConverter.Form, CultureInfo.InvariantCulture);

    private static (string, Func<ExportLine, string?>) Of(string code, Func<OverrideRow, string?> cell) => (code, l => cell(OverrideRegister.Of(l.Row, l.At)));

    private static string? Text(DateTimeOffset? instant) => instant is { } known ? Text(known) : null;

    private static string? Text(bool? answer) => answer switch { true => "true", false => "false", null => null };

    /// <summary>Name and version of each; a hyphen where none was in force, and nothing where none was looked for.</summary>
    private static string? Text(IReadOnlyList<CitedProtocol>? protocols) => protocols switch
    {
        null => null,
        [] => "-",
        _ => string.Join("; ", protocols.Select(p => $"{p.Name} {p.Version}")),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
