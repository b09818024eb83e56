using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Demonstration;

/// <summary>One thing that somebody records.</summary>
public delegate Task Act(Teller teller, CancellationToken stop);

/// <summary>
/// What is recorded at one instant. Threads have nothing to do with each other and are told side by side; the acts of
/// one thread follow each other. A chapter begins when the one before it is recorded to its last word: so the head's
/// time says how far the story got.
/// </summary>
/// <param name="At">UTC, whole minutes; no two chapters share it.</param>
/// <param name="Title">What happens, in a few words and without names.</param>
public sealed record Chapter(DateTimeOffset At, string Title, IReadOnlyList<IReadOnlyList<Act>> Threads)
{
    public int Acts => Threads.Sum(t => t.Count);

    /// <summary>A chapter of one act.</summary>
    public static Chapter Of(DateTimeOffset at, string title, Act act) => new(at, title, [[act]]);
}

/// <summary>
/// The whole demonstration: Somerset's caseload audit of September 2010, then a family of Bedfordshire in the autumn of
/// 2026. Everybody in it is invented.
/// </summary>
public static class Story
{
    /// <summary>When the log of a demonstration is opened. A log whose first entry has another time is not ours to go on with.</summary>
    public static DateTimeOffset Begin { get; } = London(2010, 9, 16, 7, 0);

    /// <summary>All chapters, in order.</summary>
    public static IReadOnlyList<Chapter> Chapters() =>
        [.. DemonstrationAgencies.InSomerset(), .. SomersetTelling.Chapters(), .. DemonstrationAgencies.InBedfordshire(), .. BedfordshireCase.Chapters()];

    /// <summary>A London time of the story.</summary>
    internal static DateTimeOffset London(int year, int month, int day, int hour, int minute) =>
        LondonTime.InstantOf(new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified));

    /// <summary>One of those as whom one may look around.</summary>
    internal static Actor Persona(string name)
    {
        var persona = Personas.All.Single(p => p.Name == name);
        return new Actor(ActorId.Of(name), persona.Agency, persona.Roles);
    }

    /// <summary>
    /// An id that is always the same for the same name: told again after an interruption, the story must mean the same
    /// people. A UUID of version 7, as all ids are.
    /// </summary>
    internal static Guid Id(DateTimeOffset at, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"demonstration/{name}"))[..16];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A family's reference, always the same for the same name.</summary>
    internal static string Reference(string name) =>
        FamilyReference.Of(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"reference/{name}"))));
}
