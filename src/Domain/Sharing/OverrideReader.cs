using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// Turns the answers of an override into its event, and gathers on the way all that is missing or not whole, so that
/// one refusal can list it. What contradicts the record is told after that, one at a time.
/// </summary>
internal sealed partial class OverrideReader(OverrideAnswersCommand command, FamilyRecord family, Share share)
{
    private readonly List<FieldProblem> _problems = [];
    private Refusal? _contradiction;
    private int _length;

    /// <summary>The decision, when all is there that must be at once.</summary>
    public Judged<OverrideDecided> Read(Envelope envelope)
    {
        var (decided, problems) = Gather(envelope);
        if (problems.Count > 0) return OverrideRefusals.Incomplete(problems);
        return Contradicted() is { } contradiction ? contradiction : decided;
    }

    /// <summary>What is answered so far, and all that is missing or not whole, in the order of the tests.</summary>
    public (OverrideDecided SoFar, IReadOnlyList<FieldProblem> Problems) Gather(Envelope envelope)
    {
        var decided = Answered(new OverrideDecided(share.Id) { Envelope = envelope }, Items()) with
        {
            ToDecideOn = ToDecideOn(),
            Authority = command.Authority is { } authority ? new AuthorityPlan(authority.Path) { Asked = authority.Asked } : null,
            Trace = command.Trace,
        };

        foreach (var test in OverrideTests.RequiredOn(command.Authority?.Path ?? AuthorityPath.BeforeSending).Except(OverrideTests.AnsweredIn(decided)))
            if (!_problems.Exists(p => p.Code == test.ToString())) _problems.Add(OverrideRefusals.Missing(test));
        ReadUrgency();
        return (decided, InOrder());
    }

    /// <summary>Why it cannot wait is said where it cannot, and nowhere else; it becomes an entry of its own.</summary>
    private void ReadUrgency()
    {
        if (command.Authority is not { } authority) return;
        if (authority.Path == AuthorityPath.Urgent && Text.IsShort(authority.Reason))
            _problems.Add(OverrideRefusals.TooShort(OverrideTest.J19, "/authority/reason", Text.ShortestReason));
        if (authority.Path != AuthorityPath.Urgent && authority.Reason is not null) Contradict(OverrideRefusals.NotUrgent);
        _length += authority.Reason?.Length ?? 0;
        Contradict(Text.Narrative("/authority/reason", authority.Reason));
    }

    /// <summary>Answers to tests that were open; each that is begun must be whole.</summary>
    public Judged<OverrideSupplemented> ReadSupplement(Envelope envelope)
    {
        // Which items there are is settled; the lines of J10 are read against them.
        var added = Answered(new OverrideSupplemented(share.Id) { Envelope = envelope }, command.SpecialData is null
            ? null
            : [.. share.Override!.Items.Select(n => share.Item(n)!).Select(i => new OverrideItem(i.Number, i.Category, i.Source))]) with
        {
            ToDecideOn = command.Openness is null ? null : ToDecideOn(),
        };

        foreach (var test in OverrideTests.Given(command).Except(OverrideTests.AnsweredIn(added)))
            if (!_problems.Exists(p => p.Code == test.ToString())) _problems.Add(OverrideRefusals.Missing(test));
        if (_problems.Count > 0) return OverrideRefusals.Incomplete(InOrder());
        return Contradicted() is { } contradiction ? contradiction : added;
    }

    /// <summary>An entry with every answer that the command gives, but for those that acts give (J19, J20).</summary>
    private T Answered<T>(T entry, IReadOnlyList<OverrideItem>? items) where T : OverrideAnswers => entry with
    {
        Persons = Persons(),
        Items = items,
        Concern = Concern(),
        Threshold = command.Threshold,
        Permission = Permission(),
        Children = Children(),
        Purpose = Purpose(),
        Necessity = Necessity(),
        Proportionality = Proportionality(),
        SpecialData = SpecialData(),
        Recipient = Recipient(),
        DataProtection = DataProtection(),
        Confidence = command.Confidence,
        Statute = Statute(),
        Openness = Openness(),
        SafetyOfOthers = SafetyOfOthers(),
        Accuracy = Accuracy(),
        Advice = Advice(),
    };

    private IReadOnlyList<FieldProblem> InOrder() => [.. _problems.OrderBy(p => Enum.Parse<OverrideTest>(p.Code))];

    private Refusal? Contradicted() => _length > Text.AnalysisLimit ? TextRefusals.TooLong("", Text.AnalysisLimit) : _contradiction;

    /// <summary>Words that a test needs; null, and a problem, where they are missing or too short.</summary>
    private Personal<string>? Words(OverrideTest test, string pointer, string? text, DataSubject? about = null, int least = 1)
    {
        if (Text.IsBlank(text)) return Missing<Personal<string>>(test, pointer);
        if (Text.IsShort(text, least))
        {
            _problems.Add(OverrideRefusals.TooShort(test, pointer, least));
            return null;
        }
        return Note(pointer, text, about);
    }

    /// <summary>Words that may be left out.</summary>
    private Personal<string>? Note(string pointer, string? text, DataSubject? about = null)
    {
        _length += text?.Length ?? 0;
        Contradict(Text.Narrative(pointer, text));
        return Personal.Text(about ?? command.Narrative, text);
    }

    private T? Missing<T>(OverrideTest test, string pointer) where T : class
    {
        _problems.Add(OverrideRefusals.Missing(test, pointer));
        return null;
    }

    /// <summary>True where the answer is there; otherwise a problem.</summary>
    private bool Has<T>(OverrideTest test, string pointer, T? value) where T : struct
    {
        if (value is null) _problems.Add(OverrideRefusals.Missing(test, pointer));
        return value is not null;
    }

    private void Contradict(Refusal? refusal) => _contradiction ??= refusal;

    private void MustBeKnown(string pointer, PersonId person) =>
        Contradict(family.Household.Knows(person) ? null : HouseholdRefusals.UnknownPerson(pointer));

    private void MustHaveCome(string pointer, DateOnly? day) => Contradict(day > Days.Today(command) ? HouseholdRefusals.DayInFuture(pointer) : null);

    /// <summary>Each answer of a list that is whole; null where no list was given.</summary>
    private static IReadOnlyList<TRead>? Each<TAnswer, TRead>(IReadOnlyList<TAnswer>? answers, Func<int, TAnswer, TRead?> read) where TRead : class =>
        answers is null ? null : [.. answers.Index().Select(a => read(a.Index, a.Item)).OfType<TRead>()];
}
