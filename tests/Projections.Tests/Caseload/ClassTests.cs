using Safeguard.Domain.Families;
using static Safeguard.Domain.Families.SubstanceUseStatus;
using static Safeguard.Projections.Tests.Caseload.Households;

namespace Safeguard.Projections.Tests.Caseload;

/// <summary>In which class a household falls (SOM-9, SOM-12 to SOM-14, row 95).</summary>
public sealed class ClassTests
{
    private static readonly CaseloadClass One = new(1, 1);
    private static readonly CaseloadClass None = new(0, 0);

    [Theory]
    [InlineData(Current)]
    [InlineData(Current, Current)]
    [InlineData(Current, Current, Current)]
    public void All_misuse_where_every_adult_currently_does(params SubstanceUseStatus[] adults) =>
        Assert.Equal(One, Of(adults).AllMisusing);

    [Theory]
    [InlineData(Current, NotMisusing)]
    [InlineData(PastUncertain, NotMisusing)]
    [InlineData(Current, PastUncertain, NotMisusing)]
    public void At_least_one_does_not_where_one_is_recorded_so_beside_one_who_does_or_may(params SubstanceUseStatus[] adults) =>
        Assert.Equal(One, Of(adults).AtLeastOneNot);

    [Theory]
    [InlineData(PastUncertain)]
    [InlineData(Current, PastUncertain)]
    [InlineData(Current, NotKnown)]
    [InlineData(PastUncertain, NotKnown)]
    [InlineData(Current, PastResolved)]
    public void Everything_else_is_uncertain(params SubstanceUseStatus[] adults) =>
        Assert.Equal(One, Of(adults).Uncertain);

    [Theory]
    [InlineData(NotMisusing)]
    [InlineData(PastResolved)]
    [InlineData(NotKnown)]
    [InlineData(NotMisusing, PastResolved)]
    public void A_household_where_no_adult_misuses_or_may_is_not_counted(params SubstanceUseStatus[] adults) =>
        Assert.Equal((0, 0, 0), (Of(adults).Households, Of(adults).Children, Of(adults).Adults));

    [Fact]
    public void An_adult_nobody_recorded_anything_of_makes_the_household_uncertain() =>
        Assert.Equal(One, Counted(A().WithChild().WithAdult(Current).WithAdult(null)).Uncertain);

    [Fact]
    public void A_child_with_no_adult_is_a_class_of_its_own_outside_the_total()
    {
        var audit = Counted(A().WithChild().WithChild());

        Assert.Equal(new CaseloadClass(1, 2), audit.NoAdultRecorded);
        Assert.Equal((None, 0, 0), (audit.AllMisusing, audit.Households, audit.Children));
    }

    [Fact]
    public void A_household_without_a_child_is_not_counted() => Assert.Equal(0, Counted(A().WithAdult(Current)).Households);

    [Fact]
    public void Living_there_part_time_counts_for_child_and_adult()
    {
        var audit = Counted(A().WithChild(Residence.PartTime).WithAdult(Current, Residence.PartTime));

        Assert.Equal((One, 0, 1), (audit.AllMisusing, audit.FullTimeChildren, audit.PartTimeChildren));
    }

    [Theory]
    [InlineData(Residence.ContactOnly)]
    [InlineData(Residence.NotResident)]
    [InlineData(Residence.NotKnown)]
    public void Who_does_not_live_there_is_no_part_of_the_household(Residence residence)
    {
        Assert.Equal(0, Counted(A().WithChild(residence).WithAdult(Current)).Households);
        Assert.Equal(One, Counted(A().WithChild().WithAdult(Current).WithAdult(NotMisusing, residence)).AllMisusing);
    }

    [Fact]
    public void A_part_time_child_is_counted_in_each_household_and_once_in_the_total()
    {
        var child = Somebody();
        var audit = Counted(
            A().With(child, Residence.PartTime).WithAdult(Current),
            A().With(child, Residence.PartTime).WithAdult(Current).WithAdult(NotMisusing));

        Assert.Equal((2, 1), (audit.Households, audit.Children));
        Assert.Equal((One, One, 1), (audit.AllMisusing, audit.AtLeastOneNot, audit.ChildrenInTwoClasses));
        Assert.Equal(audit.Children, audit.AllMisusing.Children + audit.AtLeastOneNot.Children + audit.Uncertain.Children - audit.ChildrenInTwoClasses);
    }

    [Fact]
    public void A_child_in_two_households_full_time_in_one_is_a_full_time_child()
    {
        var child = Somebody();
        var audit = Counted(A().With(child).WithAdult(Current), A().With(child, Residence.PartTime).WithAdult(Current));

        Assert.Equal((1, 1, 0), (audit.Children, audit.FullTimeChildren, audit.PartTimeChildren));
    }

    private static CaseloadAudit Of(SubstanceUseStatus[] adults) =>
        Counted(adults.Aggregate(A().WithChild(), (row, status) => row.WithAdult(status)));
}
