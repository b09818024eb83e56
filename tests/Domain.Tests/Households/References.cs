using Safeguard.Domain.Families;

namespace Safeguard.Domain.Tests.Households;

public sealed class References
{
    [Theory]
    [InlineData(0UL, "F-0000000")]
    [InlineData(31UL, "F-Z000000")]
    [InlineData(0x7_FFFF_FFFFUL, "F-ZZZZZZZ")]
    [InlineData(ulong.MaxValue, "F-ZZZZZZZ")]
    public void Thirty_five_bits_spell_a_reference(ulong random, string reference)
    {
        Assert.Equal(reference, FamilyReference.Of(random));
        Assert.True(FamilyReference.IsOne(reference));
    }

    [Theory]
    [InlineData("F-7K3M2Q")]
    [InlineData("F-7K3M2QDD")]
    [InlineData("f-7K3M2QD")]
    [InlineData("F-7K3M2QO")]
    [InlineData("F-7K3M2QI")]
    [InlineData("F-7k3m2qd")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_none(string? text) =>
        Assert.False(FamilyReference.IsOne(text));
}
