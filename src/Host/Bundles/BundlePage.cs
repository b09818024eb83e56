using System.Security.Cryptography;
using System.Text;

namespace Safeguard.Host.Bundles;

/// <summary>
/// A bundle as one page that opens from disk: the data, and the script that checks and shows them. It can load nothing and
/// send nothing, which its own policy says, since a file has no headers.
/// </summary>
internal static class BundlePage
{
    private static readonly string Script = $"{Resource("verify.js")}\n{Resource("page.js")}";
    private static readonly string Style = Resource("bundle.css");
    private static readonly string Page = Resource("bundle.html");

    /// <summary>What the page may do: run this script, look like this, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{Digest(Script)}'; style-src '{Digest(Style)}'; base-uri 'none'; form-action 'none'";

    public static string Of(BundleDocument bundle) => Page
        .Replace("{{policy}}", Policy, StringComparison.Ordinal)
        .Replace("{{style}}", Style, StringComparison.Ordinal)
        .Replace("{{script}}", Script, StringComparison.Ordinal)
        .Replace("{{data}}", bundle.Write(), StringComparison.Ordinal);

    private static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(BundlePage).Assembly.GetManifestResourceStream($"Safeguard.Host.Bundles.{name}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
