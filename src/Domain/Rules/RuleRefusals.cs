namespace Safeguard.Domain.Rules;

/// <summary>What stands in the way of judging by the rules of a day.</summary>
public static class RuleRefusals
{
    /// <summary>To judge by other rules under the same name would be worse than not to judge.</summary>
    public static Refusal NotHeld(string pack) => Refusal.Unavailable("RULES_NOT_HELD",
        $"{pack} was published as in force on the day of the decision, and this release carries other rules under that name, or none. Nothing was written.",
        "design D9", "Tell whoever runs the service: it needs the release that carries these rules. Then send it again.");
}
