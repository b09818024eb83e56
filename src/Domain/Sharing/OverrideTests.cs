using System.Collections.Immutable;
using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Sharing;

/// <summary>The tests that make an override record complete (domain §3.3), by their known numbers.</summary>
public enum OverrideTest
{
    /// <summary>Person</summary>
    J1,
    /// <summary>Items</summary>
    J2,
    /// <summary>Concern</summary>
    J3,
    /// <summary>Threshold</summary>
    J4,
    /// <summary>Permission state</summary>
    J5,
    /// <summary>Child</summary>
    J6,
    /// <summary>Purpose</summary>
    J7,
    /// <summary>Necessity</summary>
    J8,
    /// <summary>Proportionality</summary>
    J9,
    /// <summary>Special data</summary>
    J10,
    /// <summary>Recipient</summary>
    J11,
    /// <summary>Data-protection basis</summary>
    J12,
    /// <summary>Confidence basis</summary>
    J13,
    /// <summary>Statute</summary>
    J14,
    /// <summary>Openness</summary>
    J15,
    /// <summary>Safety of others</summary>
    J16,
    /// <summary>Accuracy</summary>
    J17,
    /// <summary>Advice</summary>
    J18,
    /// <summary>Authority</summary>
    J19,
    /// <summary>Trace</summary>
    J20,
}

/// <summary>
/// What counts as an answer to each test. It looks at what is there and never at the words, so that it reads sealed
/// and erased records alike: an answer that was erased was given. How long the words must be is judged on deciding.
/// </summary>
public static class OverrideTests
{
    /// <summary>Without these an override is refused; the others may come later (domain §2.6).</summary>
    public static ImmutableArray<OverrideTest> RequiredAtOnce { get; } =
    [
        OverrideTest.J1, OverrideTest.J2, OverrideTest.J3, OverrideTest.J4, OverrideTest.J5,
        OverrideTest.J7, OverrideTest.J8, OverrideTest.J9, OverrideTest.J11, OverrideTest.J15,
    ];

    /// <summary>What is left of them where it cannot wait: whom, what, why, by which threshold, and to whom.</summary>
    public static ImmutableArray<OverrideTest> RequiredWhenUrgent { get; } =
        [OverrideTest.J1, OverrideTest.J2, OverrideTest.J3, OverrideTest.J4, OverrideTest.J11];

    public static ImmutableArray<OverrideTest> RequiredOn(AuthorityPath path) => path == AuthorityPath.Urgent ? RequiredWhenUrgent : RequiredAtOnce;

    public static ImmutableArray<OverrideTest> All { get; } = [.. Enum.GetValues<OverrideTest>()];

    /// <summary>The tests that an entry answers. J19 and J20 are never among them: acts answer those.</summary>
    public static ImmutableArray<OverrideTest> AnsweredIn(OverrideAnswers e) => [.. All.Where(test => IsAnswered(test, e))];

    /// <summary>The tests that a command speaks of, whole or not.</summary>
    public static IEnumerable<OverrideTest> Given(OverrideAnswersCommand c) => All.Where(test => test switch
    {
        OverrideTest.J1 => c.Persons is not null,
        OverrideTest.J2 => c.Items is not null,
        OverrideTest.J3 => c.Concern is not null,
        OverrideTest.J4 => c.Threshold is not null,
        OverrideTest.J5 => c.Permission is not null,
        OverrideTest.J6 => c.Children is not null,
        OverrideTest.J7 => c.Purpose is not null,
        OverrideTest.J8 => c.Necessity is not null,
        OverrideTest.J9 => c.Proportionality is not null,
        OverrideTest.J10 => c.SpecialData is not null,
        OverrideTest.J11 => c.Recipient is not null,
        OverrideTest.J12 => c.DataProtection is not null,
        OverrideTest.J13 => c.Confidence is not null,
        OverrideTest.J14 => c.Statute is not null,
        OverrideTest.J15 => c.Openness is not null,
        OverrideTest.J16 => c.SafetyOfOthers is not null,
        OverrideTest.J17 => c.Accuracy is not null,
        OverrideTest.J18 => c.Advice is not null,
        OverrideTest.J19 => c.Authority is not null,
        _ => c.Trace is not null,
    });

