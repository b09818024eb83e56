namespace Safeguard.EventStore.Ledger;

/// <summary>Which rule of the canonical form was broken (design: "Canonical form"; RFC 8785; RFC 7493).</summary>
public enum CanonicalRule
{
    /// <summary>Not one well-formed JSON value (RFC 8259): syntax, a comment, a byte order mark, something after it.</summary>
    NotJson,

    /// <summary>More than 64 objects and arrays inside one another.</summary>
    TooDeep,

    /// <summary>A number with a fraction or an exponent, or -0. Such a value belongs in a string.</summary>
    NumberNotPlain,

    /// <summary>A whole number beyond ±(2^53−1), which a double cannot keep. Such a value belongs in a string.</summary>
    NumberOutOfRange,

    /// <summary>The same name twice in one object.</summary>
    DuplicateName,

    /// <summary>U+0000, which PostgreSQL cannot store.</summary>
    Nul,

    /// <summary>A surrogate without its other half: not text.</summary>
    LoneSurrogate,

    /// <summary>Bytes that are not UTF-8.</summary>
    NotUtf8,

    /// <summary>Data or headers of an event that are not a JSON object.</summary>
    NotAnObject,
}

/// <summary>
/// A value that has no canonical form here, and so can be neither stored nor hashed. Says where and which rule,
/// never what stood there: the content may be personal data, and messages reach logs.
/// </summary>
public sealed class NotCanonicalException : Exception
{
    /// <summary>Names the place and the rule.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901) to the value; empty for the whole document.</param>
    /// <param name="rule">The rule that was broken.</param>
    public NotCanonicalException(string pointer, CanonicalRule rule)
        : base($"At \"{pointer}\": {Sentence(rule)}")
    {
        Pointer = pointer;
        Rule = rule;
    }

    /// <summary>JSON pointer (RFC 6901) to the value; empty for the whole document.</summary>
    public string Pointer { get; }

    /// <summary>The rule that was broken.</summary>
    public CanonicalRule Rule { get; }

    private static string Sentence(CanonicalRule rule) => rule switch
    {
        CanonicalRule.NotJson => "this is not one well-formed JSON value.",
        CanonicalRule.TooDeep => "objects and arrays are nested more than 64 deep.",
        CanonicalRule.NumberNotPlain => "a number must be whole and plainly written; send anything else as a string.",
        CanonicalRule.NumberOutOfRange => "a number must lie within ±(2^53−1); send a larger one as a string.",
        CanonicalRule.DuplicateName => "the same name stands twice in one object.",
        CanonicalRule.Nul => "text must not contain U+0000.",
        CanonicalRule.LoneSurrogate => "text must not contain half a surrogate pair.",
        CanonicalRule.NotUtf8 => "text must be UTF-8.",
        CanonicalRule.NotAnObject => "this must be a JSON object.",
        _ => "this has no canonical form.",
    };
}
