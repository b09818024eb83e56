using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>What may honestly be said of two statements about an adult's use.</summary>
internal static class UseOrder
{
    /// <summary>
    /// Whether use is problematic: recorded as current, unless it is experimental or recreational and no consequence
    /// was recorded, which is for the assessor to call problematic (BED-4, SOM-2). A missing pattern counts as
    /// problematic, since a gap in the record must not hide a risk.
    /// </summary>
    public static bool IsProblematic(UseLine use) =>
        use.Status == SubstanceUseStatus.Current
        && (use.Pattern is not (UsePattern.Experimental or UsePattern.Recreational) || use.Consequences.Count > 0);

    /// <summary>
    /// Use on a day against an earlier day (BED-13). No use is less than any current use; experimental is less than
    /// recreational, and that less than binge, chaotic and dependent use, which have no order among themselves.
    /// “Same” needs somebody to have looked since: one old statement that covers both days is no evidence of it.
    /// </summary>
    public static (PatternChange Change, PatternUnknownBecause? Because) Compare(UseEntry then, UseEntry now, DateOnly earlier)
    {
        if (now.Origin.Event == then.Origin.Event && LondonTime.DateOf(now.Origin.LearnedAt) <= earlier)
            return (PatternChange.Unknown, PatternUnknownBecause.NotLookedAtSince);

        return (LevelOf(then), LevelOf(now)) switch
        {
            (Level.NotKnown, _) or (_, Level.NotKnown) => (PatternChange.Unknown, PatternUnknownBecause.NotKnown),
            (Level.None, Level.None) => (PatternChange.Same, null),
            (Level.None, _) => (PatternChange.Increased, null),
            (_, Level.None) => (PatternChange.Decreased, null),
            (Level.PatternNotKnown, _) or (_, Level.PatternNotKnown) => (PatternChange.Unknown, PatternUnknownBecause.NotKnown),
            var (before, after) when before < after => (PatternChange.Increased, null),
            var (before, after) when before > after => (PatternChange.Decreased, null),
            _ when then.Pattern == now.Pattern => (PatternChange.Same, null),
            _ => (PatternChange.Unknown, PatternUnknownBecause.NoOrder),
        };
    }

    private enum Level
    {
        NotKnown,
        None,
        /// <summary>Current, and nobody recorded how.</summary>
        PatternNotKnown,
        Experimental,
        Recreational,
        BingeChaoticOrDependent,
    }

    private static Level LevelOf(UseEntry use) => (use.Status, use.Pattern) switch
    {
        (SubstanceUseStatus.NotMisusing or SubstanceUseStatus.PastResolved, _) => Level.None,
        (SubstanceUseStatus.Current, UsePattern.Experimental) => Level.Experimental,
        (SubstanceUseStatus.Current, UsePattern.Recreational) => Level.Recreational,
        (SubstanceUseStatus.Current, UsePattern.Binge or UsePattern.Chaotic or UsePattern.Dependent) => Level.BingeChaoticOrDependent,
        (SubstanceUseStatus.Current, _) => Level.PatternNotKnown,
        _ => Level.NotKnown,
    };
}
