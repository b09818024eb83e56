using Microsoft.AspNetCore.Http;
using Safeguard.Host.Http;

namespace Safeguard.Host.Tests.Running;

/// <summary>Cursors in the form of ours that no answer gave: what a hostile caller can make.</summary>
public static class ACursor
{
    /// <summary>An address in which <c>{huge}</c> and <c>{zero}</c> stand for a cursor of its own question, with such numbers.</summary>
    public static string In(string address)
    {
        var parts = address.Split('?', 2);
        if (parts.Length == 1 || !address.Contains("cursor={", StringComparison.Ordinal)) return address;
        var asked = new DefaultHttpContext().Request;
        (asked.Path, asked.QueryString) = (parts[0], new QueryString($"?{parts[1]}"));
        var question = Cursor.QuestionOf(asked);
        return address.Replace("{huge}", Cursor.Write(question, long.MaxValue, long.MaxValue), StringComparison.Ordinal).Replace("{zero}", Cursor.Write(question, 0, 0), StringComparison.Ordinal);
    }
}
