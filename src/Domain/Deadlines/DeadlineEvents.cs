namespace Safeguard.Domain.Deadlines;

/// <summary>What the clocks of a family's record say by themselves (domain §3.5).</summary>
public abstract record DeadlineEvent : FamilyEvent;

/// <summary>Which clock ran out.</summary>
public enum Clock
{
    /// <summary>D14: somebody else's decision on an urgent share, by the end of the next working day.</summary>
    RetrospectiveAuthorisation,
    /// <summary>The answer to a request for information, by the day that it names.</summary>
    InformationRequest,
}

/// <summary>
/// A deadline passed, and what it waited for had not been done (domain §2.9.1; §6 row 52). Nothing is undone by it: it only
/// makes visible, on the record, what the due instant itself already said.
/// </summary>
/// <param name="About">The share or the request.</param>
/// <param name="Due">The last instant at which it would have been in time.</param>
public sealed record DeadlineLapsed(Clock Clock, Guid About, DateTimeOffset Due) : DeadlineEvent;
