using System.Diagnostics;
using System.Globalization;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// What a leaf is the hash of: the event as stored, as one canonical JSON object with exactly the members
/// <c>causation</c>, <c>correlation</c>, <c>data</c>, <c>headers</c>, <c>id</c>, <c>recordedAt</c>, <c>stream</c>,
/// <c>type</c>, <c>version</c>. None is ever left out; an absent correlation, causation or header column is
/// <see langword="null"/>. This form can never change: no leaf could be made again.
/// </summary>
/// <remarks>
/// <c>id</c> is written in lower case with hyphens; <c>recordedAt</c> in UTC, cut (not rounded) to microseconds, as
/// <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>; <c>version</c> as a number. Leaf hash = SHA-256(0x00 ‖ entry), RFC 6962 §2.1.
/// </remarks>
public static class LeafEntry
{
    /// <summary>The instant as PostgreSQL will store it: the tenth of a microsecond that .NET has more is cut off.</summary>
    public static DateTimeOffset CutToMicroseconds(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The entry, from data and headers in any spelling, such as <c>jsonb::text</c>.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="stream">Stream key.</param>
    /// <param name="version">Version within the stream, from 1.</param>
    /// <param name="type">Event type alias.</param>
    /// <param name="recordedAt">Recorded time; cut to microseconds here.</param>
    /// <param name="correlation">Correlation id; <see langword="null"/> is not the same as empty.</param>
    /// <param name="causation">Causation id; <see langword="null"/> is not the same as empty.</param>
    /// <param name="dataUtf8">The event's JSON object.</param>
    /// <param name="headersUtf8">The headers' JSON object; no bytes at all for SQL null.</param>
    /// <exception cref="NotCanonicalException">A part breaks a rule; the pointer begins with the member's name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is below 1 or above 2^53−1.</exception>
    public static byte[] Canonical(
        Guid id, string stream, long version, string type, DateTimeOffset recordedAt,
        string? correlation, string? causation, ReadOnlySpan<byte> dataUtf8, ReadOnlySpan<byte> headersUtf8)
    {
        var output = Write(id, stream, version, type, recordedAt, correlation, causation, dataUtf8, headersUtf8, false);
        return Finish(output, static written => written[1..].ToArray());
    }

    /// <summary>The leaf hash of <see cref="Canonical"/>, without making the array.</summary>
    /// <inheritdoc cref="Canonical" path="/*[not(self::summary)]"/>
    public static Sha256Hash Hash(
        Guid id, string stream, long version, string type, DateTimeOffset recordedAt,
        string? correlation, string? causation, ReadOnlySpan<byte> dataUtf8, ReadOnlySpan<byte> headersUtf8)
    {
        var output = Write(id, stream, version, type, recordedAt, correlation, causation, dataUtf8, headersUtf8, false);
        return Finish(output, MerkleHash.Digest);
    }

    /// <summary>
    /// As <see cref="Canonical"/>, for data and headers that came out of <see cref="CanonicalJson.Canonicalise"/>:
    /// they are put in as they are. For the appender, which makes the leaf anew at each try. Never for bytes from
    /// outside; a debug build checks.
    /// </summary>
    /// <inheritdoc cref="Canonical" path="/*[not(self::summary)]"/>
    public static byte[] Assemble(
        Guid id, string stream, long version, string type, DateTimeOffset recordedAt,
        string? correlation, string? causation, ReadOnlySpan<byte> canonicalData, ReadOnlySpan<byte> canonicalHeaders)
    {
        var output = Write(id, stream, version, type, recordedAt, correlation, causation, canonicalData, canonicalHeaders, true);
        return Finish(output, static written => written[1..].ToArray());
    }

    /// <summary>The leaf hash of <see cref="Assemble"/>, without making the array: the appender's way.</summary>
    /// <inheritdoc cref="Canonical" path="/*[not(self::summary)]"/>
    public static Sha256Hash HashAssembled(
        Guid id, string stream, long version, string type, DateTimeOffset recordedAt,
        string? correlation, string? causation, ReadOnlySpan<byte> canonicalData, ReadOnlySpan<byte> canonicalHeaders)
    {
        var output = Write(id, stream, version, type, recordedAt, correlation, causation, canonicalData, canonicalHeaders, true);
        return Finish(output, MerkleHash.Digest);
    }

    private delegate T Use<out T>(ReadOnlySpan<byte> written);

    private static T Finish<T>(CanonicalBuffer output, Use<T> use)
    {
        var result = use(output.Written);
        output.Return();
        return result;
    }

    /// <summary>Writes the leaf prefix and then the entry, so that the hash needs no second copy.</summary>
    private static CanonicalBuffer Write(
        Guid id, string stream, long version, string type, DateTimeOffset recordedAt,
        string? correlation, string? causation, ReadOnlySpan<byte> data, ReadOnlySpan<byte> headers, bool canonical)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, CanonicalJson.MaxNumber);

        var output = CanonicalBuffer.Rent();
        output.Append(MerkleHash.LeafPrefix);
        output.Append("{\"causation\":"u8);
        AppendTextOrNull(output, causation, "/causation");
        output.Append(",\"correlation\":"u8);
        AppendTextOrNull(output, correlation, "/correlation");
        output.Append(",\"data\":"u8);
        AppendObject(output, data, "/data", canonical);
        output.Append(",\"headers\":"u8);
        if (headers.IsEmpty)
        {
            output.Append("null"u8);
        }
        else
        {
            AppendObject(output, headers, "/headers", canonical);
        }

        output.Append(",\"id\":\""u8);
        output.Append(id);
        output.Append("\",\"recordedAt\":\""u8);
        AppendInstant(output, recordedAt);
        output.Append("\",\"stream\":"u8);
        output.AppendText(stream, "/stream");
        output.Append(",\"type\":"u8);
        output.AppendText(type, "/type");
        output.Append(",\"version\":"u8);
        output.Append(version);
        output.Append((byte)'}');
        return output;
    }

    private static void AppendTextOrNull(CanonicalBuffer output, string? text, string pointer)
    {
        if (text is null)
        {
            output.Append("null"u8);
        }
        else
        {
            output.AppendText(text, pointer);
        }
    }

    private static void AppendObject(CanonicalBuffer output, ReadOnlySpan<byte> json, string pointer, bool canonical)
    {
        if (!canonical)
        {
            new CanonicalParser(json, output, pointer).CopyObject();
            return;
        }

        Debug.Assert(CanonicalJson.IsCanonical(json), "Bytes called canonical are not.");
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new NotCanonicalException(pointer, CanonicalRule.NotAnObject);
        }

        output.Append(json);
    }

    /// <summary>The round-trip form has seven decimals; dropping the last is the cut to microseconds.</summary>
    private static void AppendInstant(CanonicalBuffer output, DateTimeOffset instant)
    {
        const int SixDecimals = 26; // yyyy-MM-ddTHH:mm:ss.ffffff
        var room = output.Room(SixDecimals + 2);
        instant.UtcDateTime.TryFormat(room, out _, "O", CultureInfo.InvariantCulture);
        room[SixDecimals] = (byte)'Z';
        output.Advance(SixDecimals + 1);
    }
}
