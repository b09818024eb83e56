using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.CaseReviews;

namespace Safeguard.Architecture.Tests.Events;

/// <summary>Writes <c>docs/EVENTS.md</c>: every event type, its stream, its members, and which commands record it.</summary>
internal sealed partial class EventList
{
    private static readonly (Type Kind, string Stream, string Title)[] s_streams =
    [
        (typeof(LogEvent), "log-{origin}", "The log itself"),
        (typeof(AgencyEvent), "agency-{agency}", "Agencies"),
        (typeof(StaffEvent), "agency-{agency}", "People of agencies"),
        (typeof(DocumentEvent), "rules-{jurisdiction}", "Documents in force"),
        (typeof(PersonEvent), "person-{id}", "Persons"),
        (typeof(FamilyEvent), "family-{id}", "Family records"),
        (typeof(EvidenceEvent), "family-{id}, person-{id}, access-{family}, review-{id}", "Evidence"),
        (typeof(CaseReviewEvent), "review-{id}", "Reviews of serious cases"),
        (typeof(ImportEvent), "import-{review}", "Chronologies handed in to a review"),
        (typeof(DuplicateEvent), "duplicates-{family}", "Possible duplicates"),
        (typeof(AccessEvent), "access-{family} or access-{agency}", "Reads, and refused tries"),
    ];

    private readonly SourceComments _comments = new();
    private readonly ILookup<Type, Type> _commands = WrittenBy.Commands();
    private readonly StringBuilder _text = new();
    private readonly SortedDictionary<string, Type> _parts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Type> _codes = new(StringComparer.Ordinal);

    public static string Write() => new EventList().WriteAll();

    private string WriteAll()
    {
        Line("# Events");
        Line();
        Line("Made from the code by `tests/Architecture.Tests/Events`; not written by hand. After a change, run");
        Line("`SAFEGUARD_UPDATE_SNAPSHOTS=1 dotnet test tests/Architecture.Tests` once and commit the difference.");
        Line();
        Line("Types grow by addition: a member may be added, never removed, renamed or given another meaning. The alias is");
        Line("what `mt_events.type` holds; a reader on Marten finds a type by it. A member marked **sealed** is stored as");
        Line("`{subject, of, key, commitment, sealed}`, or `{subject, erased}` once its key is gone. A member marked `?` is left");
        Line("out where there is nothing to say. Every event also carries `envelope`. “Serves” names the requirement or rule");
        Line("that the code's own comment cites.");
        WriteOverview();
        foreach (var (kind, stream, title) in s_streams) WriteStream(kind, stream, title);

        Line();
        Line("## The envelope of every event");
        WriteShape(typeof(Envelope));
        WriteParts();
        WriteCodes();
        return _text.ToString();
    }

    private static IEnumerable<(string Alias, Type Type)> Of(Type kind) =>
        EventTypes.Aliases.Select(a => (a, EventTypes.TypeOf(a)!)).Where(e => e.Item2.IsSubclassOf(kind));

    private void WriteOverview()
    {
        Line();
        Line("| Alias | Stream | CLR type | Sealed | Recorded by | Serves |");
        Line("|---|---|---|---|---|---|");
        foreach (var (kind, stream, _) in s_streams)
            foreach (var (alias, type) in Of(kind))
                Line($"| [`{alias}`](#{alias}) | `{stream}` | `{type.Name}` | {SealedIn(type)} | {RecordedBy(type)} | {Serves(type)} |");

        var without = EventTypes.Aliases.Where(a => s_streams.All(s => !EventTypes.TypeOf(a)!.IsSubclassOf(s.Kind)));
        if (without.FirstOrDefault() is { } lost) throw new InvalidOperationException($"Nothing says which stream {lost} goes to.");
    }

    private void WriteStream(Type kind, string stream, string title)
    {
        Line();
        Line($"## {title}: `{stream}`");
        Line();
        Line(_comments.Of(kind));
        foreach (var (alias, type) in Of(kind))
        {
            Line();
            Line($"### {alias}");
            Line();
            Line($"{_comments.Of(type)} Recorded by {RecordedBy(type)}.");
            WriteShape(type);
        }
    }

