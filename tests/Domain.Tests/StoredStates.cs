using System.Text.Json;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Tests.Assessments;
using Safeguard.Domain.Tests.Households;
using Safeguard.Domain.Tests.Referrals;
using Safeguard.Support.Specs;

namespace Safeguard.Domain.Tests;

/// <summary>The inline family record is stored as JSON between commands, and holds ids, codes and dates only (design D5, D6).</summary>
public sealed class StoredStates
{
    private static readonly FamilyRecord Record = Family.Given(
        Invented.Household, SomeHousehold.WasVulnerable, SomeReferral.Concerned, SomeReferral.Called, SomeReferral.Written, SomeReferral.Acknowledged,
        SomeAssessment.Completed, SomeAssessment.AtTwo, SomeAssessment.Triggered, SomeAssessment.Revised, SomeAssessment.FromTwoToThree).Record;

    [Fact]
    public void Each_comes_back_as_it_was_stored()
    {
        ComesBack(Record.Household);
        ComesBack(Record.Referrals);
        ComesBack(Record.Assessments);
        ComesBack(Household.Empty);
        ComesBack(ReferralState.Empty);
        ComesBack(AssessmentState.Empty);
    }

    [Fact]
    public void None_holds_anything_that_was_sealed()
    {
        var stored = SpecJson.Of(Record.Household) + SpecJson.Of(Record.Referrals) + SpecJson.Of(Record.Assessments);
        Assert.DoesNotContain("\"value\"", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("invented", stored.Replace("\"Area\": \"Invented\"", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Treatment began", stored, StringComparison.Ordinal);
    }

    private static void ComesBack<T>(T state)
    {
        var stored = SpecJson.Of(state);
        Assert.Equal(stored, SpecJson.Of(JsonSerializer.Deserialize<T>(stored, SpecJson.Options)));
    }
}
