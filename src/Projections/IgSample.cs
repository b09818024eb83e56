using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>
/// Which shares an information governance officer looks at (domain §3.4): all that were urgent, refused and sent all the
/// same, late, or still incomplete some working days after sending; and one in so many of the rest, and of the decisions not
/// to share. Nobody picks: whoever has the ids can draw it again.
/// </summary>
public static class IgSample
{
    /// <summary>Why a line is in the sample at a moment; empty where it is not.</summary>
    /// <param name="policy">The partnership's; null for what the domain proposes.</param>
    public static IReadOnlyList<IgSampleReason> ReasonsOf(ShareRow row, DateTimeOffset now, ReviewPolicy? policy = null)
    {
        policy ??= ReviewPolicy.Default;
        var reasons = new List<IgSampleReason>();
        if (row.Urgency is not null) reasons.Add(IgSampleReason.Urgent);
        if (row.Mark == ShareMark.RefusedThenShared) reasons.Add(IgSampleReason.RefusedThenShared);
        if (row.Mark == ShareMark.WithdrawnBeforeSent) reasons.Add(IgSampleReason.WithdrawnBeforeSent);
        if (row.Urgency == ShareUrgency.DecidedLate || (row.Urgency == ShareUrgency.Undecided && now > row.DecideBy)) reasons.Add(IgSampleReason.Late);
        if (row is { Override: OverrideState.Incomplete, DisclosedAt: { } sent } && now > WorkingDays.DueAfter(sent, policy.DaysToComplete)) reasons.Add(IgSampleReason.Incomplete);
        if (row.Month is not { } month || !IsDrawn(month, row.Share, policy.SampleOneIn)) return reasons;
        if (row.DisclosedAt is not null) reasons.Add(IgSampleReason.Random);
        else if (row.State == ShareState.DecidedAgainst) reasons.Add(IgSampleReason.NotShared);
        return reasons;
    }

    /// <summary>
    /// The draw: SHA-256 of the text <c>ig-sample/1:{month}:{id}</c>, its first eight hexadecimal digits read as one
    /// number; drawn where the policy's number (ten, unless it says otherwise) divides it. The month is that of the first entry, so that each is drawn for once.
    /// </summary>
    /// <param name="month">As <c>2026-11</c>.</param>
    /// <param name="id">Of the share or the decision, in lower-case hexadecimal digits with hyphens.</param>
    public static bool IsDrawn(string month, Guid id, int oneIn = 10) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"ig-sample/1:{month}:{id}"))) % (uint)oneIn == 0;
}
