using System.Text.Json;
using System.Text.Json.Serialization;
using Safeguard.Domain;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Http;

/// <summary>The wire form of <see cref="Entry"/>: when it happened, when the agency learned it, how, on what basis.</summary>
public sealed record EntryBody
{
    /// <summary>An instant, or a day, month or year where no more is known. Left out it is now.</summary>
    public Moment? HappenedAt { get; init; }
    /// <summary>The other end, with precision Between only.</summary>
    public Moment? HappenedTo { get; init; }
    /// <summary>Left out it follows from the form of happenedAt.</summary>
    public Precision? Precision { get; init; }
    /// <summary>When the first worker of the agency saw it or was told.</summary>
    public DateTimeOffset? LearnedAt { get; init; }
    public KnownFrom? KnownFrom { get; init; }
    public ShareId? FromShare { get; init; }
    public Basis? Basis { get; init; }
    public IReadOnlyList<Sensitivity>? Sensitivity { get; init; }
    public string? LateEntryReason { get; init; }
    public ActorId? DecidedBy { get; init; }
    /// <summary>Ignored, with a warning: the service's own clock says when an entry is recorded.</summary>
    public JsonElement RecordedAt { get; init; }

    /// <summary>The entry as the domain judges it.</summary>
    /// <param name="pointer">Where it stands.</param>
    /// <exception cref="ProblemException">Times and precision do not fit each other.</exception>
    public Entry ToEntry(string pointer) => new()
    {
        Happened = Happened(pointer),
        LearnedAt = LearnedAt,
        KnownFrom = KnownFrom,
        FromShare = FromShare,
        Basis = Basis,
        Sensitivity = Sensitivity,
        LateEntryReason = LateEntryReason,
        DecidedBy = DecidedBy,
    };

    private Happened? Happened(string pointer)
    {
        if (HappenedTo is not null && Precision != Domain.Time.Precision.Between)
            throw Unfit($"{pointer}/happenedTo", "Set precision to Between, or leave happenedTo out.");
        if (HappenedAt is not { } at)
            return Precision switch
            {
                null => null,
                Domain.Time.Precision.Unknown => Domain.Time.Happened.Unknown,
                _ => throw Unfit($"{pointer}/happenedAt", "Give happenedAt, or set precision to Unknown."),
            };

        return Precision switch
        {
            null => new(at.Earliest, at.Latest, at.Precision),
            Domain.Time.Precision.Before => new(null, at.Precision == Domain.Time.Precision.Exact ? at.Latest : at.Earliest.AddMicroseconds(-1), Domain.Time.Precision.Before),
            Domain.Time.Precision.About => new(at.Earliest, at.Latest, Domain.Time.Precision.About),
            Domain.Time.Precision.Between when HappenedTo is null => throw Unfit($"{pointer}/happenedTo", "Give both ends: happenedAt and happenedTo."),
            Domain.Time.Precision.Between when HappenedTo.Latest < at.Earliest => throw Unfit($"{pointer}/happenedTo", "Swap happenedAt and happenedTo: the first is the earlier."),
            Domain.Time.Precision.Between => new(at.Earliest, HappenedTo!.Latest, Domain.Time.Precision.Between),
            Domain.Time.Precision.Unknown => throw Unfit($"{pointer}/precision", "Leave happenedAt out when nothing is known of the time."),
            var said when said == at.Precision => new(at.Earliest, at.Latest, at.Precision),
            _ => throw Unfit($"{pointer}/precision", "Leave precision out: the form of happenedAt says how exactly the time is known."),
        };
    }

    private static ProblemException Unfit(string pointer, string next) => new(Problems.PrecisionInvalid(pointer, next));
}

/// <summary>Reads an entry from its wire form; answers hold none.</summary>
public sealed class EntryWireConverter : JsonConverter<Entry>
{
    public override Entry? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<EntryBody>(ref reader, options)?.ToEntry("/entry");

    public override void Write(Utf8JsonWriter writer, Entry value, JsonSerializerOptions options) =>
        throw new NotSupportedException("An entry is read from requests only.");
}
