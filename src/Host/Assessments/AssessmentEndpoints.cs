using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Host.Families;
using Safeguard.Projections;

namespace Safeguard.Host.Assessments;

/// <summary>Assessments and what they found, and why they were done again (domain §2.4, §3.6).</summary>
internal static class AssessmentEndpoints
{
    public static void MapAssessments(this IEndpointRouteBuilder routes)
    {
        var assessments = routes.MapGroup("").WithTags("Assessments");
        assessments.MapFamilyCommand<CompleteAssessment>("assessments", AssessmentDecider.Decide,
            (command, request) => command with { Assessment = AssessmentId.From(request.Create()) }, RecordedThing.Assessment);
        assessments.MapFamilyCommand<Reassess>("reassessments", AssessmentDecider.Decide,
            (command, request) => command with { Assessment = AssessmentId.From(request.Create()) }, RecordedThing.Assessment);
    }
}
