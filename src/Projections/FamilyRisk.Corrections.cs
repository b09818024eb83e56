using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>A child was seen.</summary>
public sealed record SeenEntry(Origin Origin, PersonId Child, bool Alone, SeenWhere Where, Personal<string>? WishesAndFeelings);

/// <summary>An entry was wrong: the right words, or when it happened.</summary>
public sealed record FactCorrection(Origin Origin, EventId Corrects, Personal<string>? Text, Happened? Happened);

public sealed partial record FamilyRisk
{
    /// <summary>
    /// The row as one reader is to have it: with the corrections that they may read (domain §2.10 rule 1), in their order,
    /// so that the newest stands. They are not folded in, since another agency holds what was sent to it, which only a
    /// correction of the share changes.
    /// </summary>
    internal FamilyRisk CorrectedFor(Reader reader) =>
        FactsCorrected.Where(c => reader.Owns(c.Origin)).Aggregate(this, (row, correction) => row.With(correction));

    private FamilyRisk With(FactCorrection said)
    {
        return this with
        {
            Concerns = Change(Concerns, e => e.Origin, e => e with { Origin = Right(e.Origin), Text = said.Text ?? e.Text }),
            Use = Change(Use, e => e.Origin, e => e with { Origin = Right(e.Origin), Note = said.Text ?? e.Note }),
            Vulnerabilities = Change(Change(Vulnerabilities,
                e => e.Origin, e => e with { Origin = Right(e.Origin), Note = said.Text ?? e.Note }),
                e => e.End, e => e with { End = Right(e.End!), EndNote = said.Text ?? e.EndNote }),
            Seen = Change(Seen, e => e.Origin, e => e with { Origin = Right(e.Origin), WishesAndFeelings = said.Text ?? e.WishesAndFeelings }),
        };

        Origin Right(Origin wrong) => wrong with
        {
            Happened = said.Happened ?? wrong.Happened,
            CorrectedBy = [.. wrong.CorrectedBy ?? [], said.Origin],
            WordsOf = said.Text is null ? wrong.WordsOf : said.Origin.Event,
        };

        ImmutableArray<T> Change<T>(ImmutableArray<T> entries, Func<T, Origin?> of, Func<T, T> change) =>
            entries.Any(e => of(e)?.Event == said.Corrects) ? [.. entries.Select(e => of(e)?.Event == said.Corrects ? change(e) : e)] : entries;
    }
}
