using System.Collections.Immutable;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>What is registered of the two agencies of a share; null for nothing.</summary>
public sealed record ShareParties(Agency? Sender, Agency? Recipient)
{
    public static ShareParties Unknown { get; } = new(null, null);

    /// <summary>What is registered of those who made arrangements with one of the two.</summary>
    public ImmutableArray<Agency> Principals { get; init; } = [];

    /// <summary>Those of whom <see cref="Principals"/> has to be asked.</summary>
    public IEnumerable<AgencyId> ContractedBy => new[] { Sender, Recipient }.OfType<Agency>().SelectMany(a => a.Duties).Select(d => d.ContractedBy).OfType<AgencyId>().Distinct();
}

/// <summary>What was said of a share that a route may rest on. Codes only, never words, so that sealed records are judged alike.</summary>
/// <param name="On">The decision's own date.</param>
public sealed record RouteFacts(Jurisdiction Jurisdiction, DateOnly On, ShareParties Parties)
{
    /// <summary>Which pack is in force on which day, as published by now; null where nothing was ever published.</summary>
    public RuleBook? Rules { get; init; }
    /// <summary>Whether a permission that counts covers it.</summary>
    public bool Permitted { get; init; }
    /// <summary>Whether it is a referral to a service that the family agreed to.</summary>
    public bool AgreedService { get; init; }
    /// <summary>Whether a health, criminal or sexual item is in it, as far as that is judged here; an override answers for its own in J12.</summary>
    public bool SpecialItems { get; init; }
    public OverrideThreshold? Threshold { get; init; }
    public NotSoughtReason? NotSought { get; init; }
    public ConfidenceBasis? Confidence { get; init; }
    public StatuteClaim? Statute { get; init; }

    /// <summary>What an override says.</summary>
    public static RouteFacts Of(OverrideDecided e, Jurisdiction jurisdiction, DateOnly on, ShareParties parties, RuleBook? rules) => new(jurisdiction, on, parties)
    {
        Rules = rules,
        Threshold = e.Threshold,
        NotSought = e.Permission?.NotSought,
        Confidence = e.Confidence,
        Statute = e.Statute,
    };

    internal RuleBook Book => Rules ?? new RuleBook(Jurisdiction);
}

/// <summary>One route, and what is missing for it; it fits when nothing is.</summary>
public sealed record RouteAnswer(RouteRule Rule, ImmutableArray<FieldProblem> Missing)
{
    public bool Fits => Missing.IsEmpty;
}

/// <summary>Which routes allow a share on its date. The first that fits is the one it goes by.</summary>
/// <param name="Named">The route that the named statute opens on that day, if it has force there and then.</param>
public sealed record RouteFinding(RulePack Pack, ShareRoute? Named, ImmutableArray<RouteAnswer> Answers)
{
    /// <summary>Null where none fits: it is not to be shared (route G).</summary>
    public RouteAnswer? First => Answers.FirstOrDefault(a => a.Fits);
}

/// <summary>
/// What each route asks for (domain §3.1). Pure: which routes there are on a day is the pack's to say, whether one fits is
/// said here, for a check and for the real command alike.
/// </summary>
public static class RouteTests
{
    /// <summary>What each route of the day's pack lacks, or that this release does not carry that pack.</summary>
    public static Judged<RouteFinding> Judge(RouteFacts facts)
    {
        var rules = facts.Book.RulesOn(facts.On);
        if (rules.Value is not { } pack) return rules.Refusal!;
        var named = RouteOf(facts, pack);
        return new RouteFinding(pack, named, [.. pack.Routes.Select(rule => new RouteAnswer(rule, [.. Missing(rule, facts, named)]))]);
    }

    /// <summary>
    /// The route by which a share goes, or the refusal. A contradiction comes before a gap: whoever cites a law that was not in
    /// force is told so, whatever else would carry the share.
    /// </summary>
    public static Judged<RouteRule> Rest(RouteFacts facts, DataProtectionBasis? basis)
    {
        var judged = Judge(facts);
        if (judged.Value is not { } finding) return judged.Refusal!;
        if (BasisRules.Refuse(facts, finding.Pack, basis) is { } contradiction) return contradiction;
        return finding.First is { } first ? first.Rule : BasisRefusals.NoRoute(Meant(finding, facts));
    }

