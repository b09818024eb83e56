using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Serialisation;
using Safeguard.Projections;

namespace Safeguard.Host.Sharing;

/// <summary>
/// The keyed hash of each item as it leaves, and what it says afterwards. An item's content is the canonical JSON (RFC 8785)
/// of <c>about</c>, <c>category</c>, <c>number</c>, <c>share</c>, <c>source</c> and <c>text</c>; <c>about</c> is left out where it is of nobody.
/// </summary>
public sealed class SentContent(Opener opener, ContentHashes hashes)
{
    /// <summary>The hash of each item, by number, under the key of the recipient, who controls that copy. One that was erased has none.</summary>
    public async Task<IReadOnlyDictionary<int, string>> HashesAsync(ShareId share, IReadOnlyList<ShareItem> items, AgencyId recipient, CancellationToken stop)
    {
        var found = new Dictionary<int, string>();
        foreach (var item in items)
            if (await opener.OpenAsync(item.Text, stop) is { } text)
                found[item.Number] = await hashes.OfAsync(item.Text.Subject, recipient, Content(share, item.Number, item.Category, item.Source, item.About, text), stop);
        return found;
    }

    /// <summary>What the hashes say of all that was sent of a share.</summary>
    public async Task<IReadOnlyList<SentWords>> CheckAsync(ShareStory story, CancellationToken stop)
    {
        var said = new List<SentWords>();
        foreach (var recorded in story.Sent)
            foreach (var item in ((InformationDisclosed)recorded.Event).Items)
                said.Add(new SentWords(recorded.Id, item.Number, await CheckAsync(((InformationDisclosed)recorded.Event).Share, item, stop)));
        return said;
    }

    /// <summary>Whether somebody's text is the one that an item holds; null where the hash or its key is not there.</summary>
    public async ValueTask<bool?> IsAsync(ShareId share, DisclosedItem item, string text, CancellationToken stop) =>
        item is { ContentHash: { } hash, Text.Sealed: { } token }
            ? await hashes.AgreesAsync(token, hash, Content(share, item.Number, item.Category, item.Source, item.About, text), stop)
            : null;

    private async ValueTask<SentWordsState> CheckAsync(ShareId share, DisclosedItem item, CancellationToken stop)
    {
        if (item.ContentHash is not { } hash) return SentWordsState.NotHashed;
        if (item.Text.Sealed is not { } token || await opener.OpenAsync(item.Text, stop) is not { } text) return SentWordsState.Erased;
        return await hashes.AgreesAsync(token, hash, Content(share, item.Number, item.Category, item.Source, item.About, text), stop) switch
        {
            true => SentWordsState.Agree,
            false => SentWordsState.Differ,
            null => SentWordsState.Erased,
        };
    }

    // As answers are written, not as events: those leave out what cannot be set, which of a value made here is all of it.
    private static byte[] Content(ShareId share, int number, InformationCategory category, EventId source, PersonId? about, string text) =>
        CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(new { about, category, number, share, source, text }, EventJson.Answers));
}
