using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.Projections;

namespace Safeguard.Architecture.Tests;

/// <summary>
/// Neither the domain nor the projections ask the time, draw lots or touch the world: what they need travels in. Read
/// from the compiled code, so that no comment counts and no alias hides anything.
/// </summary>
public sealed class Purity
{
    // A name that ends in a dot stands for everything below it.
    private static readonly string[] s_impure =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeZoneInfo.get_Local",
        "System.TimeProvider.", "System.Diagnostics.Stopwatch.", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Environment.GetEnvironmentVariable", "System.Environment.get_MachineName",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random.", "System.Security.Cryptography.RandomNumberGenerator.",
        "System.IO.", "System.Net.", "System.Console.", "System.Threading.", "System.Diagnostics.Process.",
    ];

    [Fact]
    public void The_domain_is_pure() => Assert.Empty(ImpureIn(typeof(DomainEvent).Assembly));

    [Fact]
    public void Projections_are_pure() => Assert.Empty(ImpureIn(typeof(FamilyRisk).Assembly));

    [Fact]
    public void A_clock_and_an_id_are_found_where_they_are_used()
    {
        var found = ImpureIn(typeof(EventLog).Assembly);
        Assert.Contains("System.TimeProvider.GetUtcNow", found);
        Assert.Contains("System.Guid.CreateVersion7", found);
    }

    private static List<string> ImpureIn(Assembly assembly) =>
        [.. MembersUsedBy(assembly).Where(m => s_impure.Any(i => i.EndsWith('.') ? m.StartsWith(i, StringComparison.Ordinal) : m == i)).Distinct().Order(StringComparer.Ordinal)];

    private static List<string> MembersUsedBy(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var code = file.GetMetadataReader();
        var members = new List<string>();
        foreach (var handle in code.MemberReferences)
        {
            var member = code.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = code.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{code.GetString(type.Namespace)}.{code.GetString(type.Name)}.{code.GetString(member.Name)}");
        }

        return members;
    }
}
