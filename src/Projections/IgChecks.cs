using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>What one check says of one share.</summary>
/// <param name="Asks">What it looks at.</param>
/// <param name="Why">Why it says so, in a sentence without any words of the record.</param>
/// <param name="Entries">The entries that it rests on, oldest first.</param>
public sealed record IgCheckLine(IgCheck Check, string Asks, IgCheckState State, string Why, IReadOnlyList<EventId> Entries);

/// <summary>Another share whose weighing of harms reads almost the same (G9): its id, never its text.</summary>
/// <param name="Likeness">In hundredths.</param>
public sealed record NearText(Guid Share, FamilyId Family, int Likeness);

/// <summary>What comparing the text with others of the sample gave.</summary>
/// <param name="Compared">How many others were read.</param>
/// <param name="Cut">True where the sample holds more than were read: the newest were.</param>
public sealed record NearTexts(int Compared, bool Cut, IReadOnlyList<NearText> Near);

/// <summary>What the hash of one item says of its words.</summary>
public enum SentWordsState
{
    Agree,
    Differ,
    /// <summary>The words were erased, or their key is not there: nobody can say any more.</summary>
    Erased,
    /// <summary>Sent before hashes were kept.</summary>
    NotHashed,
}

/// <summary>The words of one item that was sent, held against the hash that was recorded when they left.</summary>
public sealed record SentWords(EventId Disclosure, int Number, SentWordsState State);

/// <summary>
/// The officer's checks that a machine can make (domain §3.4), from what the log holds. Where it holds too little the
/// answer is CannotTell with the reason, never Pass; four of them are for a person.
/// </summary>
public sealed partial class IgChecks
{
    private static readonly Dictionary<IgCheck, string> Asked = new()
    {
        [IgCheck.G1] = "Are the tests J1 to J20 all answered?",
        [IgCheck.G2] = "Was it decided by the rules of its own date and nation?",
        [IgCheck.G3] = "Is what was sent among what was authorised?",
        [IgCheck.G4] = "Was it sent to whom it was authorised for?",
        [IgCheck.G5] = "Was the contact point verified on that date?",
        [IgCheck.G6] = "Did somebody else authorise it than proposed or decided it?",
        [IgCheck.G7] = "Was an urgent share decided on in time?",
        [IgCheck.G8] = "Was everybody told who was to be told, in time, and a decision not to tell looked at again on its date?",
        [IgCheck.G9] = "Is the weighing of harms about this family?",
        [IgCheck.G10] = "Is opinion marked as such?",
        [IgCheck.G11] = "Is a source that is a third party protected?",
        [IgCheck.G12] = "Does the record of permission agree with what the share says of it?",
        [IgCheck.G13] = "Was a correction sent to every recipient?",
        [IgCheck.G14] = "Are decisions not to share looked at as well?",
        [IgCheck.G15] = "Was it read by nobody without a reason?",
        [IgCheck.G16] = "Does the recipient use it for its purpose alone?",
        [IgCheck.G17] = "Is its retention class set?",
        [IgCheck.G18] = "Is it a breach, and what risk does it bring to people?",
    };

    private readonly ShareStory _story;
    private readonly IReadOnlyList<RecordedEvent> _readings;
    private readonly NearTexts? _near;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyList<SentWords> _words;
    private readonly RuleBook? _rules;

    private IgChecks(ShareStory story, IReadOnlyList<RecordedEvent> readings, NearTexts? near, DateTimeOffset now, IReadOnlyList<SentWords> words, RuleBook? rules) =>
        (_story, _readings, _near, _now, _words, _rules) = (story, readings, near, now, words, rules);

    /// <summary>All eighteen, in their order.</summary>
    /// <param name="readings">Readings of the family's record that showed any of the share's entries.</param>
    /// <param name="near">What comparing the texts gave; null where they were not compared.</param>
    /// <param name="words">What the hashes say of what was sent; null where nobody looked.</param>
    /// <param name="rules">The rules of the record's nation as they were published when <see cref="ShareStory.JudgedIn"/> was recorded, never as they are today; null where nothing was.</param>
    public static IReadOnlyList<IgCheckLine> Of(
        ShareStory story, IReadOnlyList<RecordedEvent> readings, NearTexts? near, DateTimeOffset now, IReadOnlyList<SentWords>? words = null, RuleBook? rules = null)
    {
        var checks = new IgChecks(story, readings, near, now, words ?? [], rules);
        return [.. Enum.GetValues<IgCheck>().Select(check =>
        {
            var (state, why, entries) = checks.Look(check);
            return new IgCheckLine(check, Asked[check], state, why, [.. entries.OfType<RecordedEvent>().DistinctBy(e => e.Id).OrderBy(e => e.Position).Select(e => e.Id)]);
        })];
    }

