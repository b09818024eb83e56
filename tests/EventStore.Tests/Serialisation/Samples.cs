using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support;
using Safeguard.Support.Specs;

namespace Safeguard.EventStore.Tests.Serialisation;

/// <summary>
/// Stored events in <c>Samples/</c>, which must be readable for ever: no release may change one. Where a type grows,
/// the old sample stays and a further one, as <c>consent_given.2.json</c>, shows what came with it.
/// </summary>
public sealed class Samples
{
    private const string Folder = "tests/EventStore.Tests/Samples";

    public static TheoryData<string> Aliases => [.. EventTypes.Aliases];

    public static TheoryData<string> Files => [.. Stored().Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Every_type_has_one_that_shows_all_its_members(string alias)
    {
        var missing = Missing(alias);
        if (missing.Count > 0 && Snapshot.Updating) Write(alias);
        else Assert.True(missing.Count == 0, $"No sample of {alias} shows {string.Join(", ", missing)}. Run this test once with {Snapshot.Variable}=1 and commit the new file.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_one_is_read_and_written_again_whole(string file)
    {
        var text = File.ReadAllText(Repository.PathOf(file));
        var read = StoredEvent.Parse(AliasOf(file), Encoding.UTF8.GetBytes(text));
        var again = JsonSerializer.Serialize(read, read.GetType(), EventJson.Options);
        Assert.Equal(Canonical(text), Canonical(again));
    }

    [Fact]
    public void None_holds_an_open_value() =>
        Assert.All(Stored(), f => Assert.DoesNotContain(Whole.Words, f.Text, StringComparison.Ordinal));

    [Fact]
    public void None_is_of_a_type_that_is_gone() => Assert.All(Stored(), f => Assert.Contains(AliasOf(f.Name), EventTypes.Aliases));

    private static IEnumerable<RepositoryFile> Stored() => Repository.Files([Folder], ".json");

    private static string AliasOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)));

    /// <summary>The members that the type has now and that none of its samples shows.</summary>
    private static List<string> Missing(string alias) =>
    [
        .. Members(JsonNode.Parse(AsStored(alias))!, "")
            .Except(Stored().Where(f => AliasOf(f.Name) == alias).SelectMany(f => Members(JsonNode.Parse(f.Text)!, "")))
            .Order(StringComparer.Ordinal),
    ];

    private static void Write(string alias)
    {
        var number = Stored().Count(f => AliasOf(f.Name) == alias) + 1;
        var path = Repository.PathOf($"{Folder}/{alias}{(number == 1 ? "" : $".{number}")}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var canonical = JsonNode.Parse(Canonical(AsStored(alias)))!;
        File.WriteAllText(path, canonical.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    /// <summary>An event with every member set, as it would be stored.</summary>
    private static string AsStored(string alias)
    {
        var type = EventTypes.TypeOf(alias)!;
        var node = JsonSerializer.SerializeToNode(Whole.Of(type), type, EventJson.Options)!;
        Seal(node, "");
        return node.ToJsonString(EventJson.Options);
    }

    /// <summary>Puts the sealed form, with fixed strings, where an open value stands: no key was ever made for it.</summary>
    private static void Seal(JsonNode? node, string pointer)
    {
        switch (node)
        {
            case JsonObject mark when mark.ContainsKey("open"):
                mark.Remove("open");
                mark["of"] = $"{Invented.Uuid(0xE)}#{pointer}";
                mark["key"] = Invented.Uuid(0xD).ToString();
                mark["commitment"] = Convert.ToBase64String(new byte[32]);
                mark["sealed"] = Convert.ToBase64String("A sample: sealed under no key at all, read by nobody."u8);
                break;
            case JsonObject members:
                foreach (var (name, child) in members.ToList()) Seal(child, $"{pointer}/{name}");
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++) Seal(items[i], $"{pointer}/{i}");
                break;
        }
    }

    private static IEnumerable<string> Members(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(m => Members(m.Value, $"{path}/{m.Key}").Prepend($"{path}/{m.Key}")),
        JsonArray items => items.SelectMany(i => Members(i, $"{path}/*")),
        _ => [],
    };
}