    /// <summary>What an entry says to a test, whatever its shape; null where it says nothing, and for J19 and J20, which acts answer.</summary>
    public static object? AnswerOf(OverrideAnswers e, OverrideTest test) => test switch
    {
        OverrideTest.J1 => e.Persons,
        OverrideTest.J2 => e.Items,
        OverrideTest.J3 => e.Concern,
        OverrideTest.J4 => e.Threshold,
        OverrideTest.J5 => e.Permission,
        OverrideTest.J6 => e.Children,
        OverrideTest.J7 => e.Purpose,
        OverrideTest.J8 => e.Necessity,
        OverrideTest.J9 => e.Proportionality,
        OverrideTest.J10 => e.SpecialData,
        OverrideTest.J11 => e.Recipient,
        OverrideTest.J12 => e.DataProtection,
        OverrideTest.J13 => e.Confidence,
        OverrideTest.J14 => e.Statute,
        OverrideTest.J15 => e.Openness,
        OverrideTest.J16 => e.SafetyOfOthers,
        OverrideTest.J17 => e.Accuracy,
        OverrideTest.J18 => e.Advice,
        _ => null,
    };

    private static bool IsAnswered(OverrideTest test, OverrideAnswers e) => test switch
    {
        OverrideTest.J1 => e.Persons is { Count: > 0 },
        OverrideTest.J2 => e.Items is { Count: > 0 },
        OverrideTest.J3 => e.Concern is { Count: > 0 },
        // A duty that nobody named is no threshold; a court's order is named by its reference.
        OverrideTest.J4 => e.Threshold is not null && (e.Threshold != OverrideThreshold.StatutoryDuty || e.Statute?.Duty is not null
            || (e.Confidence == ConfidenceBasis.CourtOrder && e.Statute?.Reference is not null)),
        OverrideTest.J5 => e.Permission is { } p && (p.State != PermissionState.NotSought || p.NotSought is not null),
        OverrideTest.J6 => e.Children is { Count: > 0 } children && children.All(c => c.Wishes is not null || c.WhyNotKnown is not null),
        OverrideTest.J7 => e.Purpose is not null,
        OverrideTest.J8 => e.Necessity is { OptionsConsidered.Count: > 0 },
        OverrideTest.J9 => e.Proportionality is { HarmIfShared: not null, HarmIfNotShared: not null, Conclusion: not null },
        // With no special item there is nothing to give a line to.
        OverrideTest.J10 => e.Items is { Count: > 0 } items && items.Where(i => IsSpecial(i.Category)).All(i => HasLine(e, i)),
        OverrideTest.J11 => e.Recipient is not null,
        OverrideTest.J12 => e.DataProtection is { } basis && (!NeedsPolicy(basis.Condition) || basis.PolicyDocumentInForce == true),
        OverrideTest.J13 => e.Confidence is not null && IsShown(e),
        OverrideTest.J14 => e.Statute is not null && IsShown(e),
        OverrideTest.J15 => e.Openness is { Count: > 0 } openness && openness.All(d => IsDecided(d, e)) && Undecided(e).IsEmpty,
        OverrideTest.J16 => e.SafetyOfOthers is not null,
        OverrideTest.J17 => e.Accuracy is { CheckedCurrent: true, OldestItem: not null },
        OverrideTest.J18 => e.Advice is { } advice && (advice.Taken.Count > 0 || advice.WhyNone is not null),
        _ => false,
    };

    /// <summary>Health, sexual and criminal matters: each such item needs a line of its own (J10).</summary>
    public static bool IsSpecial(InformationCategory category) => category is
        InformationCategory.SubstanceUse or InformationCategory.Treatment or InformationCategory.MentalHealth
        or InformationCategory.PhysicalHealth or InformationCategory.SexualHealth or InformationCategory.Pregnancy
        or InformationCategory.ChildHealth or InformationCategory.Offending;

