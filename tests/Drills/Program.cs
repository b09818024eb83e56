using System.Globalization;
using Safeguard.Drills;

// dotnet run --project tests/Drills -- promote [--times N] [--bin FOLDER]
if (args is not ["promote", ..])
{
    await Console.Error.WriteLineAsync("promote [--times N] [--bin FOLDER]: kills a primary under load and promotes its synchronous standby, N times (50).");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("safeguard-drill-");
try
{
    PostgresTools.Give(folder.FullName);
    using var drill = new Promotion(PostgresTools.Find(Option("--bin")), folder.FullName, int.Parse(Option("--times") ?? "50", CultureInfo.InvariantCulture));
    var wrong = await drill.RunAsync(Console.WriteLine);
    foreach (var sentence in wrong) await Console.Error.WriteLineAsync(sentence);
    Console.WriteLine(wrong.Count == 0 ? "The drill holds." : "The drill failed.");
    return wrong.Count == 0 ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
