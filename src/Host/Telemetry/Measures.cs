using System.Diagnostics;
using System.Diagnostics.Metrics;
using Safeguard.EventStore.Commands;

namespace Safeguard.Host.Telemetry;

/// <summary>What this service counts of itself: operations and outcomes by their codes, never who or what they were about.</summary>
public static class Measures
{
    public const string Name = "Safeguard";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("safeguard.commands", "{command}", "Commands by operation and outcome.");
    private static readonly Counter<long> Reads = Meter.CreateCounter<long>("safeguard.reads", "{answer}", "Answers that showed record content or lists, by operation.");

    private static readonly Counter<long> Deadlines = Meter.CreateCounter<long>("safeguard.deadlines.lapsed", "{deadline}", "Deadlines that passed with nothing done, by clock.");

    /// <summary>The span of deciding and recording one command; null while nobody listens.</summary>
    public static Activity? BeginCommand(string name) => Activities.StartActivity($"command {name}");

    /// <summary>The span of recording one read, without which no answer leaves.</summary>
    public static Activity? BeginRead(string name) => Activities.StartActivity($"read {name}");

    public static void Command(string name, CommandOutcome outcome, Activity? span)
    {
        var code = CodeOf(outcome);
        span?.SetTag("safeguard.outcome", code);
        Commands.Add(1, new KeyValuePair<string, object?>("operation", name), new KeyValuePair<string, object?>("outcome", code));
    }

    private static string CodeOf(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Recorded { Repeated: true } => "repeated",
        CommandOutcome.Recorded => "recorded",
        CommandOutcome.Unchanged => "unchanged",
        CommandOutcome.Refused refused => refused.Refusal.Code,
        CommandOutcome.Changed => "changed",
        _ => "key_reused",
    };

    public static void Lapsed(string clock) => Deadlines.Add(1, new KeyValuePair<string, object?>("clock", clock));

    public static void Read(string name) => Reads.Add(1, new KeyValuePair<string, object?>("operation", name));
}
