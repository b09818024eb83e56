using Safeguard.Host.Access;
using Safeguard.Host.Administration;
using Safeguard.Host.Agencies;
using Safeguard.Host.Assessments;
using Safeguard.Host.CaseReviews;
using Safeguard.Host.Bundles;
using Safeguard.Host.Consent;
using Safeguard.Host.Documents;
using Safeguard.Host.Duplicates;
using Safeguard.Host.Families;
using Safeguard.Host.Health;
using Safeguard.Host.Identity;
using Safeguard.Host.Log;
using Safeguard.Host.Referrals;
using Safeguard.Host.Auditing;
using Safeguard.Host.Replay;
using Safeguard.Host.Reports;
using Safeguard.Host.Rules;
using Safeguard.Host.Sharing;

namespace Safeguard.Host.Composition;

/// <summary>The list of capabilities. Everything needs a token but what says that it does not.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapDevelopment();

        var api = app.MapGroup("").RequireAuthorization();
        api.MapAgencies();
        api.MapRules();
        api.MapOpening();
        api.MapFamilies();
        api.MapSearch();
        api.MapHousehold();
        api.MapRisk();
        api.MapConsents();
        api.MapSharing();
        api.MapReferrals();
        api.MapAssessments();
        api.MapDocuments();
        api.MapRegisters();
        api.MapReviews();
        api.MapWorklist();
        api.MapDuplicates();
        api.MapCaseReviews();
        api.MapChronologies();
        api.MapReports();
        api.MapLog();
        api.MapReplay();
        api.MapBundles();
        api.MapProjections();
        api.MapRestrictions();
        api.MapRestrictionList();
        api.MapStaff();
        api.MapBreakGlass();
        api.MapAccessLog();
        api.MapAuditTrail();
    }
}