    /// <summary>What contradicts the law of the day, whatever route it goes by; null for nothing.</summary>
    public static Refusal? Contradiction(RouteFacts facts, DataProtectionBasis? basis)
    {
        var rules = facts.Book.RulesOn(facts.On);
        return rules.Value is { } pack ? BasisRules.Refuse(facts, pack, basis) : rules.Refusal;
    }

    /// <summary>The route that the facts point at: the named statute's, crime's, else welfare need, which asks for a reason.</summary>
    private static RouteAnswer Meant(RouteFinding finding, RouteFacts facts)
    {
        var meant = finding.Named ?? (facts.Threshold is OverrideThreshold.SeriousCrime ? ShareRoute.E : ShareRoute.D);
        return finding.Answers.FirstOrDefault(a => a.Rule.Route == meant) ?? finding.Answers.Single(a => a.Rule.Route == ShareRoute.D);
    }

    private static IEnumerable<FieldProblem> Missing(RouteRule rule, RouteFacts facts, ShareRoute? named) => rule.Route switch
    {
        ShareRoute.A => Demand(facts, named),
        ShareRoute.B => DutyToShare(facts, named),
        ShareRoute.BW => DutyToReport(facts, named),
        ShareRoute.C => Unless(facts.Threshold is OverrideThreshold.SignificantHarmSuspected or OverrideThreshold.SeriousRiskToOther,
            "/threshold", "HARM_NOT_STATED", "No reasonable cause to suspect significant harm, or a serious risk to somebody else, is recorded."),
        ShareRoute.C2 => Unless(facts.Threshold is OverrideThreshold.LifeAtRisk,
            "/threshold", "LIFE_NOT_AT_RISK", "It is not recorded that somebody's life is at risk now."),
        ShareRoute.D => Welfare(rule, facts),
        ShareRoute.E => Crime(facts),
        ShareRoute.F => Unless(facts.AgreedService, "/consent", "NO_AGREEMENT", "It is no referral to a service that the family agreed to."),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static IEnumerable<FieldProblem> Demand(RouteFacts facts, ShareRoute? named)
    {
        if (facts.Confidence != ConfidenceBasis.CourtOrder && named != ShareRoute.A)
        {
            yield return new("/statute/duty", "NO_DEMAND", "Neither a court order nor a statute that lets the recipient demand it is named.");
            yield break;
        }

        if (StatuteOf(facts)?.Demand is { } demand)
        {
            foreach (var problem in Unless(demand.IsTheirs(facts.Parties.Recipient), "/recipient/agency", "NOT_THEIRS_TO_DEMAND", $"The statute lets {demand.Who} demand it, and the recipient is not registered as one."))
                yield return problem;
            foreach (var problem in Unless(demand.Binds(facts.Parties.Sender), "/statute/duty", "NOT_OWED", "The statute binds public authorities, and your agency is not registered as one."))
                yield return problem;
        }
        foreach (var problem in Referenced(facts)) yield return problem;
        foreach (var problem in Unless(facts.Statute?.Verified == true, "/statute/verified", "NOT_VERIFIED", "Nobody has checked that the order or request is what it says."))
            yield return problem;
    }

    private static IEnumerable<FieldProblem> DutyToShare(RouteFacts facts, ShareRoute? named)
    {
        if (named != ShareRoute.B)
        {
            yield return new("/statute/duty", "DUTY_NOT_NAMED", "The duty of Children Act 2004 s.16LA is not named.");
            yield break;
        }

        if (!InScope(facts.Parties.Sender, facts)) yield return new("/statute/duty", "SENDER_OUT_OF_SCOPE", "Your agency is not registered as standing in this duty on that day.");
        if (!InScope(facts.Parties.Recipient, facts)) yield return new("/recipient/agency", "RECIPIENT_OUT_OF_SCOPE", "The recipient is not registered as standing in this duty on that day.");
        if (facts.Statute!.Relevant != true) yield return new("/statute/relevant", "RELEVANCE_NOT_STATED", "It is not said that this is relevant to keeping the child safe or well.");
        if (facts.Statute.LimitedToFunction != true) yield return new("/statute/limitedToFunction", "EXTENT_NOT_STATED", "It is not said that it is only so much as may help the recipient's function.");
        if (facts.Statute.MoreDetrimentalToChild != false) yield return new("/statute/moreDetrimentalToChild", "DETRIMENT_NOT_EXCLUDED", "It is not said that sharing does the child no more harm than not sharing.");
    }

    private static IEnumerable<FieldProblem> DutyToReport(RouteFacts facts, ShareRoute? named)
    {
        if (named != ShareRoute.BW)
        {
            yield return new("/statute/duty", "DUTY_NOT_NAMED", "The duty of Social Services and Well-being (Wales) Act 2014 s.130 is not named.");
            yield break;
        }

        if (!InScope(facts.Parties.Sender, facts)) yield return new("/statute/duty", "SENDER_OUT_OF_SCOPE", "Your agency is not registered as a relevant partner on that day.");
        if (facts.Parties.Recipient?.Kind != AgencyKind.ChildrensSocialCare) yield return new("/recipient/agency", "NOT_THE_LOCAL_AUTHORITY", "The duty is to report to the local authority.");
        if (facts.Statute!.AtRiskOfHarm != true) yield return new("/statute/atRiskOfHarm", "HARM_NOT_STATED", "It is not said that the child is experiencing, or at risk of, abuse, neglect or other harm.");
        if (facts.Statute.NeedsCareAndSupport != true) yield return new("/statute/needsCareAndSupport", "NEED_NOT_STATED", "It is not said that the child has needs for care and support.");
    }

    private static IEnumerable<FieldProblem> Welfare(RouteRule rule, RouteFacts facts)
    {
        if (facts.Permitted) return [];
        if (facts.Threshold is not OverrideThreshold.PerceivedRiskOfHarm)
            return [new("/consent", "PERMISSION_OR_REASON_NEEDED", "There is no permission, and no perceived risk of harm is recorded.")];
        return Unless(rule.PerceivedRiskIsEnough || AskingRaisesRisk(facts.NotSought), "/permission/notSought", "ASKING_IS_SAFE",
            "On that day a perceived risk is reason enough only where asking for permission would itself raise the risk.");
    }

    private static IEnumerable<FieldProblem> Crime(RouteFacts facts)
    {
        if (facts.Threshold is not OverrideThreshold.SeriousCrime) return [new("/threshold", "CRIME_NOT_STATED", "No serious crime is stated.")];
        return
        [
            .. Unless(facts.Parties.Recipient?.Kind == AgencyKind.Police, "/recipient/agency", "NOT_THE_POLICE", "The recipient is not a police force."),
            .. Referenced(facts),
        ];
    }

    private static IEnumerable<FieldProblem> Referenced(RouteFacts facts) =>
        Unless(facts.Statute?.Reference is not null, "/statute/reference", "REFERENCE_MISSING", "The order or request has no reference.");

    private static IEnumerable<FieldProblem> Unless(bool met, string pointer, string code, string sentence) =>
        met ? [] : [new(pointer, code, sentence)];

    /// <summary>The route that the named statute opens on that day, if it has force there and then.</summary>
    private static ShareRoute? RouteOf(RouteFacts facts, RulePack pack) =>
        StatuteOf(facts) is { } rule && rule.InForce(pack, facts.On) ? rule.Route : null;

    private static StatuteRule? StatuteOf(RouteFacts facts) => facts.Statute?.Duty is { } duty ? StatuteRule.Find(duty, facts.Jurisdiction) : null;

    /// <summary>Whether a party of the share stands in the nation's duty on the day of the decision.</summary>
    internal static bool InScope(Agency? party, RouteFacts facts) => party?.StandsInDuty(facts.Jurisdiction, facts.On, facts.Parties.Principals) == true;

    private static bool AskingRaisesRisk(NotSoughtReason? reason) => reason is
        NotSoughtReason.RiskToChild or NotSoughtReason.RiskToOther or NotSoughtReason.PrejudiceToPrevention or NotSoughtReason.PrejudiceToDetection;
}
