using System.Text;

namespace Safeguard.Host.Tests.Telemetry;

/// <summary>A span, as far as these tests ask about it. Ids are hexadecimal.</summary>
internal sealed record ReceivedSpan(string Source, string Name, string Trace, string Span, string Parent);

/// <summary>Reads as much of the wire format as it takes to find spans in an export (opentelemetry.proto.trace.v1).</summary>
internal static class Protobuf
{
    private const int ResourceSpans = 1, ScopeSpans = 2, Scope = 1, ScopeName = 1, Spans = 2, TraceId = 1, SpanId = 2, ParentId = 4, SpanName = 5;

    public static IEnumerable<ReceivedSpan> SpansIn(byte[] export) =>
        from resource in Members(export, ResourceSpans)
        from scope in Members(resource, ScopeSpans)
        let source = Text(Members(Members(scope, Scope).Single(), ScopeName).Single())
        from span in Members(scope, Spans)
        select new ReceivedSpan(source, Text(Members(span, SpanName).Single()), Hex(span, TraceId), Hex(span, SpanId), Hex(span, ParentId));

    /// <summary>The values of one member that are bytes, text or messages.</summary>
    private static List<byte[]> Members(byte[] message, int number)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Varint(message, ref at);
                    if ((int)(key >> 3) == number) found.Add(message[at..(at + length)]);
                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
            shift += 7;
        }
    }

    private static string Hex(byte[] message, int number) => Members(message, number) is [var id] ? Convert.ToHexStringLower(id) : "";

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
