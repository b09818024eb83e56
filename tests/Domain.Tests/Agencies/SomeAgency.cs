using Safeguard.Domain.Agencies;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Agencies;

/// <summary>The registered social care, who keeps the directory, and the words of specs about one agency.</summary>
public static class SomeAgency
{
    public static readonly Actor Administrator = new(ActorId.Of("administrator"), AgencyId.Of("invented-partnership"), [Role.Administrator]);

    public static readonly Agency Known = Registered(SocialCare);

    public static Agency Registered(AgencyId agency) =>
        new Agency(agency).After(new AgencyRegistered(agency, "Invented agency", AgencyKind.ChildrensSocialCare, "Luton", true) { Envelope = JustNow() });

    /// <summary>The agency once more was recorded of it.</summary>
    public static Agency After(this Agency agency, params IReadOnlyList<AgencyEvent> events) =>
        events.Aggregate(agency, (known, e) => known.Evolve(((Past)e).Recorded(e, 1)));

    /// <summary>Exactly these events, in the agency's own stream.</summary>
    public static void Records(Decision decision, params IReadOnlyList<AgencyEvent> expected) =>
        Assert.Equal(
            SpecJson.OfProposed([.. expected.Select(e => new Proposed(StreamKey.Agency(SocialCare), e))]),
            SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(decision).Events));

    public static void Refuses(Decision decision, Refusal expected) =>
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(Assert.IsType<Decision.Refused>(decision).Refusal));
}