    private Found Look(IgCheck check) => check switch
    {
        IgCheck.G1 => Complete(),
        IgCheck.G2 => Rules(),
        IgCheck.G3 => OfAShare(ItemsSent),
        IgCheck.G4 => OfAShare(Recipient),
        IgCheck.G5 => OfAShare(ContactPoint),
        IgCheck.G6 => OfAShare(Duties),
        IgCheck.G7 => OfAShare(Retrospective),
        IgCheck.G8 => OfAShare(OpennessKept),
        IgCheck.G9 => OfAShare(AboutThisFamily),
        IgCheck.G11 => OfAShare(ThirdParty),
        IgCheck.G12 => OfAShare(PermissionHistory),
        IgCheck.G13 => OfAShare(Corrections),
        IgCheck.G15 => Readers(),
        IgCheck.G17 => new(IgCheckState.CannotTell, "Retention classes are not recorded yet."),
        _ => new(IgCheckState.ForAPerson, "No machine can say."),
    };

    private Found OfAShare(Func<Found> look) =>
        _story.Proposal is null ? new(IgCheckState.NotApplicable, "It is a decision not to share.") : look();

    private Found Complete()
    {
        var tests = _story.Tests(_now);
        if (tests.Count == 0) return new(IgCheckState.NotApplicable, "There is no override.");
        var open = tests.Where(t => t.State != TestState.Answered).ToList();
        IReadOnlyList<RecordedEvent?> entries = [.. _story.Answers, _story.Decided, .. _story.Sent];
        if (open.Count == 0) return new(IgCheckState.Pass, "All twenty are answered.", entries);
        var late = open.Find(t => t.State == TestState.Late);
        return late is null
            ? new(IgCheckState.NotYetRecorded, $"Not answered: {string.Join(", ", open.Select(t => t.Test))}.", entries)
            : new(IgCheckState.Fail, $"{late.Test} was late; not answered: {string.Join(", ", open.Select(t => t.Test))}.", entries);
    }

    private Found Rules()
    {
        var entry = _story.JudgedIn;
        var day = entry.Event.Envelope.Happened.On ?? LondonTime.DateOf(entry.RecordedAt);
        if (entry.Headers is not { Jurisdiction: { } nation, RulePack: { } name } || RulePack.Named(name) is not { } pack)
            return new(IgCheckState.CannotTell, "The entry names no rules that this release knows.", [entry]);
        if (pack.Jurisdiction != nation) return new(IgCheckState.Fail, $"{pack.Label} is of another nation.", [entry]);
        var right = (_rules ?? new RuleBook(nation)).PackOn(day);
        if (right.Name == pack.Name)
            return new(IgCheckState.Pass, right.Publication is not null ? $"{pack.Label} was published as in force that day when this was recorded." : $"{pack.Label} was in force that day.", [entry]);
        var label = right.Held()?.Label ?? right.Name;
        if (right.Publication is not null || right.Name != new RuleBook(nation).PackOn(day).Name)
            return new(IgCheckState.Fail, $"By what was published when this was recorded, {label} was in force that day; it was judged by {pack.Label}.", [entry]);
        return pack.From > day
            ? new(IgCheckState.Fail, $"{pack.Label} was not in force yet; {label} was.", [entry])
            // This release may bring a pack that the one which judged it did not know.
            : new(IgCheckState.CannotTell, $"By this release {label} covers that day; which release judged it, the log does not say.", [entry]);
    }

    private Found ItemsSent()
    {
        if (_story.Sent.Count == 0) return new(IgCheckState.NotYetRecorded, "Nothing was sent.");
        var allowed = _story.Decided?.Event is ShareAuthorised authorised ? authorised.Items
            : _story.Override?.Event is OverrideDecided decided ? [.. (decided.Items ?? []).Select(i => i.Number)]
            : (IReadOnlyList<int>)[.. _story.Proposal!.Items.Select(i => i.Number)];
        var wrong = _story.Sent.SelectMany(s => ((InformationDisclosed)s.Event).Items).Where(i => !allowed.Contains(i.Number)
            || !_story.Proposal!.Items.Any(p => p.Number == i.Number && p.Category == i.Category && p.Source == i.Source)).Select(i => i.Number).Distinct().ToList();
        IReadOnlyList<RecordedEvent?> entries = [_story.Begun, _story.Override, _story.Decided, .. _story.Sent];
        if (wrong.Count > 0) return new(IgCheckState.Fail, $"Not authorised, or another thing than proposed: item {string.Join(", ", wrong)}.", entries);
        var changed = _words.Where(w => w.State == SentWordsState.Differ).Select(w => w.Number).Distinct().ToList();
        return changed.Count == 0
            ? new(IgCheckState.Pass, $"Number, category and source of every item agree; its words were copied by the service from the proposal{HashesSay()}.", entries)
            : new(IgCheckState.Fail, $"Its words are not those of the hash that was recorded when they were sent: item {string.Join(", ", changed)}.", entries);
    }

