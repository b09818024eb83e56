using System.Globalization;
using System.Text.RegularExpressions;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>The two files PostgreSQL reads at start. Both are wholly ours and written anew at each start.</summary>
internal static partial class ServerSettings
{
    public static void Write(ClusterDirectory directory, int port, PrivateClusterOptions options)
    {
        // No unix sockets: their path is limited to about 100 bytes, and a clone may lie deeper.
        // A message may quote a row, and a row may hold personal data: the log gets no statement and no detail.
        var settings = $"""
            # Written by Safeguard at each start; changes are lost.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            max_connections = 200
            shared_buffers = 128MB
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            log_checkpoints = off
            log_min_error_statement = panic
            log_error_verbosity = terse
            """;
        const string Careless = """

            fsync = off
            synchronous_commit = off
            full_page_writes = off
            """;
        Replace(directory.Settings, settings + (options.Throwaway ? Careless : "") + "\n");
        Replace(directory.Access, "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    /// <summary>The port of the last start; null before the first.</summary>
    public static int? LastPort(ClusterDirectory directory) =>
        File.Exists(directory.Settings) && PortLine().Match(File.ReadAllText(directory.Settings)) is { Success: true } line
            ? int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Written aside and moved, so that a link planted under that name is never written through.</summary>
    private static void Replace(string path, string content)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(aside, content);
        File.Move(aside, path, overwrite: true);
    }

    [GeneratedRegex(@"^port = (\d+)", RegexOptions.Multiline)]
    private static partial Regex PortLine();
}
