using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Agencies' own chronologies, handed in to a review as CSV (domain §4, reviewer chronology; §6 rows 87 and 88).</summary>
public sealed class Chronologies_handed_in(RunningHost host)
{
    private const string Names = "date,time,precision,event,who,child seen,document,recorded";

    [Fact]
    public async Task A_file_is_taken_row_by_row_and_again_it_changes_nothing()
    {
        var review = await ACaseReview.OpenedAsync(host);
        string[] rows =
        [
            "2026-03-02,09:15,,Midwife visits and is not let in.,midwife,No,record of visits,2026-03-04",
            "2026-02,,Month,Not a day,,,,", // set aside: no whole date
            "2026-01-01,,Month,\"Seen at the clinic, with her mother\",,SeenAlone,,",
            "2025-12-24,,,=cmd|' /C calc'!A0,,,,",
            "46000,,,A spreadsheet's number for a day,,,,",
            "2026-03-02,,,Said by one code,,Perhaps,,",
            "2199-01-01,,,Tomorrow,,,,",
            "2026-03-29,01:30,,An hour that never was,,,,",
            ",,Unknown,Nobody knows when,,,,",
        ];
        var file = "\uFEFF" + Names + "\r\n" + string.Join('\n', rows) + "\r\n";
        var first = await HandInAsync(review, file);
        Assert.True(first.Status == HttpStatusCode.OK, first.Body);
        Assert.Equal((9, 4, 0), Counts(first));
        Assert.Equal(
            [(2, "DATE_INVALID"), (5, "DATE_INVALID"), (6, "UNKNOWN_CODE"), (7, "HAPPENED_IN_FUTURE"), (8, "LOCAL_TIME_DOES_NOT_EXIST")],
            first.Json["setAside"]!.AsArray().Select(r => ((int)r!["row"]!, (string)r["code"]!)));
        Assert.Equal(5, await WrittenAsync(review));

        Assert.Equal((9, 0, 4), Counts(await HandInAsync(review, file)));
        Assert.Equal(5, await WrittenAsync(review));
        Assert.Equal((10, 1, 4), Counts(await HandInAsync(review, file + "2026-03-05,,,One more,,,,\r\n")));
        Assert.Equal(7, await WrittenAsync(review));
        Assert.Equal(0, await host.CountAsync($"e.stream_id = '{review.Family.Stream}' and e.type = 'chronology_entry_imported'"));
    }

    [Fact]
    public async Task The_same_words_in_another_column_are_another_row_and_columns_in_another_order_are_not()
    {
        var review = await ACaseReview.OpenedAsync(host);
        Assert.Equal((1, 1, 0), Counts(await HandInAsync(review, "date,event,who\n2026-03-02,A visit,the midwife\n")));
        Assert.Equal((1, 0, 1), Counts(await HandInAsync(review, "who,date,event,document\nthe midwife,2026-03-02,A visit,\n")));
        Assert.Equal((1, 1, 0), Counts(await HandInAsync(review, "date,event,document\n2026-03-02,A visit,the midwife\n")));
    }

    [Fact]
    public async Task A_long_file_is_taken_in_parts_and_gone_on_with_where_it_broke_off()
    {
        var review = await ACaseReview.OpenedAsync(host);
        var lines = Enumerable.Range(1, 250).Select(n => $"2026-01-{1 + (n % 28):00},,,Visit number {n}").ToList();
        Assert.Equal((120, 120, 0), Counts(await HandInAsync(review, "date,time,precision,event\n" + string.Join('\n', lines.Take(120)))));
        Assert.Equal((250, 130, 120), Counts(await HandInAsync(review, "date,time,precision,event\n" + string.Join('\n', lines))));
        Assert.Equal(250, await host.CountAsync($"e.stream_id = 'import-{review.Id}' and e.type = 'chronology_entry_imported'"));
        Assert.True(await host.Database.ScalarAsync<long>($"select max(c) from (select count(*) c from safeguard.mt_events where stream_id = 'import-{review.Id}' group by headers->>'commandId') x") <= 100);
    }

