using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Sharing;

/// <summary>A route of the day's pack.</summary>
/// <param name="Draft">True where its source was not read in full: draft, verify.</param>
/// <param name="Missing">What it lacks; empty where it fits.</param>
public sealed record RouteLine(ShareRoute Route, bool Fits, string Words, bool NeedsPermission, string Source, bool Draft, IReadOnlyList<FieldProblem> Missing);

/// <param name="MustBeDecided">True where J15 of an override is not answered without a word on this person.</param>
/// <param name="Rule">The rule that says so.</param>
public sealed record TellLine(PersonId Person, TellWhen When, IReadOnlyList<PersonId> ResponsibleFor, bool MustBeDecided, DateOnly? ReviewBy, string Rule);

/// <summary>What one of the two commands would be refused with: the same code, sentence and fields; pointers begin at its own body.</summary>
public sealed record RefusedCommand(int Status, string Code, string Title, string? Pointer, string? Rule, string? Next, IReadOnlyList<FieldProblem>? Fields);

/// <summary>What would become of a share (domain §3.1 to §3.3). Nothing of it was recorded but that it was asked.</summary>
/// <param name="WouldBeRecorded">True when the commands would be recorded as they stand. Whether it is right to share is a person's decision.</param>
/// <param name="RulePack">The rules that judge it.</param>
/// <param name="Route">The route that it would go by; null where none fits: then it is not to be shared, and that is recorded.</param>
public sealed record ShareCheckAnswer(bool WouldBeRecorded, DateOnly On, string RulePack, ShareRoute? Route, IReadOnlyList<RouteLine> Routes)
{
    /// <summary>The publication by which those rules are in force; left out where this release brings them.</summary>
    public DocumentId? Publication { get; init; }
    /// <summary>The local protocols in force between the two agencies that day; the decision would cite them.</summary>
    public IReadOnlyList<CitedProtocol> Protocols { get; init; } = [];
    public RefusedCommand? Proposal { get; init; }
    public RefusedCommand? Override { get; init; }
    /// <summary>J1 to J20; empty for a share under a permission.</summary>
    public IReadOnlyList<TestCheck> Tests { get; init; } = [];
    public IReadOnlyList<TellLine> Tell { get; init; } = [];
    public IReadOnlyList<WarningAnswer> Warnings { get; init; } = [];
}

/// <summary>Ask before acting: the same deciders as the commands, on the record as it stands.</summary>
internal static class ShareCheckEndpoint
{
    private const string View = "share-check";

    /// <summary>How long one form may go on asking on the strength of one recorded reading.</summary>
    private static readonly TimeSpan FormLasts = TimeSpan.FromMinutes(30);

    public static void MapShareCheck(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"{ThingAddress.FamilyPattern}/shares/check", async (Guid family, HttpContext context, FamilyAccess access, StreamViews views, AgencyFacts agencies, KnownPeople people, Reads reads, TimeProvider clock) =>
        {
            var (caller, stop) = (context.Caller(), context.RequestAborted);
            var (id, asked) = (FamilyId.From(family), new Asked());
            var opened = await access.ToRecordAsync(context, id, nameof(CheckShare), async () =>
            {
                asked = await Asked.OfAsync(context, id, views, stop);
                return FamilyAccess.Of(context, id, asked.Loaded!);
            });
            // Whether there is such a record for them comes first, whatever they sent.
            if (asked.Unread is { } unread) throw unread;

            var (now, share, loaded) = (clock.GetUtcNow(), asked.Body!.Value.Share, asked.Loaded!);
            var command = asked.Body.Value with
            {
                Family = opened.Id,
                By = caller,
                Now = now,
                Rules = opened.Record.Jurisdiction is { } nation ? loaded.Of<RuleBook>(StreamKey.Rules(nation)).State : null,
                Share = share with
                {
                    Share = ShareId.From(Guid.CreateVersion7(now)),
                    KnownEntries = CitedEntries.Known(loaded.Entries),
                    Births = await people.BirthsAsync(opened.Record.Household, stop),
                    Parties = await agencies.PartiesAsync(
                        loaded.Of<Agency>(StreamKey.Agency(caller.Agency)).State, loaded.Of<Agency>(StreamKey.Agency(share.Recipient.Agency)).State, stop),
                },
            };

            var judged = SharingDecider.Check(opened.Record, command);
            if (judged.Value is not { } check) throw new ProblemException(Problem.Of(judged.Refusal!));
            if (!RestsOnAReading(loaded.Entries.FirstOrDefault(e => e.Id == command.Read), opened, caller, now))
                await reads.ViewedAsync(context, opened, View, [], new Cut(now, IsPast: false), null);
            return Answers.Json(AnswerOf(check, asked.Body.Warnings));
        }).DescribesView<ShareCheckAnswer>(nameof(CheckShare), [400, 403, 404, 413, 415, 422]).TakesJson<CheckShare>().WithTags("Sharing");

