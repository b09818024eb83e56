using System.Text;

namespace Safeguard.Host.Tests.Demonstration;

/// <summary>The case told as requests does what it says, so that it cannot rot.</summary>
[Collection(RunningDemonstrationCollection.Name)]
public sealed class The_requests_file(RunningDemonstration running)
{
    [Fact]
    public async Task Sent_from_top_to_bottom_every_request_is_answered_as_it_says()
    {
        var answers = new Dictionary<string, FileAnswer>();
        using var client = running.Host.CreateClient();
        foreach (var request in RequestsFile.Read(await File.ReadAllTextAsync(PathOfFile())))
        {
            var answer = await SendAsync(client, request, answers);
            var status = (int)answer.Message.StatusCode;
            Assert.True(request.Expects is { } expected ? status == expected : status is >= 200 and < 300,
                $"{request.Title}\n{request.Method} {request.Address}\nanswered {status}: {answer.Body}");
            if (request.Name is { } name) answers[name] = answer;
        }

        Assert.Equal(Member(answers["refused"], "entries[0].event"), Member(answers["repeated"], "entries[0].event"));
        Assert.Equal("true", Member(answers["repeated"], "repeated"));
    }

    private static async Task<FileAnswer> SendAsync(HttpClient client, FileRequest request, Dictionary<string, FileAnswer> answers)
    {
        string Fill(string text) => RequestsFile.Fill(text, answers, DateTimeOffset.UtcNow);
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), Fill(request.Address));
        if (request.Body is { } body) message.Content = new StringContent(Fill(body), Encoding.UTF8, request.Headers.Single(h => h.Name == "Content-Type").Value);
        foreach (var (name, value) in request.Headers)
            if (name != "Content-Type") Assert.True(message.Headers.TryAddWithoutValidation(name, Fill(value)));
        var response = await client.SendAsync(message);
        return new FileAnswer(response, await response.Content.ReadAsStringAsync());
    }

    private static string Member(FileAnswer answer, string path) =>
        RequestsFile.Fill($"{{{{one.response.body.$.{path}}}}}", new Dictionary<string, FileAnswer> { ["one"] = answer }, default);

    private static string PathOfFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Safeguard.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "bedfordshire-case.http");
    }
}
