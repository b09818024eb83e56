using Safeguard.Domain;

namespace Safeguard.EventStore.Commands;

/// <summary>What one command may bring to the log at most (design D10).</summary>
public static class EventLimits
{
    /// <summary>Bytes of one event as stored, sealed values included.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Events of one command.</summary>
    public const int MostEvents = 100;

    public static readonly Refusal EventTooLarge = Refusal.Content("EVENT_TOO_LARGE",
        "What is to be recorded is larger than one entry may be.", null, "design D10", "Shorten the texts, or record them as several entries.");

    public static readonly Refusal TooManyEvents = Refusal.Content("TOO_MANY_ENTRIES",
        "The command would record more than a hundred entries at once.", null, "design D10", "Record it as several commands.");
}
