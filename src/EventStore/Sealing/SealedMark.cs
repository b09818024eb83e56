using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Sealing;

/// <summary>Where a personal value stands in written JSON.</summary>
/// <param name="From">Its first byte.</param>
/// <param name="To">The byte after its last.</param>
/// <param name="Value">Null where it was erased.</param>
internal readonly record struct SealedMark(int From, int To, SealedValue? Value)
{
    // Written by the converter alone, which begins with the subject. Within a text every quotation mark has a backslash
    // before it, so that no text can hold these bytes.
    private static readonly byte[] Begins = "{\"subject\":\""u8.ToArray();

    /// <summary>Every personal value, in its order.</summary>
    /// <param name="json">As <see cref="EventJson"/> writes it.</param>
    public static List<SealedMark> In(ReadOnlySpan<byte> json)
    {
        var marks = new List<SealedMark>();
        for (var at = 0; json[at..].IndexOf(Begins) is >= 0 and var found;)
        {
            at += found;
            var mark = Read(json, at);
            if (mark is { } read) marks.Add(read);
            at = mark?.To ?? at + Begins.Length;
        }

        return marks;
    }

    /// <summary>The value that begins here; null where something else does: a member of an answer may be called so too.</summary>
    private static SealedMark? Read(ReadOnlySpan<byte> json, int from)
    {
        var reader = new Utf8JsonReader(json[from..], isFinalBlock: false, default);
        string? of = null, commitment = null, ciphertext = null;
        Guid key = default;
        var erased = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case PersonalConverterFactory.Subject when reader.TokenType == JsonTokenType.String: break;
                case PersonalConverterFactory.Of when reader.TokenType == JsonTokenType.String: of = reader.GetString(); break;
                case PersonalConverterFactory.Key when reader.TokenType == JsonTokenType.String: if (!reader.TryGetGuid(out key)) return null; break;
                case PersonalConverterFactory.Commitment when reader.TokenType == JsonTokenType.String: commitment = reader.GetString(); break;
                case PersonalConverterFactory.Sealed when reader.TokenType == JsonTokenType.String: ciphertext = reader.GetString(); break;
                case PersonalConverterFactory.Erased when reader.TokenType == JsonTokenType.True: erased = true; break;
                default: return null;
            }
        }

        var to = from + (int)reader.BytesConsumed;
        return erased ? new SealedMark(from, to, null)
            : of is not null && commitment is not null && ciphertext is not null ? new SealedMark(from, to, new SealedValue(of, key, commitment, ciphertext))
            : null;
    }
}