    private void WriteParts()
    {
        Line();
        Line("## Parts");
        // Parts hold parts: the list grows while it is written.
        var written = new HashSet<string>();
        while (_parts.Keys.FirstOrDefault(p => !written.Contains(p)) is { } next)
        {
            written.Add(next);
            Line();
            Line($"### {next}");
            if (_comments.Of(_parts[next]) is { Length: > 0 } said)
            {
                Line();
                Line(said);
            }

            WriteShape(_parts[next]);
        }
    }

    private void WriteCodes()
    {
        Line();
        Line("## Codes");
        Line();
        Line("Stored by name. A code may be added; none is ever removed or renamed.");
        foreach (var (name, type) in _codes)
        {
            var codes = Enum.GetNames(type).Select(code => _comments.OfCode(type, code) is { Length: > 0 } said ? $"`{code}` ({said.TrimEnd('.')})" : $"`{code}`");
            Line();
            Line($"**{name}**: {string.Join(", ", codes)}.");
        }
    }

    private void WriteShape(Type type)
    {
        var members = Members(type).ToList();
        Line();
        if (members.Count == 0)
        {
            Line("No member of its own.");
            return;
        }

        Line("| Member | Holds | Meaning |");
        Line("|---|---|---|");
        foreach (var member in members)
        {
            var optional = new NullabilityInfoContext().Create(member).WriteState == NullabilityState.Nullable;
            Line($"| `{CamelCase(member.Name)}`{(optional ? " ?" : "")} | {Holds(member.PropertyType)} | {_comments.Of(type, member.Name)} |");
        }
    }

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties()
        .Where(p => p.CanWrite && p.PropertyType != typeof(Envelope))
        .OrderBy(p => p.MetadataToken);

    private string Holds(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Holds(inner);
        if (type == typeof(string)) return "text";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "whole number";
        if (type == typeof(DateOnly)) return "date";
        if (type == typeof(DateTimeOffset)) return "instant";
        if (type == typeof(Guid)) return "UUID";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Personal<>)) return $"**sealed** {Holds(type.GetGenericArguments()[0])}";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return $"list of {Holds(type.GetGenericArguments()[0])}";
        if (type.IsValueType && !type.IsEnum) return $"`{type.Name}`";
        if (type.IsGenericType) throw new InvalidOperationException($"How {type} is stored is not known.");
        (type.IsEnum ? _codes : _parts)[type.Name] = type;
        return type.IsEnum ? $"code `{type.Name}`" : $"[`{type.Name}`](#{Anchor(type.Name)})";
    }

    private static string SealedIn(Type type)
    {
        var places = SealedPlaces(type, "").ToList();
        return places.Count switch { 0 => "–", > 6 => $"{places.Count} members", _ => string.Join(", ", places.Select(p => $"`{p}`")) };
    }

    private static IEnumerable<string> SealedPlaces(Type type, string before) => Members(type).SelectMany(member =>
    {
        var (held, name) = (member.PropertyType, before + CamelCase(member.Name));
        if (held.IsGenericType && held.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) (held, name) = (held.GetGenericArguments()[0], name + "[]");
        if (held.IsGenericType && held.GetGenericTypeDefinition() == typeof(Personal<>)) return [name];
        return held.IsClass && held.Assembly == typeof(DomainEvent).Assembly ? SealedPlaces(held, name + ".") : [];
    });

    private string RecordedBy(Type type) => _commands[type].Select(c => c.Name).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } commands
        ? string.Join(", ", commands.Select(c => $"`{c}`"))
        : "the service itself";

    private string Serves(Type type)
    {
        var own = string.Join(' ', Members(type).Select(m => _comments.Of(type, m.Name)).Prepend(_comments.Of(type)));
        var cited = Citation().Matches(own).Select(m => m.Value).ToList();
        for (var kind = type.BaseType!; kind != typeof(DomainEvent); kind = kind.BaseType!)
            cited.AddRange(Citation().Matches(_comments.Of(kind)).Select(m => m.Value).Where(c => c.Contains('§', StringComparison.Ordinal)));
        return cited.Contains("J20") ? "J1–J20, domain §2.6, §3.3" : string.Join(", ", cited.Distinct());
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Anchor(string title) => title.ToLower(CultureInfo.InvariantCulture);

    private void Line(string line = "") => _text.Append(line.TrimEnd()).Append('\n');

    [GeneratedRegex(@"(domain )?§\d+(\.\d+)*|design D\d+|\b(BED|SOM|ESX|WAL|TH)-\d+|\bR3\.\d+(\.\d+)?|\b[JP]\d+\b")]
    private static partial Regex Citation();
}
