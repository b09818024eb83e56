using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Safeguard.Host.Demonstration;

/// <summary>What there is to see once the demonstration is recorded.</summary>
public sealed partial class WhereToLook(IServer server, ILogger<WhereToLook> log)
{
    /// <param name="whole">False while the story is not told to its end: then only its first part is there to be seen.</param>
    public void Say(bool whole)
    {
        var at = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        LogLook(log, "Somerset's audit of 2010, as analyst", $"{at}/reports/caseload-audit?from=2010-09-16&to=2010-09-23");
        if (!whole) return;
        var family = $"{at}/families/{BedfordshireCase.Family}";
        LogLook(log, $"The family {BedfordshireCase.Reference} of Bedfordshire, as p2r-worker or luton-social-worker", $"{family}/risk");
        LogLook(log, "What Luton knew on Friday evening, before it had read it, as luton-social-worker", $"{family}/risk?asOf=2026-11-06T18:00:00Z");
        LogLook(log, "Every share and override, as ig-officer or partnership-ig-officer", $"{at}/shares");
        LogLook(log, "The same family under a review of the case, as case-reviewer", $"{family}/risk");
        LogLook(log, "The same case told as requests", "docs/bedfordshire-case.http");
    }

    [LoggerMessage(2305, LogLevel.Information, "{What}: {Address}")]
    private static partial void LogLook(ILogger logger, string what, string address);
}
