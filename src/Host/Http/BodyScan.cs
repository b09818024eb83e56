using System.Text;
using System.Text.Json;

namespace Safeguard.Host.Http;

/// <summary>
/// The first look at a body: that it is JSON, not too deep, names nothing twice and holds whole characters. Says where
/// it is not, which a parser's message would not.
/// </summary>
internal static class BodyScan
{
    private const int LongestName = 60;

    /// <exception cref="ProblemException">The body cannot be read as JSON.</exception>
    public static void Check(ReadOnlySpan<byte> body)
    {
        // Deeper than we take, so that too deep can be told from broken.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1_000 });
        var path = new Stack<Level>();
        try
        {
            while (reader.Read()) Take(ref reader, path);
        }
        catch (JsonException)
        {
            throw new ProblemException(reader.CurrentDepth >= WireJson.MaxDepth ? Problems.TooDeep(PointerTo(path)) : Problems.Unreadable(PointerTo(path)));
        }
    }

    private static void Take(ref Utf8JsonReader reader, Stack<Level> path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var level = path.Peek();
                level.Name = TextOf(ref reader, path);
                if (!level.Names!.Add(level.Name)) throw new ProblemException(Problems.DuplicateMember(PointerTo(path)));
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.Pop();
                return;
        }

        if (path.TryPeek(out var list) && list.Names is null) list.Index++;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (reader.CurrentDepth >= WireJson.MaxDepth) throw new ProblemException(Problems.TooDeep(PointerTo(path)));
                path.Push(new Level(reader.TokenType == JsonTokenType.StartObject));
                break;
            case JsonTokenType.String:
                if (TextOf(ref reader, path).Contains('\0')) throw new ProblemException(Problems.CharacterNotAllowed(PointerTo(path)));
                break;
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, Stack<Level> path)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // how the reader answers an escape of half a surrogate pair
        {
            throw new ProblemException(Problems.LoneSurrogate(PointerTo(path)));
        }
    }

    private static string PointerTo(Stack<Level> path)
    {
        var pointer = new StringBuilder();
        foreach (var level in path.Reverse())
        {
            if (level.Names is null && level.Index >= 0) pointer.Append('/').Append(level.Index);
            else if (level.Name is { Length: > LongestName }) break; // to the parent: nobody's text is sent back at length
            else if (level.Name is { } name) pointer.Append('/').Append(BodyShape.Escape(name));
        }

        return pointer.ToString();
    }

    /// <summary>An object, with the names seen in it, or an array, with the place in it.</summary>
    private sealed class Level(bool isObject)
    {
        public HashSet<string>? Names { get; } = isObject ? [] : null;
        public string? Name { get; set; }
        public int Index { get; set; } = -1;
    }
}
