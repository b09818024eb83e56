namespace Safeguard.Domain.Auditing;

/// <summary>
/// What a partnership may set of its reviews (domain §9 point 6): the law does not say. It travels into deciders and samples
/// as data; what is recorded keeps the value of its day, such as the instant by which a query is to be answered.
/// </summary>
/// <param name="SampleOneIn">One in so many of what has no other reason to be looked at is drawn; from 1, which is all of it, to 100.</param>
/// <param name="DaysToComplete">Working days after sending for which an incomplete record is left alone; from 1 to 20.</param>
/// <param name="DaysToAnswer">Working days for the answer to a query (D23); from 1 to 20.</param>
public sealed record ReviewPolicy(int SampleOneIn, int DaysToComplete, int DaysToAnswer)
{
    public const int MostOneIn = 100, MostDays = 20;

    /// <summary>What the domain proposes: draft, verify.</summary>
    public static ReviewPolicy Default { get; } = new(10, 5, 5);
}
