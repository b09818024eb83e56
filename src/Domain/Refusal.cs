namespace Safeguard.Domain;

/// <summary>Why a command was refused, as a class of reasons. The edge gives each its HTTP status (design D10).</summary>
public enum RefusalKind
{
    /// <summary>What was said cannot be right, whatever the record holds (422).</summary>
    Content,
    /// <summary>What was said does not fit the state of the record (409).</summary>
    State,
    /// <summary>The caller sees the record but may not do this (403).</summary>
    NotAllowed,
    /// <summary>There is no such thing that the caller may see (404).</summary>
    NotFound,
    /// <summary>
    /// Nobody did anything wrong: this release lacks what deciding takes, and readiness says so (503). The same command is
    /// decided once a release that has it answers.
    /// </summary>
    Unavailable,
}

/// <summary>One more place in the same command that needs mending.</summary>
public sealed record FieldProblem(string Pointer, string Code, string Sentence);

/// <summary>
/// A business “no”, as a value: a stable code, one plain sentence, the JSON pointer of the field, the rule it rests
/// on and what to do next. It names no fact that the caller may not see (design §5).
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Sentence, string? Pointer, string? Rule, string WhatToDo)
{
    /// <summary>All fields at fault, where there are several; otherwise empty.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>Other records that the refusal is about; the caller may open them, and the edge links them.</summary>
    public IReadOnlyList<FamilyId> Records { get; init; } = [];

    public static Refusal Content(string code, string sentence, string? pointer, string? rule, string whatToDo) =>
        new(RefusalKind.Content, code, sentence, pointer, rule, whatToDo);

    public static Refusal State(string code, string sentence, string? pointer, string? rule, string whatToDo) =>
        new(RefusalKind.State, code, sentence, pointer, rule, whatToDo);

    public static Refusal NotAllowed(string code, string sentence, string? rule, string whatToDo) =>
        new(RefusalKind.NotAllowed, code, sentence, null, rule, whatToDo);

    public static Refusal NotFound(string code, string sentence, string? pointer, string whatToDo) =>
        new(RefusalKind.NotFound, code, sentence, pointer, null, whatToDo);

    public static Refusal Unavailable(string code, string sentence, string? rule, string whatToDo) =>
        new(RefusalKind.Unavailable, code, sentence, null, rule, whatToDo);
}

/// <summary>Either a value that passed its rules, or the refusal.</summary>
public readonly record struct Judged<T> where T : class
{
    private Judged(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Judged<T>(T value) => new(value, null);

    public static implicit operator Judged<T>(Refusal refusal) => new(null, refusal);

    /// <summary>Goes on with the value, or ends in the refusal.</summary>
    public Decision Then(Func<T, Decision> next) => Value is { } value ? next(value) : Refusal!;
}
