using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.Chronologies;

/// <summary>What deciding needs of the chronologies that were handed in to one review: the fold of <c>import-{review}</c>.</summary>
public sealed record ChronologyImport(CaseReviewId Review)
{
    /// <summary>The keyed hashes of the files that came.</summary>
    public ImmutableHashSet<string> Files { get; init; } = [];

    /// <summary>The keyed hashes of the rows that were taken.</summary>
    public ImmutableHashSet<string> Rows { get; init; } = [];

    /// <summary>The entries whose rows were withdrawn. Their keyed hashes stay among <see cref="Rows"/>.</summary>
    public ImmutableHashSet<EventId> Withdrawn { get; init; } = [];

    public ChronologyImport Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ImportReceived e => this with { Files = Files.Add(e.File) },
        ChronologyEntryImported e => this with { Rows = Rows.Add(e.Fingerprint) },
        ChronologyEntryWithdrawn e => this with { Withdrawn = Withdrawn.Add(e.Entry) },
        _ => throw new UnreachableException("An import event that nobody folds."),
    };
}