    private static bool HasLine(OverrideAnswers e, OverrideItem item) => e.SpecialData?.Any(l => l.Item == item.Number) == true;

    /// <summary>A court's order that is relied on is attached and verified (domain §3.1 route A): until then J13 is open, and J14, where both are said.</summary>
    private static bool IsShown(OverrideAnswers e) => e.Confidence != ConfidenceBasis.CourtOrder || e.Statute is { Reference: not null, Verified: true };

    private static bool NeedsPolicy(DpaCondition? condition) => condition is DpaCondition.Paragraph6 or DpaCondition.Paragraph18;

    /// <summary>Of whom the entry should say whether they are told (J15), and does not.</summary>
    public static ImmutableArray<PersonId> Undecided(OverrideAnswers e) =>
        [.. (e.ToDecideOn ?? []).Where(person => e.Openness?.Any(d => d.Person == person) != true)];

    /// <summary>What is put off needs its day; entries that do not say whom they had to decide on are from before a telling afterwards needed one.</summary>
    private static bool IsDecided(OpennessDecision d, OverrideAnswers e) => d.Choice switch
    {
        Openness.NotTold => d.Reason is not null && d.Text is not null && d.ReviewBy is not null,
        Openness.WillBeToldAfter => d.ReviewBy is not null || e.ToDecideOn is null,
        _ => true,
    };
}

public enum TestState
{
    Answered,
    Empty,
    /// <summary>J19 until it is authorised, J20 until it is sent and has come.</summary>
    Pending,
    /// <summary>J19 of an urgent share that nobody decided in time, J20 of one written down too late: what is late cannot become in time.</summary>
    Late,
}

public sealed record TestAnswer(OverrideTest Test, TestState State);

/// <summary>
/// How complete the record of an override is. Software says only complete or incomplete; whether it was justified is
/// a person's finding. Incomplete never stops a share that was authorised (design §5).
/// </summary>
public sealed record OverrideCompleteness(ImmutableArray<TestAnswer> Tests)
{
    public bool Complete => Tests.All(t => t.State == TestState.Answered);

    /// <param name="answered">What <see cref="OverrideTests.AnsweredIn"/> gave, with what was added later.</param>
    /// <param name="authorised">True once somebody other than the decider authorised the share: J19.</param>
    /// <param name="trace">J20, by <see cref="TraceOf"/>.</param>
    /// <param name="late">True when an urgent share was not decided by its due instant.</param>
    public static OverrideCompleteness Of(IReadOnlyCollection<OverrideTest> answered, bool authorised, TestState trace, bool late = false) =>
        new([.. OverrideTests.All.Select(test => new TestAnswer(test, test switch
        {
            OverrideTest.J19 => late ? TestState.Late : authorised ? TestState.Answered : TestState.Pending,
            OverrideTest.J20 => trace,
            _ => answered.Contains(test) ? TestState.Answered : TestState.Empty,
        }))]);

    /// <summary>
    /// J20: sent, written down within 24 hours, and received. What is told by word of mouth is received in the telling.
    /// Sending written down later than that stays late.
    /// </summary>
    /// <param name="sendings">All sendings of it; what failed to arrive is no sending here.</param>
    public static TestState TraceOf(ImmutableArray<Sending> sendings) => Trace([.. sendings.Standing()]);

    private static TestState Trace(List<Sending> sent) =>
        sent.Count == 0 ? TestState.Pending
        : sent.Any(s => s.RecordedAt - s.SentAt > EntryRules.LateAfter) ? TestState.Late
        : sent.TrueForAll(s => s.ReceivedAt is not null || s.Channel is DisclosureChannel.Phone or DisclosureChannel.InPerson or DisclosureChannel.Meeting) ? TestState.Answered
        : TestState.Pending;
}
