using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Tests.Serialisation;

public sealed class EventJsonTests
{
    [Fact]
    public void A_member_that_may_be_null_is_left_out_and_read_back_as_null()
    {
        var stay = new Membership(new PersonId(Guid.CreateVersion7()), MemberRole.Child, Residence.FullTime, new DateOnly(2026, 1, 1), To: null);

        var json = JsonSerializer.Serialize(stay, EventJson.Options);

        Assert.DoesNotContain("\"to\"", json, StringComparison.Ordinal);
        Assert.Equal(stay, JsonSerializer.Deserialize<Membership>(json, EventJson.Options));
        Assert.Equal(Happened.Unknown, JsonSerializer.Deserialize<Happened>(JsonSerializer.Serialize(Happened.Unknown, EventJson.Options), EventJson.Options));
    }

    [Fact]
    public void A_member_that_may_not_be_null_is_still_required() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Membership>("""{"role":"Child","residence":"FullTime","from":"2026-01-01"}""", EventJson.Options));
}
