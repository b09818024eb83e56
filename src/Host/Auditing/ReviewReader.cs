using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Sharing;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>Reads what is reviewed, straight from the log: a review must not rest on a register that is behind it.</summary>
public sealed class ReviewReader(EventReader events, SampleTexts texts, SentContent contents, ReviewPolicy policy)
{
    /// <summary>Null where there is no such share or decision.</summary>
    public async Task<ShareStory?> StoryAsync(OpenedFamily opened, Reviewed of, CancellationToken stop, DateTimeOffset? asOf = null) =>
        ShareStory.Find(await events.StreamAsync(opened.Stream, stop, asOf), of);

    /// <summary>Why it is in the sample at this moment: what its line of the share register says, folded anew.</summary>
    public async Task<IReadOnlyList<IgSampleReason>> SampleAsync(OpenedFamily opened, Guid thing, DateTimeOffset now, CancellationToken stop)
    {
        var key = thing.ToString();
        var row = (await events.StreamAsync(opened.Stream, stop)).Where(e => ShareRegister.KeyOf(e) == key).Aggregate((ShareRow?)null, ShareRegister.Evolve);
        return row is null ? [] : IgSample.ReasonsOf(row, now, policy);
    }

    /// <summary>The machine's checks, and what they found of near texts.</summary>
    public async Task<(IReadOnlyList<IgCheckLine> Checks, NearTexts? Near)> ChecksAsync(HttpContext context, OpenedFamily opened, ShareStory story, DateTimeOffset now)
    {
        var readings = await events.ShowingAsync(StreamKey.AccessTo(opened.Id), story.Entries.Select(e => e.Id), now, context.RequestAborted);
        var near = await texts.CompareAsync(context, story, now);
        var words = await contents.CheckAsync(story, context.RequestAborted);
        return (IgChecks.Of(story, readings, near, now, words, await RulesThenAsync(story.JudgedIn, context.RequestAborted)), near);
    }

    /// <summary>The rules of the nation as they were published when an entry was recorded: what was approved behind it in the log is nothing to it.</summary>
    private async Task<RuleBook?> RulesThenAsync(RecordedEvent entry, CancellationToken stop) => entry.Headers.Jurisdiction is { } nation
        ? (await events.StreamAsync(StreamKey.Rules(nation), stop, entry.RecordedAt)).TakeWhile(e => e.Position < entry.Position).Aggregate(new RuleBook(nation), (book, e) => book.Evolve(e))
        : null;
}
