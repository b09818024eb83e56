using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// What one reader may read of one family's record, decided statement by statement (design D11, domain §5 rule 1):
/// what their agency recorded, what was disclosed to it, the steps of a referral that it makes or answers, and what
/// is common to all. Everything else is not there: no count, flag or list of the unknown may be made from it.
/// It also notes which entries' text was shown, for the access event (design D8).
/// </summary>
internal sealed class Sight
{
    private readonly Reader _reader;
    private readonly IEnumerable<DisclosureEntry> _disclosures;
    private readonly Dictionary<EventId, List<(DisclosureEntry Disclosure, DisclosedEntry Item)>> _received = [];
    private readonly SortedSet<Guid> _shown = [];

    public Sight(Reader reader, FamilyRisk row) : this(reader, row.Disclosures) { }

    public Sight(Reader reader, IEnumerable<DisclosureEntry> disclosures)
    {
        (_reader, _disclosures) = (reader, disclosures);
        foreach (var disclosure in disclosures.Where(d => d.Recipient == reader.Agency))
            foreach (var item in disclosure.Items)
            {
                if (!_received.TryGetValue(item.Source, out var items)) _received[item.Source] = items = [];
                items.Add((disclosure, item));
            }
    }

    /// <summary>The entries whose text the reader was shown: of what was received, the disclosure that brought it.</summary>
    public IReadOnlyList<EventId> Shown => [.. _shown.Select(EventId.From)];

    public bool ReadsRecords => _reader.ReadsRecords;

    /// <summary>True where the reader reads as this agency does; under a review as every agency.</summary>
    public bool IsReader(AgencyId agency) => _reader.ReadsAll || agency == _reader.Agency;

    /// <summary>Why the reader may read an entry; null when they may not.</summary>
    public ReadAs? Reads(Origin? origin) => origin switch
    {
        null => null,
        _ when _reader.ReadsAll => ReadAs.Granted,
        _ when !_reader.ReadsRecords => null,
        _ when origin.Agency == _reader.Agency => ReadAs.Own,
        _ when _received.ContainsKey(origin.Event) => ReadAs.Received,
        _ => null,
    };

    /// <summary>True where the reader has the entry in its own words: their agency's, or anybody's under a review.</summary>
    public bool Owns(Origin? origin) => Reads(origin) is ReadAs.Own or ReadAs.Granted;

    public bool Sees(Origin? origin) => Reads(origin) is not null;

    /// <summary>What a line rests on, where the reader may read all of it.</summary>
    public Source Of(params IReadOnlyList<Origin> origins) => Source(ReadAs.Own, origins);

    /// <summary>What a line that is common to all rests on.</summary>
    public Source Common(params IReadOnlyList<Origin> origins) => Source(ReadAs.Common, origins);

    /// <summary>What a step of a referral between the reader's agency and another rests on.</summary>
    public Source AsParty(params IReadOnlyList<Origin> origins) => Source(ReadAs.Party, origins);

    /// <summary>What a disclosure to the reader's agency rests on: itself.</summary>
    public Source Delivered(DisclosureEntry disclosure)
    {
        _shown.Add(disclosure.Origin.Event.Value);
        return AsParty(disclosure.Origin) with { ReadAs = ReadAs.Received, ReceivedIn = [disclosure.Origin.Event] };
    }

    private Source Source(ReadAs otherwise, IReadOnlyList<Origin> origins)
    {
        var newest = origins[0];
        var readAs = ReadAs.Own;
        foreach (var origin in origins)
        {
            if (origin.Position > newest.Position) newest = origin;
            var one = Reads(origin) ?? otherwise;
            if (one > readAs) readAs = one;
        }

        var receivedIn = origins.SelectMany(o => Reads(o) == ReadAs.Received ? _received[o.Event] : []).Select(r => r.Disclosure.Origin.Event).Distinct().ToList();
        // What is common is the fact. Words about how it came to be known belong to who recorded it.
        var known = Reads(newest) is not null || otherwise == ReadAs.Party;
        var rests = origins.SelectMany(o => (IEnumerable<Origin>)[o, .. o.CorrectedBy ?? []]).DistinctBy(o => o.Event).ToList();
        return new Source([.. rests.Select(o => o.Event)], rests.Max(o => o.RecordedAt), readAs, newest.Happened)
        {
            Agency = known ? newest.Agency : null,
            LearnedAt = known ? newest.LearnedAt : null,
            KnownFrom = known ? newest.KnownFrom : null,
            Basis = newest.Basis,
            Sensitivity = newest.Sensitivity,
            ReceivedIn = receivedIn.Count == 0 ? null : receivedIn,
        };
    }

    /// <summary>
    /// The words of an entry for this reader: the original where their agency recorded it, what was sent where it was
    /// received (design D5: the recipient controls its own copy), otherwise none. Whatever is answered counts as shown.
    /// </summary>
    public Personal<string>? Text(Origin? origin, Personal<string>? original)
    {
        switch (Reads(origin))
        {
            case ReadAs.Own or ReadAs.Granted when original is not null:
                // Corrected words are the correction's, and so is that they were read.
                _shown.Add((origin!.WordsOf ?? origin.Event).Value);
                return original;
            case ReadAs.Received:
                var (disclosure, item) = _received[origin!.Event][^1];
                _shown.Add(disclosure.Origin.Event.Value);
                return item.Text;
            default:
                return null;
        }
    }

    /// <summary>All that was sent to the reader's agency of one entry, in the order of sending.</summary>
    public IReadOnlyList<Personal<string>> AsSent(EventId entry)
    {
        if (!_received.TryGetValue(entry, out var items)) return [];
        foreach (var (disclosure, _) in items) _shown.Add(disclosure.Origin.Event.Value);
        return [.. items.Select(i => i.Item.Text)];
    }

    /// <summary>As <see cref="AsSent"/>, to another agency, for whoever may read both what was sent and the entry.</summary>
    public IReadOnlyList<Personal<string>> AsSentTo(AgencyId recipient, EventId entry)
    {
        List<Personal<string>> sent = [];
        foreach (var disclosure in _disclosures.Where(d => d.Recipient == recipient))
            foreach (var item in disclosure.Items.Where(i => i.Source == entry))
            {
                _shown.Add(disclosure.Origin.Event.Value);
                sent.Add(item.Text);
            }

        return sent;
    }

    /// <summary>A sealed value that only the recording agency's readers, or a review's, get: what was received holds its own words.</summary>
    public Personal<string>? Original(Origin origin, Personal<string>? value) =>
        Owns(origin) ? Told(origin, value) : null;

    /// <summary>As <see cref="Original"/>, of a value that tells who the family is: not for a reader under pseudonyms.</summary>
    public Personal<string>? Identifying(Origin origin, Personal<string>? value) =>
        _reader.Grant is { ShowsNames: false } ? null : Original(origin, value);

    /// <summary>Words that the reader's agency said or was told as the other side of a referral, or that were sent to it.</summary>
    public Personal<string>? Told(Origin origin, Personal<string>? text)
    {
        if (text is not null) _shown.Add(origin.Event.Value);
        return text;
    }
}