    /// <summary>A reading of this record by the same person, not half an hour old: then the form is part of it.</summary>
    private static bool RestsOnAReading(EntryHead? named, OpenedFamily opened, Actor caller, DateTimeOffset now) =>
        named is { } reading && reading.Type == typeof(RecordViewed)
        && reading.Stream == StreamKey.AccessTo(opened.Id) && reading.Headers.Actor == caller.Id && reading.Agency == caller.Agency
        && now - reading.RecordedAt < FormLasts;

    /// <summary>What was asked, and all that the answer takes, loaded at once: a round trip for each would cost more than deciding.</summary>
    private sealed record Asked
    {
        public Body<CheckShare>? Body { get; init; }

        /// <summary>Why the body could not be read.</summary>
        public ProblemException? Unread { get; init; }

        public LoadedTogether? Loaded { get; init; }

        public static async Task<Asked> OfAsync(HttpContext context, FamilyId family, StreamViews views, CancellationToken stop)
        {
            var record = FamilyAccess.Needs(context, family);
            try
            {
                var body = await StrictBody.ReadAsync<CheckShare>(context.Request, stop);
                var (share, read) = (body.Value.Share, body.Value.Read);
                IEnumerable<WantedView> wanted =
                [
                    .. record,
                    // Which nation's rules these are is in the record; there are as many as nations.
                    .. Enum.GetValues<Jurisdiction>().Select(n => WantedView.As<RuleBook>(StreamKey.Rules(n))),
                    WantedView.As<Agency>(StreamKey.Agency(context.Caller().Agency)), WantedView.As<Agency>(StreamKey.Agency(share.Recipient.Agency)),
                ];
                IReadOnlyList<EventId> cited = [.. CitedEntries.In(share.Items).Union(CitedEntries.In(body.Value.Override)), .. read is { } reading ? [reading] : (EventId[])[]];
                return new Asked { Body = body, Loaded = await views.LoadTogetherAsync([.. wanted.Distinct()], cited, stop) };
            }
            catch (ProblemException unread)
            {
                return new Asked { Unread = unread, Loaded = await views.LoadTogetherAsync(record, [], stop) };
            }
        }
    }

    private static ShareCheckAnswer AnswerOf(ShareCheck check, IReadOnlyList<Warning> warnings) => new(
        check.WouldBeRecorded, check.On, check.Pack.Label, check.Route?.Route,
        [.. check.Routes.Select(r => new RouteLine(r.Rule.Route, r.Fits, r.Rule.Words, r.Rule.NeedsPermission, r.Rule.Source, !r.Rule.Confirmed, r.Missing))])
    {
        Publication = check.Publication,
        Protocols = check.Protocols,
        Proposal = RefusedOf(check.ProposalRefused),
        Override = RefusedOf(check.OverrideRefused),
        Tests = check.Tests,
        Tell = [.. check.Tell.Select(t => new TellLine(t.Person, t.When, t.ResponsibleFor, t.MustBeDecided, t.ReviewBy, t.When switch
        {
            TellWhen.AskFirst => "domain §3.2 P6",
            TellWhen.After => "domain §3.2 P8",
            TellWhen.NotYet => "domain §3.2 P3",
            _ => "domain §3.2 P1",
        }))],
        Warnings = Answers.Said([.. warnings, .. check.Warnings]),
    };

    private static RefusedCommand? RefusedOf(Refusal? refusal) => refusal is null ? null : Problem.Of(refusal) is var p
        ? new RefusedCommand(p.Status, p.Code, p.Title, p.Pointer, p.Rule, p.Next, p.Fields)
        : null;
}
