using System.Reflection;
using System.Text.RegularExpressions;

namespace Safeguard.EventStore.Schema;

/// <summary>The script that lets a team on Marten read the log through views of its own.</summary>
public static partial class MartenReader
{
    /// <summary>The script for one team.</summary>
    /// <param name="name">The team's schema; its role is <c>{name}_reader</c>, or the name itself where it ends so.
    /// A lower-case letter, then up to 40 letters, digits or underscores.</param>
    /// <exception cref="ArgumentException">The name would need quoting, or is one of ours.</exception>
    public static string Script(string name)
    {
        if (!Plain().IsMatch(name) || name is "safeguard" or "safeguard_keys" or "public" || name.StartsWith("pg_", StringComparison.Ordinal))
            throw new ArgumentException("A reader's name is a lower-case letter, then up to 40 lower-case letters, digits or underscores; not safeguard, public or pg_….", nameof(name));

        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Safeguard.EventStore.Schema.marten_reader.sql")!);
        return reader.ReadToEnd()
            .Replace("{role}", name.EndsWith("_reader", StringComparison.Ordinal) ? name : $"{name}_reader", StringComparison.Ordinal)
            .Replace("{schema}", name, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$")]
    private static partial Regex Plain();
}
