using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Whether a condition that needs an appropriate policy document has one (J12; DPA 2018 Sch 1 paras 5 and 39). It is said and
/// never refused: the document may be in force and not on record here.
/// </summary>
internal static class PolicyRules
{
    public static Warning? Warn(RuleBook? rules, DpaCondition? condition, AgencyId agency, DateOnly on) =>
        rules is not null && condition is DpaCondition.Paragraph6 or DpaCondition.Paragraph18 && !rules!.HasPolicy(agency, on)
            ? new Warning("POLICY_DOCUMENT_NOT_ON_RECORD",
                "This condition needs an appropriate policy document of your agency in force that day, and none is on record.", "/dataProtection/condition")
            : null;
}
