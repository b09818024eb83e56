using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Safeguard.EventStore.Ledger;

/// <summary>
/// Copies one JSON value to a <see cref="CanonicalBuffer"/> in canonical form, in one pass. Syntax is the platform
/// reader's business; this holds the project's own rules. The path to a fault is worked out only once there is one.
/// </summary>
internal ref struct CanonicalParser
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly CanonicalBuffer _output;
    private readonly string _pointerPrefix;
    private Utf8JsonReader _reader;

    internal CanonicalParser(ReadOnlySpan<byte> source, CanonicalBuffer output, string pointerPrefix)
    {
        _source = source;
        _output = output;
        _pointerPrefix = pointerPrefix;

        // One deeper than allowed, so that our own rule speaks first.
        _reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth + 1 });
        _output.Members.Clear();
    }

    /// <exception cref="NotCanonicalException">The value breaks a rule.</exception>
    internal void Copy()
    {
        Read();
        Value();
        if (Read())
        {
            throw Fault(CanonicalRule.NotJson); // not reached: the reader itself refuses a second value
        }
    }

    /// <summary>As <see cref="Copy"/>, for a value that must be an object.</summary>
    /// <exception cref="NotCanonicalException">The value breaks a rule or is not an object.</exception>
    internal void CopyObject()
    {
        var start = _output.Length;
        Copy();
        if (_output.From(start)[0] != (byte)'{')
        {
            throw new NotCanonicalException(_pointerPrefix, CanonicalRule.NotAnObject);
        }
    }

    private void Value()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object();
                break;
            case JsonTokenType.StartArray:
                Array();
                break;
            case JsonTokenType.String:
                Text(asName: false);
                break;
            case JsonTokenType.Number:
                Number();
                break;
            default:
                _output.Append(_reader.ValueSpan); // true, false, null
                break;
        }
    }

    private void Object()
    {
        CheckDepth();
        _output.Append((byte)'{');
        var contentStart = _output.Length;
        var first = _output.Members.Count;
        var ordered = true;
        while (Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            if (_output.Members.Count > first)
            {
                _output.Append((byte)',');
            }

            ordered &= Text(asName: true, first);
            _output.Append((byte)':');
            Read();
            Value();
            _output.Members.End(_output.Length);
        }

        if (!ordered && _output.Members.Order(first, contentStart, _output.From(contentStart)) is >= 0 and var twice)
        {
            throw Fault(CanonicalRule.DuplicateName, twice);
        }

        _output.Members.Drop(first);
        _output.Append((byte)'}');
    }

    private void Array()
    {
        CheckDepth();
        _output.Append((byte)'[');
        for (var any = false; Read() && _reader.TokenType != JsonTokenType.EndArray; any = true)
        {
            if (any)
            {
                _output.Append((byte)',');
            }

            Value();
        }

        _output.Append((byte)']');
    }

    private bool Text(bool asName, int first = 0)
    {
        var raw = _reader.ValueSpan;
        if (!Utf8.IsValid(raw))
        {
            throw Fault(CanonicalRule.NotUtf8);
        }

        var start = _output.Length;
        if (!_reader.ValueIsEscaped)
        {
            // Without escapes it holds nothing that needs one: the input is its own canonical form.
            _output.Append((byte)'"');
            _output.Append(raw);
            _output.Append((byte)'"');
            return !asName || _output.Members.Push(first, start, _reader.TokenStartIndex, raw);
        }

        return Escaped(raw.Length, start, asName, first);
    }

    private bool Escaped(int rawLength, int start, bool asName, int first)
    {
        const int OnStack = 512;
        var text = rawLength <= OnStack ? stackalloc byte[OnStack] : new byte[rawLength];
        try
        {
            text = text[.._reader.CopyString(text)];
        }
        catch (InvalidOperationException)
        {
            throw Fault(CanonicalRule.LoneSurrogate);
        }

        if (text.Contains((byte)0))
        {
            throw Fault(CanonicalRule.Nul);
        }

        _output.AppendText(text);
        return !asName || _output.Members.Push(first, start, _reader.TokenStartIndex, text);
    }

    private void Number()
    {
        // The reader has checked the grammar, which allows no leading zero and no plus sign.
        var digits = _reader.ValueSpan;
        if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 || digits.SequenceEqual("-0"u8))
        {
            throw Fault(CanonicalRule.NumberNotPlain);
        }

        if (!Utf8Parser.TryParse(digits, out long value, out var consumed)
            || consumed != digits.Length
            || value is < -CanonicalJson.MaxNumber or > CanonicalJson.MaxNumber)
        {
            throw Fault(CanonicalRule.NumberOutOfRange);
        }

        _output.Append(digits);
    }

    private void CheckDepth()
    {
        if (_reader.CurrentDepth >= CanonicalJson.MaxDepth)
        {
            throw Fault(CanonicalRule.TooDeep);
        }
    }

    private bool Read()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException)
        {
            // Its message quotes the input, so it is not passed on.
            throw Fault(CanonicalRule.NotJson, _source.Length);
        }
    }

    private readonly NotCanonicalException Fault(CanonicalRule rule) => Fault(rule, _reader.TokenStartIndex);

    private readonly NotCanonicalException Fault(CanonicalRule rule, long offset) =>
        new(_pointerPrefix + JsonPointer.At(_source, offset), rule);
}
