using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Growing output for canonical JSON, kept for the next use on the same thread: every append passes through here,
/// and the finished form is copied out (or hashed) once.
/// </summary>
internal sealed class CanonicalBuffer
{
    // An event is at most 64 KiB; a buffer that had to grow well beyond that is not worth keeping.
    private const int KeepUpTo = 256 * 1024;

    // RFC 8785 §3.2.2.2: these and nothing else are escaped.
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    [ThreadStatic]
    private static CanonicalBuffer? t_spare;

    private byte[] _bytes = new byte[4096];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Working memory of the parser, which lives and is reused along with the buffer.</summary>
    internal CanonicalMembers Members { get; } = new();

    internal static CanonicalBuffer Rent()
    {
        var buffer = t_spare ?? new CanonicalBuffer();
        t_spare = null;
        buffer.Length = 0;
        return buffer;
    }

    /// <summary>Not called when an exception passes: the buffer is then simply dropped.</summary>
    internal void Return()
    {
        if (_bytes.Length <= KeepUpTo)
        {
            t_spare = this;
        }
    }

    internal void Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    internal void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        Length += value.Length;
    }

    internal void Append(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Length += written;
    }

    internal void Append(Guid value)
    {
        value.TryFormat(Room(36), out var written, "D");
        Length += written;
    }

    /// <summary>Room to write into; <see cref="Advance"/> says how much of it was used.</summary>
    internal Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        }

        return _bytes.AsSpan(Length);
    }

    internal void Advance(int count) => Length += count;

    internal Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>A string with its quotation marks, from text that is known to be UTF-8.</summary>
    internal void AppendText(ReadOnlySpan<byte> utf8)
    {
        Append((byte)'"');
        for (var special = utf8.IndexOfAny(s_escaped); special >= 0; special = utf8.IndexOfAny(s_escaped))
        {
            Append(utf8[..special]);
            AppendEscape(utf8[special]);
            utf8 = utf8[(special + 1)..];
        }

        Append(utf8);
        Append((byte)'"');
    }

    /// <summary>A string with its quotation marks.</summary>
    /// <exception cref="NotCanonicalException">The text holds U+0000 or half a surrogate pair.</exception>
    internal void AppendText(string text, string pointer)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new NotCanonicalException(pointer, CanonicalRule.Nul);
        }

        byte[]? rented = null;
        var most = text.Length * 3;
        var utf8 = most <= 768 ? stackalloc byte[768] : rented = ArrayPool<byte>.Shared.Rent(most);
        if (Utf8.FromUtf16(text, utf8, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new NotCanonicalException(pointer, CanonicalRule.LoneSurrogate);
        }

        AppendText(utf8[..written]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void AppendEscape(byte value)
    {
        var letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            0x08 => (byte)'b',
            0x09 => (byte)'t',
            0x0A => (byte)'n',
            0x0C => (byte)'f',
            0x0D => (byte)'r',
            _ => (byte)'u',
        };
        Append((byte)'\\');
        Append(letter);
        if (letter == (byte)'u')
        {
            Append("00"u8);
            Append((byte)('0' + (value >> 4)));
            Append("0123456789abcdef"u8[value & 0xF]);
        }
    }
}
