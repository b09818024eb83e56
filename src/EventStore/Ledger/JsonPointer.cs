using System.Globalization;
using System.Text.Json;

namespace Safeguard.EventStore.Ledger;

/// <summary>Finds the JSON pointer (RFC 6901) of a place in a document by reading it again up to there.</summary>
internal static class JsonPointer
{
    private sealed class Container(bool isArray)
    {
        internal int Index = -1;
        internal string? Name;

        internal bool IsArray { get; } = isArray;

        internal string Segment => IsArray
            ? Index < 0 ? "" : "/" + Index.ToString(CultureInfo.InvariantCulture)
            : Name is null ? "" : "/" + Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    /// <summary>
    /// Pointer to the token that starts at <paramref name="offset"/>; beyond the end, or where the document stops
    /// being JSON, to the last one that could be read. A name that is not text leaves its object as the answer.
    /// </summary>
    internal static string At(ReadOnlySpan<byte> source, long offset)
    {
        var open = new List<Container>();
        var reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth + 2 });
        try
        {
            while (reader.Read())
            {
                Step(ref reader, open);
                if (reader.TokenStartIndex >= offset)
                {
                    break;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    open.Add(new Container(reader.TokenType == JsonTokenType.StartArray));
                }
            }
        }
        catch (JsonException)
        {
            // This is as far as it can be read.
        }

        return string.Concat(open.Select(container => container.Segment));
    }

    private static void Step(ref Utf8JsonReader reader, List<Container> open)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                open[^1].Name = NameOf(ref reader);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.RemoveAt(open.Count - 1);
                break;
            default:
                if (open.Count > 0 && open[^1].IsArray)
                {
                    open[^1].Index++;
                }

                break;
        }
    }

    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
