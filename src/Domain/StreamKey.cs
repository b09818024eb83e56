namespace Safeguard.Domain;

/// <summary>
/// The name of a stream: a category, a hyphen and an id (<c>family-0198…</c>). The unit of consistency is the
/// stream (design D4): two decisions about one family can never both win.
/// </summary>
public readonly record struct StreamKey
{
    /// <summary>The category of the streams of reads.</summary>
    public const string Accesses = "access";

    private readonly string? _value;

    private StreamKey(string value) => _value = value;

    /// <summary>The whole name, as stored in <c>mt_events.stream_id</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>What stands before the first hyphen: <c>family</c>, <c>person</c>, <c>access</c>, <c>agency</c>, <c>rules</c>, <c>duplicates</c>, <c>review</c>, <c>import</c>, <c>log</c>.</summary>
    public string Category => Value[..Math.Max(0, Value.IndexOf('-', StringComparison.Ordinal))];

    /// <summary>What stands after the first hyphen.</summary>
    public string Id => Value[(Value.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public static StreamKey Family(FamilyId id) => new($"family-{id}");

    public static StreamKey Person(PersonId id) => new($"person-{id}");

    public static StreamKey Agency(AgencyId id) => new($"agency-{id}");

    /// <summary>Reads of one family's record, apart from the record so that they never bump its version (D8).</summary>
    public static StreamKey AccessTo(FamilyId id) => new($"access-{id}");

    /// <summary>Lists, searches, registers and refused tries, by the reader's agency (D8).</summary>
    public static StreamKey AccessBy(AgencyId id) => new($"access-{id}");

    /// <summary>Which other records may be about the same child, apart from the record so that its readers learn nothing of it.</summary>
    public static StreamKey Duplicates(FamilyId id) => new($"duplicates-{id}");

    /// <summary>Which documents are in force in one nation: agreements, policies, protocols, rule packs.</summary>
    public static StreamKey Rules(Jurisdiction nation) => new(nation switch
    {
        Jurisdiction.England => "rules-england",
        Jurisdiction.Wales => "rules-wales",
        _ => throw new ArgumentOutOfRangeException(nameof(nation)),
    });

    /// <summary>A review of a serious case: its scope, its notes, its end, beside the records that it looks at.</summary>
    public static StreamKey Review(CaseReviewId id) => new($"review-{id}");

    /// <summary>What agencies handed in to one review, beside its own stream: a chronology has hundreds of rows.</summary>
    public static StreamKey ImportsOf(CaseReviewId id) => new($"import-{id}");

    /// <summary>What happened to the log itself: its opening, its signing keys, a restore (D3).</summary>
    public static StreamKey Log(Guid origin) => new($"log-{origin}");

    /// <summary>Names a stream that is already stored.</summary>
    public static StreamKey Stored(string value) => new(value);

    public override string ToString() => Value;
}
