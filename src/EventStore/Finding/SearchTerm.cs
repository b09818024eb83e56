using Safeguard.Domain;

namespace Safeguard.EventStore.Finding;

/// <summary>One way to find a stream: a keyed hash, never the text (design D5).</summary>
/// <param name="Kind">What was hashed, by its code: see <see cref="SearchIndex"/>.</param>
/// <param name="Key">The data key of the value; the row goes when that key is destroyed. Null for what is no secret.</param>
public sealed record SearchTerm(string Kind, ReadOnlyMemory<byte> Term, StreamKey Stream, Guid? Key)
{
    // Two terms are the same when their bytes are; a record would compare the memory's place.
    public bool Equals(SearchTerm? other) =>
        other is not null && Kind == other.Kind && Stream == other.Stream && Term.Span.SequenceEqual(other.Term.Span);

    public override int GetHashCode() => HashCode.Combine(Kind, Stream, Term.Length > 0 ? Term.Span[0] : 0);
}

/// <summary>Year and month of somebody's birth, for age bands without a key; goes when the key goes.</summary>
public sealed record BirthMonth(StreamKey Stream, short Year, short Month, Guid Key);
