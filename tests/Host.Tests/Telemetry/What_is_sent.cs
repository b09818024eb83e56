using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests.Telemetry;

/// <summary>Traces, metrics and logs arrive where they are to be sent, and hold nothing of anybody (design D13).</summary>
public sealed class What_is_sent(RunningHost host)
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7";

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task It_arrives_whole_belongs_to_the_callers_trace_and_names_nobody(string protocol)
    {
        await using var collector = await Collector.StartAsync(protocol == "grpc");
        await using var database = await host.CreateDatabaseAsync();
        await using (var sending = host.Start(database, configure: h =>
        {
            h.UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString());
            h.UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        }))
        {
            await RunningHost.ReadyAsync(sending);
            await WorkAsync(sending.CreateClient());
        } // stopped, it sends what it still has

        var spans = collector.Of("trace").SelectMany(Protobuf.SpansIn).ToList();
        var request = Assert.Single(spans, s => s.Trace == Trace && s.Parent == Caller);
        Assert.StartsWith("Microsoft.AspNetCore", request.Source, StringComparison.Ordinal);
        var command = Assert.Single(spans, s => s is { Source: "Safeguard", Name: "command OpenFamily", Trace: Trace });
        Assert.Equal(request.Span, command.Parent);
        Assert.Contains(spans, s => s is { Source: "Safeguard", Name: "read family-risk" });
        Assert.Contains(spans, s => s.Source == "Npgsql");

        Assert.Contains(collector.Of("metrics"), m => Holds(m, "safeguard.commands") && Holds(m, "OpenFamily"));
        Assert.Contains(collector.Of("logs"), m => Holds(m, "The log is open."));

        foreach (var personal in Planted)
            Assert.All(collector.All, m => Assert.False(Holds(m, personal), $"“{personal}” was sent."));
    }

    private static readonly string[] Planted =
        ["Quillfeather", "Zephyrine", "9990008000", "999 000 8000", "ZE3 9JW", "ZE39JW", "1987-03-29", "hides the bottles behind", "Oystercatcher", "12 Curlew Wynd"];

    /// <summary>Everything that could carry a name: bodies taken and refused, a query and an address in which somebody typed one.</summary>
    private static async Task WorkAsync(HttpClient client)
    {
        var token = JsonNode.Parse(await (await client.PostAsJsonAsync("/dev/tokens", new { persona = "p2r-worker" })).Content.ReadAsStringAsync())!["token"]!;
        var worker = new Someone(client, (string)token!);
        var opened = await worker.PostAsync("/families", $$"""
            {
              "jurisdiction": "England", "reason": "She hides the bottles behind the boiler.", "area": "Luton",
              "members": [{ "name": { "given": "Zephyrine", "family": "Quillfeather" }, "role": "Adult", "residence": "FullTime", "dateOfBirth": "1987-03-29", "nhsNumber": "999 000 8000" }],
              "address": { "kind": "Home", "safeToWrite": true, "line": "12 Curlew Wynd", "postcode": "ZE3 9JW" }, {{Said.Entry}}
            }
            """, ("traceparent", $"00-{Trace}-{Caller}-01"), ("User-Agent", "Oystercatcher/1.0"), ("Idempotency-Key", "Quillfeather-1"));
        Assert.True(opened.Status == HttpStatusCode.Created, opened.Body);
        var family = opened.Header("Location")!;
        Assert.Contains("Zephyrine", (await worker.GetAsync($"{family}/risk")).Body, StringComparison.Ordinal);
        await worker.PostAsync("/families/search", """{ "name": "Zephyrine Quillfeather", "dateOfBirth": "1987-03-29" }""");
        await worker.PostAsync("/families/search", """{ "postcode": "ZE3 9JW" }""");
        await worker.PostAsync($"{family}/concerns", """{ "text": "She hides the bottles behind the boiler.", "Quillfeather": 1 }""");
        await worker.GetAsync("/shares?family=Quillfeather&who=999%20000%208000");
        await worker.GetAsync("/families/Quillfeather/risk");
        await worker.GetAsync("/Zephyrine");
    }

    private static bool Holds(byte[] message, string text) => message.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
