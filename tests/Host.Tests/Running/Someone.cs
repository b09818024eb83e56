using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>An answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The stable code of a problem.</summary>
    public string? Code => Message.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)Json["code"] : null;

    public string? Pointer => (string?)Json["pointer"];

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    /// <summary>The body without the one member that differs from request to request.</summary>
    public string WithoutTrace()
    {
        var json = Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}

/// <summary>Somebody who sends requests.</summary>
public sealed class Someone(HttpClient client, string? token)
{
    public AgencyId Agency { get; init; }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <param name="body">JSON text, sent as it is.</param>
    public Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, JsonContent(Encoding.UTF8.GetBytes(body)), headers);

    public Task<Answer> PostAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, path, JsonContent(body));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    /// <summary>Opens a family with a mother and a child.</summary>
    public async Task<AFamily> OpenFamilyAsync()
    {
        var name = OfItsOwn();
        var answer = await PostAsync("/families", $$"""
            {
              "jurisdiction": "England", "reason": "A parent is in treatment.", "area": "Luton",
              "members": [
                { "name": { "given": "Mia", "family": "{{name}}" }, "role": "Adult", "residence": "FullTime", "dateOfBirth": "1994-05-06", "sex": "Female" },
                { "name": { "given": "Noor", "family": "{{name}}" }, "role": "Child", "residence": "FullTime", "dateOfBirth": "2021-07-08" }
              ],
              "address": { "kind": "Home", "safeToWrite": true, "postcode": "LU1 2AB" },
              {{Said.Entry}}
            }
            """);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var people = answer.Json["entries"]!.AsArray().Where(e => (string)e!["type"]! == "person_registered").Select(e => ((string)e!["stream"]!)["person-".Length..]).ToList();
        return new AFamily((string)answer.Json["id"]!, (string)answer.Json["reference"]!, people[0], people[1], name, answer.Header("ETag")!);
    }

    /// <summary>Two families of one test must not look like one.</summary>
    private static string OfItsOwn() => string.Concat(Guid.NewGuid().ToString("N").Select(c => (char)('a' + (c % 26))));

    private static ByteArrayContent JsonContent(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}

/// <summary>A family as the test that opened it knows it.</summary>
public sealed record AFamily(string Id, string Reference, string Mother, string Child, string Name, string ETag)
{
    public string Path(string below) => $"/families/{Id}/{below}";

    public string Stream => $"family-{Id}";
}

/// <summary>Parts of bodies that most tests share.</summary>
public static class Said
{
    /// <summary>A statement of today.</summary>
    public static string Entry => $$"""
        "entry": { "happenedAt": "2026-01-05", "learnedAt": "{{DateTimeOffset.UtcNow.AddMinutes(-5):yyyy-MM-ddTHH:mm:ssZ}}", "knownFrom": "Observed", "basis": "Fact" }
        """;

    /// <summary>A concern about the family's child.</summary>
    public static string Concern(AFamily family, string text = "The child was unusually drowsy.") => $$"""
        { "children": ["{{family.Child}}"], "threshold": "SignificantHarmSuspected", "source": "OwnWorker", "text": "{{text}}", {{Entry}} }
        """;

    /// <summary>Permission of the mother.</summary>
    public static string Consent(AFamily family, string recipient = "luton-csc") => $$"""
        {
          "person": "{{family.Mother}}", "kind": "ConfidentialityPermission", "purpose": "EarlySupport", "items": ["SubstanceUse"],
          "recipients": ["{{recipient}}"], "givenBy": "{{family.Mother}}", "evidence": "Written", "capacity": "PresumedCapable",
          "howExplained": "We read the leaflet together."
        }
        """;
}
