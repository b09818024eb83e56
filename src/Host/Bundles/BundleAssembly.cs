using Safeguard.Domain;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Sealing;
using Safeguard.Projections;

namespace Safeguard.Host.Bundles;

/// <summary>The key of one value. It opens this value and no other.</summary>
public sealed record BundleKey(string Of, byte[] Key);

/// <summary>What goes into a bundle of one family for one reader, before anything is said of its making.</summary>
/// <param name="Position">Of everything up to here.</param>
/// <param name="Entries">In the order of the log.</param>
/// <param name="Keys">Of the values that the reader may see.</param>
/// <param name="Erased">Values that the reader might see, had their keys not been destroyed.</param>
/// <param name="Shown">The entries of the record whose text the bundle opens.</param>
public sealed record BundleContent(
    FamilyId Family, long Position, IReadOnlyList<StoredEntry> Entries, IReadOnlyList<BundleKey> Keys, IReadOnlyList<string> Erased, IReadOnlyList<EventId> Shown)
{
    /// <summary>The root over the leaves of the entries alone: what the log will say was handed out.</summary>
    public Sha256Hash Root() => Frontier.Empty.Append([.. Entries.Select(e => e.Leaf())]).After.Root;
}

/// <summary>
/// Gathers what goes into a bundle: of the family's stream, its persons' and the stream of its reads every entry that the
/// reader may read (<see cref="CaseBundleSight"/>). Whether a stream is frozen is told by its last entry, not asked here.
/// </summary>
public sealed class BundleAssembly(StoredEntries entries, ValueKeys keys)
{
    /// <summary>More entries than this are refused: a file of them opens on no laptop.</summary>
    public const int MostEntries = 20_000;

    /// <returns>Null where nothing recorded by then is the reader's to read, or there is more than <see cref="MostEntries"/>.</returns>
    /// <param name="position">At most the head's.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="reader">As whom they read. Rights are those of now, whatever the position (design D7).</param>
    /// <param name="withheld">Those whose identity is kept from them now.</param>
    public async Task<(BundleContent? Content, bool TooLarge)> GatherAsync(FamilyId family, long position, Actor caller, Reader reader, IReadOnlySet<PersonId> withheld, CancellationToken stop)
    {
        var stream = StreamKey.Family(family);
        if (await entries.CountAsync([stream, StreamKey.AccessTo(family)], position, stop) > MostEntries) return (null, true);
        var record = await entries.OfAsync([stream], position, stop);
        if (record.Count == 0) return (null, false);
        var row = record.Aggregate(FamilyRisk.Begin(stream), (folded, e) => FamilyRisk.Evolve(folded, e.Recorded));
        var beside = await entries.OfAsync([StreamKey.AccessTo(family), .. row.People().Select(StreamKey.Person)], position, stop);

        var people = row.People().ToDictionary(p => p, p => beside.Where(e => e.Recorded.Stream == StreamKey.Person(p))
            .Aggregate(new Projections.Identity(), (identity, e) => Projections.Identity.Evolve(identity, e.Recorded)));
        foreach (var person in people.Keys.ToList())
            people[person] = (withheld.Contains(person) ? people[person].WithoutIdentity() : people[person]).SeenBy(reader.Grant, person);
        var sight = new CaseBundleSight(row, Shown(row, people, record[^1].Recorded.RecordedAt, reader), caller, reader, withheld);
        var chosen = record.Concat(beside).OrderBy(e => e.Recorded.Position).Select(e => (Entry: e, Share: sight.Of(e.Recorded))).Where(e => e.Share != BundleShare.None).ToList();
        if (chosen.Count == 0) return (null, false);
        if (chosen.Count > MostEntries) return (null, true);

        var values = chosen.SelectMany(e => SealedValues.In(e.Entry.Canonical).Where(v => sight.Opens(e.Share, e.Entry.Recorded, v)).Select(v => (Value: v, e.Entry.Recorded))).ToList();
        var found = await keys.OfAsync([.. values.Select(v => v.Value)], stop);
        return (new BundleContent(
            family, position, [.. chosen.Select(e => e.Entry)],
            [.. found.Where(k => k.Value is not null).Select(k => new BundleKey(k.Key, k.Value!))],
            [.. found.Where(k => k.Value is null).Select(k => k.Key)],
            [.. values.Where(v => v.Recorded.Stream == stream && found.GetValueOrDefault(v.Value.Of) is not null).Select(v => v.Recorded.Id).Distinct()]), false);
    }

    /// <summary>The keys of all values of one entry, as of the one that says that a bundle was made.</summary>
    public async Task<IReadOnlyList<BundleKey>> KeysAsync(StoredEntry entry, CancellationToken stop) =>
        [.. (await keys.OfAsync(SealedValues.In(entry.Canonical), stop)).Where(k => k.Value is not null).Select(k => new BundleKey(k.Key, k.Value!))];

    /// <summary>The values that the risk view of that moment shows to the reader.</summary>
    private static HashSet<string> Shown(FamilyRisk row, IReadOnlyDictionary<PersonId, Projections.Identity> people, DateTimeOffset asOf, Reader reader) =>
        [.. SealedValues.InView(FamilyRiskView.Of(row, people, reader, LondonTime.DateOf(asOf), asOf)).Select(v => v.Of)];
}
