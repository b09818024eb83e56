using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>The check on telling parents and children (G8): plans are held against what was done, and against their days.</summary>
public sealed partial class IgChecks
{
    /// <summary>Whoever was to be told before it was sent: were they? Each decision with a day: was anything said of them again by it?</summary>
    private Found OpennessKept()
    {
        var words = WordsOnTelling().ToList();
        var decided = words.FindAll(w => w.Before || w.ReviewBy is not null);
        if (decided.Count == 0)
            return words.Count == 0
                ? new(IgCheckState.NotYetRecorded, "Nothing is recorded of telling anybody.")
                : new(IgCheckState.NotApplicable, "Nothing was decided about telling anybody that is still to be held against what was done.", [.. words.Select(w => w.Entry)]);

        var found = decided.ConvertAll(d => d.Before ? ToldBefore(d, words) : LookedAtAgain(d, words));
        return found.Find(f => f.State == IgCheckState.Fail)
            ?? found.Find(f => f.State == IgCheckState.NotYetRecorded)
            ?? new(IgCheckState.Pass, "Who was to be told was told in time, and what was decided otherwise was looked at again by its day.", [.. found.SelectMany(f => f.Entries)]);
    }

    /// <summary>Only an entry of telling meets it, dated before the first sending. Another decision before that takes its place.</summary>
    private Found ToldBefore(Word plan, List<Word> words)
    {
        var sentAt = _story.Sent.Count == 0 ? (DateTimeOffset?)null : _story.Sent.Min(s => ((InformationDisclosed)s.Event).SentAt);
        var theirs = words.FindAll(w => w.Person == plan.Person && w.OfThisShare);
        if (theirs.Find(w => w.Told && (sentAt is null || w.At <= sentAt)) is { } told) return new(IgCheckState.Pass, "", [plan.Entry, told.Entry]);
        if (theirs.Find(w => !w.Told && w.Entry.Position > plan.Entry.Position && (sentAt is null || w.At <= sentAt)) is { } other) return new(IgCheckState.Pass, "", [plan.Entry, other.Entry]);
        if (sentAt is null) return new(IgCheckState.NotYetRecorded, "Somebody is to be told before it is sent, and nothing says yet that they were.", [plan.Entry]);
        var late = theirs.Find(w => w.Told);
        return new(IgCheckState.Fail, late is null
            ? "Somebody was to be told before it was sent, and nothing says that they were."
            : "Somebody was to be told before it was sent, and was told only afterwards.", [plan.Entry, .. _story.Sent, late?.Entry]);
    }

    private Found LookedAtAgain(Word decided, List<Word> words)
    {
        if (words.Find(w => w.Person == decided.Person && w.OfThisShare && w.Told && w.Entry.Position < decided.Entry.Position) is { } already) return new(IgCheckState.Pass, "", [already.Entry, decided.Entry]);
        // What was said of sharing in general says nothing of this share.
        var again = words.Find(w => w.Person == decided.Person && w.Entry.Position > decided.Entry.Position && (w.OfThisShare || !decided.OfThisShare));
        if (again is not null && LondonTime.DateOf(again.Entry.RecordedAt) <= decided.ReviewBy) return new(IgCheckState.Pass, "", [decided.Entry, again.Entry]);
        return again is not null || LondonTime.DateOf(_now) > decided.ReviewBy
            ? new(IgCheckState.Fail, "The day on which it was to be looked at again, or they were to be told, passed before it was.", [decided.Entry, again?.Entry])
            : new(IgCheckState.NotYetRecorded, "Its day has not come.", [decided.Entry]);
    }

    /// <summary>All that the sender's entries say of telling anybody of this share, or of sharing in general, in the order of recording.</summary>
    private IEnumerable<Word> WordsOnTelling() => _story.Stream.Where(e => e.Agency == _story.From).SelectMany(e => e.Event switch
    {
        OverrideAnswers answers when answers.Share == _story.Of.Share => (answers.Openness ?? []).Select(o =>
            new Word(e, o.Person, Told: false) { OfThisShare = true, Before = o.Choice == Openness.ToldBefore, ReviewBy = o.ReviewBy }),
        ParentInformed told => About(told.Share, new Word(e, told.Parent, Told: true)),
        ParentInformedLater told => About(told.Share, new Word(e, told.Parent, Told: true)),
        ChildInformed told => About(told.Share, new Word(e, told.Child, Told: true)),
        ParentNotInformedDecided not => About(not.Share, new Word(e, not.Parent, Told: false) { ReviewBy = not.ReviewBy }),
        _ => [],
    });

    private IEnumerable<Word> About(ShareId? share, Word word) =>
        share is null || share == _story.Of.Share ? [word with { OfThisShare = share is not null }] : [];

    /// <summary>One word on telling somebody.</summary>
    /// <param name="Told">True for an entry that they were told; false for a decision about it.</param>
    private sealed record Word(RecordedEvent Entry, PersonId Person, bool Told)
    {
        public bool OfThisShare { get; init; }
        /// <summary>True for the plan that they are told before it is sent.</summary>
        public bool Before { get; init; }
        public DateOnly? ReviewBy { get; init; }

        public DateTimeOffset At => Entry.Event.Envelope.Happened.MomentOr(Entry.RecordedAt);
    }
}