    [Theory]
    [InlineData("date,event,date\n2026-01-01,a,b", "COLUMN_TWICE")]
    [InlineData("date,Event,EVENT\n2026-01-01,a,b", "COLUMN_TWICE")]
    [InlineData("date,what happened\n2026-01-01,a", "COLUMN_UNKNOWN")]
    [InlineData("event\na", "COLUMN_REQUIRED")]
    [InlineData("date,event\n", "NO_ROWS")]
    [InlineData("date,event\n2026-01-01,a,b", "NOT_CSV")]
    [InlineData("date,event\n2026-01-01", "NOT_CSV")]
    [InlineData("date,event\n2026-01-01,\"not closed", "NOT_CSV")]
    [InlineData("date,event\n2026-01-01,\"a\"b", "NOT_CSV")]
    public async Task A_file_in_no_form_is_refused_as_a_whole(string file, string code)
    {
        var review = await ACaseReview.OpenedAsync(host);
        var answer = await HandInAsync(review, file);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.Status, answer.Code));
        Assert.Equal(0, await WrittenAsync(review));
    }

    [Fact]
    public async Task Hundreds_of_mutated_files_are_answered_below_500()
    {
        var random = new Random(20261122);
        var review = await ACaseReview.OpenedAsync(host);
        var whole = Encoding.UTF8.GetBytes(Names + "\r\n2026-03-02,09:15,Exact,\"Seen, and well\",midwife,Yes,visits,2026-03-04\r\n");
        for (var n = 0; n < 300; n++)
        {
            var file = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) file[random.Next(file.Length)] = (byte)random.Next(256);
            var answer = await HandInAsync(review, random.Next(4) == 0 ? file[..random.Next(1, file.Length)] : file);
            Assert.True((int)answer.Status < 500, $"{n}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task What_is_no_text_too_large_or_of_another_type_is_refused()
    {
        var review = await ACaseReview.OpenedAsync(host);
        Is(HttpStatusCode.UnprocessableEntity, "NOT_UTF8", await HandInAsync(review, [0x64, 0xFF, 0xFE]));
        Is(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE", await HandInAsync(review, new byte[300_000]));
        Is(HttpStatusCode.UnprocessableEntity, "TOO_MANY_ROWS", await HandInAsync(review, "date,event\n" + string.Concat(Enumerable.Repeat("2026-01-01,a\n", 2_002))));
        Is(HttpStatusCode.UnsupportedMediaType, "TYPE_NOT_SUPPORTED", await review.Chair.PostAsync(review.Path($"/chronologies?source={review.Chair.Agency}"), "{}"));
        Is(HttpStatusCode.UnprocessableEntity, "UNKNOWN_AGENCY", await HandInAsync(review, "date,event\n2026-01-01,a", source: "nowhere-at-all"));
        Is(HttpStatusCode.BadRequest, "BODY_REQUIRED", await HandInAsync(review, ""));
        Assert.Equal(0, await WrittenAsync(review));
    }

    [Fact]
    public async Task Only_those_of_an_open_review_hand_in()
    {
        var review = await ACaseReview.FrozenAsync(host);
        const string File = "date,event\n2026-01-01,a";
        Assert.Equal((1, 1, 0), Counts(await HandInAsync(review, File, by: review.Reviewer)));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await HandInAsync(review, File, by: review.Worker));
        Is(HttpStatusCode.NotFound, "REVIEW_NOT_FOUND", await HandInAsync(review, "nonsense", by: host.As(host.NewAgency(), "chair", Role.ReviewChair)));
        await review.Chair.PostAsync(review.Path("/closing"), "{}");
        var written = await WrittenAsync(review);
        Is(HttpStatusCode.Conflict, "REVIEW_CLOSED", await HandInAsync(review, File + "\n2026-01-02,b"));
        Assert.Equal(written, await WrittenAsync(review));
    }

    private static Task<Answer> HandInAsync(ACaseReview review, string file, Someone? by = null, string? source = null) => HandInAsync(review, Encoding.UTF8.GetBytes(file), by, source);

    private static Task<Answer> HandInAsync(ACaseReview review, byte[] file, Someone? by = null, string? source = null) =>
        (by ?? review.Chair).SendAsync(HttpMethod.Post, review.Path($"/chronologies?source={source ?? review.Chair.Agency.Value}"),
            new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } });

    private static (int, int, int) Counts(Answer answer) => ((int)answer.Json["rows"]!, (int)answer.Json["imported"]!, (int)answer.Json["alreadyThere"]!);

    private Task<long> WrittenAsync(ACaseReview review) => host.CountAsync($"e.stream_id = 'import-{review.Id}'");

    private static void Is(HttpStatusCode status, string code, Answer answer) => Assert.Equal((status, code), (answer.Status, answer.Code));
}
