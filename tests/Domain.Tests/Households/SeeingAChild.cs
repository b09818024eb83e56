using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

public sealed class SeeingAChild
{
    private static readonly RecordChildSeen See = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Entry = Seen, Child = Child, SeenAlone = true, Where = SeenWhere.Home, WishesAndFeelings = "Likes nursery.",
    };

    [Fact]
    public void A_child_seen_alone_is_recorded_with_what_they_said() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, See).Then(new ChildSeen(Child, true, SeenWhere.Home)
        {
            Envelope = Statement(AboutChild), WishesAndFeelings = Of(Child, "Likes nursery."),
        });

    [Fact]
    public void That_they_were_seen_is_enough() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, See with { SeenAlone = false, WishesAndFeelings = null })
            .Then(new ChildSeen(Child, false, SeenWhere.Home) { Envelope = Statement(AboutChild) });

    [Fact]
    public void An_adult_or_somebody_else_is_refused()
    {
        Family.Given(OneFamily).When(HouseholdDecider.Decide, See with { Child = Mother }).Refuses(HouseholdRefusals.NotAChildHere("/child"));
        Family.Given(OneFamily).When(HouseholdDecider.Decide, See with { Child = Stranger }).Refuses(HouseholdRefusals.NotAChildHere("/child"));
    }
}