    private string HashesSay() =>
        _words.Count == 0 || _words.All(w => w.State == SentWordsState.NotHashed) ? ""
        : _words.All(w => w.State == SentWordsState.Agree) ? ", and agree with the hash recorded when they were sent"
        : ", and agree with the hash recorded when they were sent, as far as they have one and were not erased";

    private Found Recipient()
    {
        if (_story.Sent.Count == 0) return new(IgCheckState.NotYetRecorded, "Nothing was sent.");
        IReadOnlyList<RecordedEvent?> entries = [_story.Begun, .. _story.Sent];
        var meant = _story.Proposal!.Recipient;
        if (_story.Sent.Any(s => ((InformationDisclosed)s.Event).Recipient != meant.Agency)) return new(IgCheckState.Fail, "It went to another agency.", entries);
        return meant is { Team: null, Person: null }
            ? new(IgCheckState.Pass, "It went to the agency it was meant for.", entries)
            : new(IgCheckState.CannotTell, "It went to the agency it was meant for; the team or person is in words.", entries);
    }

    private Found ContactPoint()
    {
        if (_story.Sent.Count == 0) return new(IgCheckState.NotYetRecorded, "Nothing was sent.");
        var written = _story.Sent.Where(s => s.Event is InformationDisclosed { Channel: DisclosureChannel.SecureEmail or DisclosureChannel.SecurePortal or DisclosureChannel.Post }).ToList();
        if (written.Count == 0) return new(IgCheckState.NotApplicable, "It was told by word of mouth or read in this record.", _story.Sent);
        return written.TrueForAll(s => s.Event is InformationDisclosed { ContactPoint: not null })
            ? new(IgCheckState.Pass, "It went to contact points that were checked and in force on the day; the service takes no others.", [.. written])
            : new(IgCheckState.CannotTell, "Some of it names no contact point.", [.. written]);
    }

    private Found Duties()
    {
        if (_story.Decided is not { } decided)
            return _story.Override is null
                ? new(IgCheckState.NotApplicable, "A permission needs nobody's authorisation.")
                : new(IgCheckState.NotYetRecorded, "Nobody has authorised it.");
        var hands = _story.Entries.Where(e => e.Event is ShareProposed or OverrideAnswers && e.Agency == _story.From)
            .SelectMany(e => new[] { e.Headers.Actor, e.Event.Envelope.DecidedBy ?? e.Headers.Actor }).ToHashSet();
        IReadOnlyList<RecordedEvent?> entries = [_story.Begun, .. _story.Answers, decided];
        return hands.Contains(decided.Headers.Actor)
            ? new(IgCheckState.Fail, "Who authorised it had proposed or decided it.", entries)
            : new(IgCheckState.Pass, "Who authorised it had neither proposed nor decided it.", entries);
    }

    private Found Retrospective()
    {
        if (_story.Urgent is not { Event: UrgentShareMade made } urgent) return new(IgCheckState.NotApplicable, "It waited for its authorisation.");
        if (_story.IsLate(_now)) return new(IgCheckState.Fail, _story.Decided is null ? "Nobody has decided on it, and its day has passed." : "It was decided on after its day.", [urgent, _story.Decided]);
        return _story.Decided is null
            ? new(IgCheckState.NotYetRecorded, $"To be decided on by {LondonTime.DateOf(made.DecideBy):yyyy-MM-dd}.", [urgent])
            : new(IgCheckState.Pass, "It was decided on in time.", [urgent, _story.Decided]);
    }

    private Found AboutThisFamily()
    {
        if (_story.Override is null) return new(IgCheckState.NotApplicable, "There is no override.");
        if (_story.Weighed is not { } weighed) return new(IgCheckState.NotYetRecorded, "The harms are not weighed yet (J9).", [_story.Override]);
        if (_near is null || (_near.Compared == 0 && _near.Near.Count == 0)) return new(IgCheckState.CannotTell, "There was no other text to compare it with.", [weighed]);
        var others = $"{_near.Compared} other texts of the sample{(_near.Cut ? ", the newest" : "")}";
        return _near.Near.Count == 0
            ? new(IgCheckState.Pass, $"It reads like none of {others}.", [weighed])
            : new(IgCheckState.Fail, $"It reads almost the same as {_near.Near.Count} of {others}.", [weighed]);
    }

    /// <summary>What a check found, and the entries it rests on; those that are not there are left out.</summary>
    private sealed record Found(IgCheckState State, string Why, IReadOnlyList<RecordedEvent?> Entries)
    {
        public Found(IgCheckState state, string why) : this(state, why, []) { }
    }
}
