using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Auditing;

/// <summary>
/// An information governance officer looks at a share, or at a decision not to share (domain §2.6, §3.4). It stands in the
/// family's own stream, so that what was found is read, proved and replayed with what it was found of.
/// </summary>
/// <param name="Review">The review that it belongs to.</param>
public abstract record IgReviewEvent(IgReviewId Review) : FamilyEvent
{
    /// <summary>The share that is reviewed; null where it is a decision not to share.</summary>
    public ShareId? Share { get; init; }

    /// <summary>The decision not to share that is reviewed; null where it is a share.</summary>
    public NonShareId? NonShare { get; init; }
}

/// <summary>Why a share was looked at (domain §3.4).</summary>
public enum IgSampleReason
{
    /// <summary>It could not wait for somebody's authorisation.</summary>
    Urgent,
    /// <summary>Permission was refused or taken back, and it was sent all the same.</summary>
    RefusedThenShared,
    /// <summary>The permission was taken back, as was learned afterwards, before it was sent (§6 row 42).</summary>
    WithdrawnBeforeSent,
    /// <summary>Urgent, and not decided on by its due instant.</summary>
    Late,
    /// <summary>Its record was still incomplete when the fifth working day after sending had passed.</summary>
    Incomplete,
    /// <summary>One of the tenth that is drawn from what was sent.</summary>
    Random,
    /// <summary>One of the tenth that is drawn from the decisions not to share (G14).</summary>
    NotShared,
}

/// <summary>What the officer found. Software never says any of these (domain §3.3).</summary>
public enum IgFinding
{
    Justified,
    /// <summary>Justified, with something to do better next time.</summary>
    JustifiedWithLearning,
    NotJustified,
    CannotTell,
}

/// <summary>What an officer checks (domain §3.4), by the known numbers.</summary>
public enum IgCheck
{
    /// <summary>J1 to J20 complete</summary>
    G1,
    /// <summary>The right rule pack for date and nation</summary>
    G2,
    /// <summary>Items sent are among the items authorised</summary>
    G3,
    /// <summary>The recipient is who was authorised</summary>
    G4,
    /// <summary>Contact point verified on the date</summary>
    G5,
    /// <summary>Separation of duties</summary>
    G6,
    /// <summary>Retrospective approval on time</summary>
    G7,
    /// <summary>Openness decision reviewed on its date</summary>
    G8,
    /// <summary>The proportionality text is about this family</summary>
    G9,
    /// <summary>Opinion marked as such</summary>
    G10,
    /// <summary>Third-party source protected</summary>
    G11,
    /// <summary>Permission history consistent</summary>
    G12,
    /// <summary>A correction was sent to every recipient</summary>
    G13,
    /// <summary>Decisions not to share looked at as well</summary>
    G14,
    /// <summary>No unexplained readers</summary>
    G15,
    /// <summary>Onward use by the recipient within the purpose</summary>
    G16,
    /// <summary>Retention class set</summary>
    G17,
    /// <summary>Breach test</summary>
    G18,
}

/// <summary>What a check found.</summary>
public enum IgCheckState
{
    Pass,
    Fail,
    /// <summary>The log holds too little to say.</summary>
    CannotTell,
    /// <summary>What it looks at may still be recorded.</summary>
    NotYetRecorded,
    /// <summary>There is nothing in this share that it looks at.</summary>
    NotApplicable,
    /// <summary>No machine can say; nobody has said it yet.</summary>
    ForAPerson,
}

/// <summary>What was found of one check.</summary>
/// <param name="ByPerson">True where the officer said so; false for what the machine check said when the review was completed.</param>
public sealed record IgCheckFound(IgCheck Check, IgCheckState State, bool ByPerson)
{
    /// <summary>In the officer's words.</summary>
    public Personal<string>? Note { get; init; }
}

/// <summary>An officer who had no hand in it opens a review. From here on it is theirs (domain §3.4).</summary>
/// <param name="Sample">Why it is in the sample, as found when it was opened; empty for one that was chosen for another reason.</param>
public sealed record IgReviewOpened(IgReviewId Review, IReadOnlyList<IgSampleReason> Sample) : IgReviewEvent(Review)
{
    /// <summary>Why it was chosen outside the sample, or is looked at once more.</summary>
    public Personal<string>? Reason { get; init; }

    /// <summary>The completed review after which it is looked at once more.</summary>
    public IgReviewId? After { get; init; }
}

/// <summary>The officer asks the agency that decided (domain §3.5 D23).</summary>
/// <param name="AnswerBy">The last instant for the answer: the end of the fifth working day.</param>
public sealed record IgQueryRaised(IgReviewId Review, IgQueryId Query, Personal<string> Question, DateTimeOffset AnswerBy) : IgReviewEvent(Review);

/// <summary>The agency that decided answers. An answer after its due instant is one all the same, and stays late.</summary>
public sealed record IgQueryAnswered(IgReviewId Review, IgQueryId Query, Personal<string> Answer) : IgReviewEvent(Review);

/// <summary>The officer's finding, with reasons. It does not change any more: a second look is another review (domain §3.3).</summary>
/// <param name="Checks">What was found of each of G1 to G18, by the officer or else by machine.</param>
public sealed record IgReviewCompleted(IgReviewId Review, IgFinding Finding, Personal<string> Reasons, IReadOnlyList<IgCheckFound> Checks) : IgReviewEvent(Review);
