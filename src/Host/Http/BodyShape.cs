using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Safeguard.Domain;

namespace Safeguard.Host.Http;

/// <summary>
/// Holds a body against the type that it is to become, member by member, and says of each fault where it is. The
/// serialiser alone would stop at the first, and name a missing member only in its message.
/// </summary>
internal sealed class BodyShape
{
    private const int MostProblems = 20;
    private readonly List<Problem> _problems = [];

    /// <exception cref="ProblemException">It does not fit. Unreadable comes before wrong: 400 wins over 422.</exception>
    public static void Check(JsonElement body, Type type)
    {
        var shape = new BodyShape();
        shape.Walk(body, type, "", "an object");
        if (shape._problems.Count == 0) return;
        var first = shape._problems.MinBy(p => p.Status)!; // of equals the first
        throw new ProblemException(shape._problems.Count == 1 ? first : first with
        {
            Fields = [.. shape._problems.Take(MostProblems).Select(p => new FieldProblem(p.Pointer!, p.Code, p.Title))],
        });
    }

    internal static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private void Walk(JsonElement element, Type type, string pointer, string expected)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            _problems.Add(Problems.WrongType(pointer, $"{expected}, and not null"));
            return;
        }

        if (type == typeof(Entry))
        {
            var before = _problems.Count;
            Walk(element, typeof(EntryBody), pointer, "an object");
            if (_problems.Count == before) Try(() => element.Deserialize<EntryBody>(WireJson.Options)!.ToEntry(pointer), pointer);
            return;
        }

        var info = WireJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                WalkObject(element, info, pointer);
                break;
            case JsonTypeInfoKind.Enumerable:
                WalkList(element, info, pointer);
                break;
            default:
                WalkValue(element, info.Type, pointer);
                break;
        }
    }

    private void WalkObject(JsonElement element, JsonTypeInfo info, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(Problems.WrongType(pointer, "an object"));
            return;
        }

        var known = info.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var at = $"{pointer}/{Escape(member.Name)}";
            if (!known.Remove(member.Name, out var property))
                // A long list of the caller's own spelling is no help to anybody.
                _problems.Add(Problems.UnknownMember(member.Name.Length <= 60 ? at : pointer));
            else if (member.Value.ValueKind != JsonValueKind.Null || !MayBeNull(property))
                Walk(member.Value, property.PropertyType, at, "a value");
        }

        foreach (var missing in known.Values.Where(p => p.IsRequired)) _problems.Add(Problems.MemberRequired($"{pointer}/{missing.Name}"));
    }

    private void WalkList(JsonElement element, JsonTypeInfo info, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            _problems.Add(Problems.WrongType(pointer, "a list"));
            return;
        }

        foreach (var (i, item) in element.EnumerateArray().Index())
        {
            if (_problems.Count >= MostProblems) return;
            Walk(item, info.ElementType!, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), "a value");
        }
    }

    private void WalkValue(JsonElement element, Type type, string pointer)
    {
        var isText = element.ValueKind == JsonValueKind.String;
        if (type.IsEnum)
        {
            if (!isText) _problems.Add(Problems.WrongType(pointer, "a code, as text"));
            else if (!Enum.GetNames(type).Contains(element.GetString(), StringComparer.Ordinal)) _problems.Add(Problems.UnknownCode(pointer, Enum.GetNames(type)));
        }
        else if (type == typeof(string))
        {
            if (!isText) _problems.Add(Problems.WrongType(pointer, "text"));
        }
        else if (type == typeof(bool))
        {
            if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) _problems.Add(Problems.WrongType(pointer, "true or false"));
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            if (element.ValueKind != JsonValueKind.Number || !Fits(element, type)) _problems.Add(Problems.WrongType(pointer, "a whole number"));
        }
        else if (type == typeof(DateOnly))
        {
            if (!isText) _problems.Add(Problems.WrongType(pointer, "a date, as text"));
            else if (!Instants.TryDate(element.GetString()!, out _)) _problems.Add(Problems.DateInvalid(pointer));
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(Moment))
        {
            if (!isText) _problems.Add(Problems.WrongType(pointer, "an instant, as text"));
            else Try(() => _ = type == typeof(Moment) ? (object)Moment.Read(element.GetString()!, pointer) : Instants.Read(element.GetString()!, pointer), pointer);
        }
        else if (type == typeof(JsonElement))
        {
            // Whatever it is, it is ignored.
        }
        else if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICode<>)))
        {
            if (!isText) _problems.Add(Problems.WrongType(pointer, "a code, as text"));
            else if (!Readable(element, type)) _problems.Add(Problems.CodeInvalid(pointer));
        }
        else if (!Readable(element, type))
        {
            _problems.Add(Problems.WrongType(pointer, "a UUID, as text"));
        }
    }

    private static bool Fits(JsonElement element, Type type) => type == typeof(int) ? element.TryGetInt32(out _) : element.TryGetInt64(out _);

    private static bool Readable(JsonElement element, Type type)
    {
        try
        {
            return element.Deserialize(type, WireJson.Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Try(Action read, string pointer)
    {
        try
        {
            read();
        }
        catch (ProblemException refused)
        {
            _problems.Add(refused.Problem.Pointer is null ? refused.Problem with { Pointer = pointer } : refused.Problem);
        }
    }

    /// <summary>A list may be left out, and may not be null: empty and unknown would look the same.</summary>
    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsSetNullable;
}
