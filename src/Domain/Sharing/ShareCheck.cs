using System.Collections.Immutable;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

/// <summary>Asks what would become of a share: the bodies of the two commands, as they would be sent. It records nothing.</summary>
public sealed record CheckShare : FamilyCommand
{
    public required ProposeShare Share { get; init; }

    /// <summary>The answers J1 to J20, as far as they are there; left out, all of them are still to be given.</summary>
    public DecideOverride? Override { get; init; }

    /// <summary>The reading of this record that the form rests on: a header of its answer named it.</summary>
    public EventId? Read { get; init; }
}

/// <summary>One of the twenty tests, and what is missing or not whole in its answer.</summary>
public sealed record TestCheck(OverrideTest Test, TestState State, bool NeededAtOnce, ImmutableArray<FieldProblem> Problems);

/// <summary>When somebody is to be told of the share (domain §3.2).</summary>
public enum TellWhen
{
    /// <summary>The rule, where nothing else was decided (P1).</summary>
    Before,
    After,
    /// <summary>It was decided not to tell them yet; the day says when that is looked at again (P3).</summary>
    NotYet,
    /// <summary>A child: asked before the parents are told, where competent (P6).</summary>
    AskFirst,
}

/// <param name="ResponsibleFor">The children for whom this adult holds parental responsibility; each holder is decided on apart (P5).</param>
/// <param name="MustBeDecided">True where J15 is not answered without a word on this person: each holder, and a child judged able to decide (P6).</param>
public sealed record ToTell(PersonId Person, TellWhen When, ImmutableArray<PersonId> ResponsibleFor, bool MustBeDecided)
{
    /// <summary>The last day for looking again at not telling them, or for telling them afterwards; null where neither was decided.</summary>
    public DateOnly? ReviewBy { get; init; }
}

/// <summary>What would become of a share, and what it still lacks.</summary>
/// <param name="On">The decision's own date.</param>
/// <param name="Route">The route that it would go by; null where none fits.</param>
/// <param name="Routes">Every route of that day's pack, in the order in which they are tried, each with what it lacks.</param>
public sealed record ShareCheck(DateOnly On, RulePack Pack, RouteRule? Route, ImmutableArray<RouteAnswer> Routes)
{
    /// <summary>The publication by which the pack is in force; null where the release brings it.</summary>
    public DocumentId? Publication { get; init; }

    /// <summary>The protocols in force between the two agencies, which the decision would cite.</summary>
    public ImmutableArray<CitedProtocol> Protocols { get; init; } = [];

    /// <summary>What the proposal would be refused for; null when it would be recorded.</summary>
    public Refusal? ProposalRefused { get; init; }

    /// <summary>What the override would be refused for; null when it would be recorded, or when none is needed.</summary>
    public Refusal? OverrideRefused { get; init; }

    /// <summary>True when every command that the share takes would be recorded as it stands.</summary>
    public bool WouldBeRecorded => ProposalRefused is null && OverrideRefused is null;

    /// <summary>The twenty tests; empty for a share under a permission.</summary>
    public ImmutableArray<TestCheck> Tests { get; init; } = [];

    public ImmutableArray<ToTell> Tell { get; init; } = [];

    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

public static partial class SharingDecider
{
    /// <summary>
    /// What the two commands would answer, found by deciding them: a check can say nothing that the commands do not do. It is
    /// refused itself where this release does not carry the rules of that day: then there is nothing to say.
    /// </summary>
    public static Judged<ShareCheck> Check(FamilyRecord family, CheckShare command)
    {
        var proposal = command.Share with
        {
            Family = command.Family, By = command.By, Now = command.Now, Rules = command.Rules, Entry = command.Share.Entry ?? command.Entry,
        };
        var decided = Decide(family, proposal);
        var judged = proposal.Consent is null
            ? CheckOverride(family, command, proposal, RefusalOf(decided))
            : CheckPermission(family, proposal, decided);
        if (judged.Value is not { } check) return judged;
        var condition = (proposal.Consent is null ? command.Override?.DataProtection : proposal.DataProtection)?.Condition;
        return PolicyRules.Warn(command.Rules, condition, command.By.Agency, check.On) is { } warning ? check with { Warnings = [.. check.Warnings, warning] } : check;
    }

