using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.Host.Http;

/// <summary>
/// Instants and dates as people may write them (ISO 8601), with or without a zone named after them (RFC 9557). A time
/// without a zone is never guessed: it is refused, in the words that fit it.
/// </summary>
public static partial class Instants
{
    private static readonly DateOnly Earliest = new(1800, 1, 1), Latest = new(2199, 12, 31);

    /// <summary>Reads an instant, in UTC and microseconds.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static DateTimeOffset Read(string text, string pointer)
    {
        var parts = Form().Match(text);
        if (!parts.Success || !TryLocal(parts, out var local)) throw new ProblemException(Problems.TimeInvalid(pointer));
        var (offset, zone) = (parts.Groups["offset"].Value, parts.Groups["zone"].Value);
        if (zone.Length > 0 && zone != "Europe/London") throw new ProblemException(Problems.TimeInvalid(pointer));

        if (offset.Length == 0)
        {
            if (LondonTime.DoesNotExist(local)) throw new ProblemException(Problems.LocalTimeDoesNotExist(pointer));
            if (LondonTime.IsAmbiguous(local)) throw new ProblemException(Problems.AmbiguousLocalTime(pointer));
            return zone.Length > 0 ? LeafEntry.CutToMicroseconds(LondonTime.InstantOf(local)) : throw new ProblemException(Problems.ZoneRequired(pointer));
        }

        if (!TryOffset(offset, out var away)) throw new ProblemException(Problems.TimeInvalid(pointer));
        var instant = LeafEntry.CutToMicroseconds(new DateTimeOffset(local, away).ToUniversalTime());
        // An offset that London does not have then contradicts the zone named beside it.
        if (zone.Length > 0 && !LondonHas(local, instant)) throw new ProblemException(Problems.TimeInvalid(pointer));
        return instant;
    }

    /// <summary>Reads a date of the calendar.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static DateOnly ReadDate(string text, string pointer) =>
        TryDate(text, out var date) ? date : throw new ProblemException(Problems.DateInvalid(pointer));

    internal static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date >= Earliest && date <= Latest;

    private static bool TryLocal(Match parts, out DateTime local)
    {
        local = default;
        if (!TryDate(parts.Groups["date"].Value, out var date)) return false;
        var time = parts.Groups["time"].Value;
        string[] forms = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];
        // Nine decimals are common elsewhere; what is kept are six.
        if (time.Length > "HH:mm:ss.FFFFFFF".Length) time = time[.."HH:mm:ss.FFFFFFF".Length];
        if (!TimeOnly.TryParseExact(time, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)) return false;
        local = date.ToDateTime(clock);
        return true;
    }

    private static bool TryOffset(string text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z") return true;
        if (!TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out offset) || offset > TimeSpan.FromHours(14)) return false;
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool LondonHas(DateTime local, DateTimeOffset instant) =>
        LondonTime.IsAmbiguous(local)
            ? (LondonTime.InstantOf(local) - instant).Duration() <= TimeSpan.FromHours(1)
            : !LondonTime.DoesNotExist(local) && LeafEntry.CutToMicroseconds(LondonTime.InstantOf(local)) == instant;

    [GeneratedRegex(@"^(?<date>\d{4}-\d{2}-\d{2})[Tt](?<time>\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)(?<offset>Z|z|[+-]\d{2}:\d{2})?(\[(?<zone>[A-Za-z_/+-]{1,40})\])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>An instant in a request or an answer.</summary>
public sealed class InstantWireConverter : JsonConverter<DateTimeOffset>
{
    private static readonly InstantConverter Stored = new();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Instants.Read(reader.GetString()!, "") : throw new JsonException("Not a text.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => Stored.Write(writer, value, options);
}