    private static Judged<ShareCheck> CheckPermission(FamilyRecord family, ProposeShare proposal, Decision decided)
    {
        var judged = CheckOf(family, PermissionFacts(family, proposal, counts: decided is Decision.Accepted), proposal, null);
        return judged.Value is { } check ? check with { ProposalRefused = RefusalOf(decided), Warnings = WarningsOf(decided) } : judged;
    }

    private static Judged<ShareCheck> CheckOverride(FamilyRecord family, CheckShare command, ProposeShare proposal, Refusal? refused)
    {
        // As if it had been proposed: the share is all that the answers are held against.
        var share = Share.Proposed(proposal);
        var answers = (command.Override ?? new DecideOverride()) with
        {
            Family = command.Family, By = command.By, Now = command.Now, Share = proposal.Share, Parties = proposal.Parties, Rules = command.Rules,
            KnownEntries = proposal.KnownEntries, Births = proposal.Births, Entry = command.Override?.Entry ?? command.Entry,
        };
        var after = family with { Sharing = family.Sharing with { Shares = family.Sharing.Shares.Add(share) } };
        var decided = Decide(after, answers);
        var (soFar, problems) = new OverrideReader(answers, after, share).Gather(Envelope.JustNow(command.Now));
        var judged = CheckOf(family, FactsOf(family, answers, soFar), proposal, soFar.Openness);
        return judged.Value is not { } check ? judged : check with
        {
            ProposalRefused = refused,
            OverrideRefused = RefusalOf(decided),
            Tests =
            [
                .. OverrideCompleteness.Of(OverrideTests.AnsweredIn(soFar), authorised: false, TestState.Pending).Tests.Select(t => new TestCheck(
                    t.Test, t.State, OverrideTests.RequiredOn(answers.Authority?.Path ?? AuthorityPath.BeforeSending).Contains(t.Test),
                    ProblemsOf(t, problems))),
            ],
            Warnings = WarningsOf(decided),
        };
    }

    private static ImmutableArray<FieldProblem> ProblemsOf(TestAnswer test, IReadOnlyList<FieldProblem> problems)
    {
        ImmutableArray<FieldProblem> named = [.. problems.Where(p => p.Code == test.Test.ToString())];
        return named.IsEmpty && test.State == TestState.Empty ? [OverrideRefusals.Missing(test.Test)] : named;
    }

    private static Judged<ShareCheck> CheckOf(FamilyRecord family, RouteFacts facts, ProposeShare proposal, IReadOnlyList<OpennessDecision>? openness)
    {
        var judged = RouteTests.Judge(facts);
        return judged.Value is not { } finding ? judged.Refusal! : new ShareCheck(facts.On, finding.Pack, finding.First?.Rule, finding.Answers)
        {
            Publication = PublicationOf(facts),
            Protocols = ProtocolsOf(facts, proposal.By.Agency, proposal.Recipient.Agency),
            Tell = ToTell(family, proposal, facts.On, openness ?? []),
        };
    }

    /// <summary>Who is told by the rules; what was decided about somebody takes their place.</summary>
    private static ImmutableArray<ToTell> ToTell(FamilyRecord family, ProposeShare proposal, DateOnly on, IReadOnlyList<OpennessDecision> decided) =>
    [
        .. OpennessRules.WhoIsTold(family, proposal.Births, proposal.By.Agency, Share.Proposed(proposal), on).Select(told => decided.FirstOrDefault(d => d.Person == told.Person) switch
        {
            null => told,
            { Choice: Openness.ToldBefore } => told with { When = TellWhen.Before },
            { Choice: Openness.WillBeToldAfter } after => told with { When = TellWhen.After, ReviewBy = after.ReviewBy },
            var not => told with { When = TellWhen.NotYet, ReviewBy = not.ReviewBy },
        }),
    ];

    private static Refusal? RefusalOf(Decision decision) => (decision as Decision.Refused)?.Refusal;

    private static IReadOnlyList<Warning> WarningsOf(Decision decision) => (decision as Decision.Accepted)?.Warnings ?? [];
}
