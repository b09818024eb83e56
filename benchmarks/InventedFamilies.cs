using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Time;

namespace Safeguard.Benchmarks;

/// <summary>What is recorded of one invented family in one command.</summary>
internal sealed record Said(Actor By, StreamKey Stream, IReadOnlyList<DomainEvent> Events);

/// <summary>
/// Families of uneven size: most records have some dozen entries, few have thousands. The number of a family decides
/// everything about it but the ids of its entries, so that a fill which was broken off goes on where it stopped.
/// </summary>
internal sealed class InventedFamilies(int largest)
{
    /// <summary>How the ids of all of them begin, so that they are told from whatever else is recorded.</summary>
    public const string Mark = "019b0000";

    private const int Smallest = 12;
    private const double Tail = 1.3; // of a Pareto distribution: about fifty entries in the mean, five thousand in one of 2,500
    private static readonly string[] s_agencies = ["p2r-bedford", "luton-csc", "bedford-csc", "north-health", "south-school"];
    private static readonly string[] s_sentences =
    [
        "The mother says that the methadone is not kept in the locked box. ", "The child was collected by a neighbour, an hour late. ",
        "She agreed to move it today; the worker has not seen where it is now. ", "He has missed three appointments since the summer. ",
        "School reports that lunch is forgotten more often than not. ", "The grandmother stays with them at weekends. ",
        "The flat was clean and warm, and there was food in the kitchen. ", "She asked for help before anybody offered it. ",
    ];

    /// <summary>Entries in the family's own stream; its readings come on top. The first family is the largest.</summary>
    public int SizeOf(int family) => family == 0
        ? largest
        : (int)Math.Min(largest, Smallest * Math.Pow(1 - new Random(family).NextDouble(), -1 / Tail));

    public static FamilyId IdOf(int family) => new(Id(0xf, family, 0));

    /// <summary>The streams that a family's commands go to.</summary>
    public static IEnumerable<StreamKey> StreamsOf(int family) =>
        [StreamKey.Family(IdOf(family)), StreamKey.AccessTo(IdOf(family)), .. Persons(family).Select(StreamKey.Person)];

    /// <summary>All that is ever recorded of a family, in order.</summary>
    public IEnumerable<Said> CommandsOf(int family)
    {
        var dice = new Random(~family);
        var id = IdOf(family);
        var (record, access, about) = (StreamKey.Family(id), StreamKey.AccessTo(id), DataSubject.Of(id));
        var persons = Persons(family);
        var (children, adult) = (persons[1..], persons[0]);
        var workers = Enumerable.Range(0, 1 + (family % 3)).Select(n => Worker(family + n)).ToArray();
        Actor Anybody() => workers[dice.Next(workers.Length)];
        Personal<string> Text(int sentences) => Personal<string>.Open(about, string.Concat(Enumerable.Range(0, sentences).Select(_ => s_sentences[dice.Next(s_sentences.Length)])));

        foreach (var (person, n) in persons.Select((p, n) => (p, n)))
            yield return new Said(workers[0], StreamKey.Person(person),
            [
                new PersonRegistered(person, Personal<PersonName>.Open(DataSubject.Of(person), new PersonName($"Invented{family}", $"Somebody{n}")), Sex.NotKnown)
                {
                    Envelope = Now, DateOfBirth = Personal<DateOnly>.Open(DataSubject.Of(person), new DateOnly(n == 0 ? 1990 : 2018, 1 + (family % 12), 1 + (family % 28))),
                },
            ]);
        yield return new Said(workers[0], record,
        [
            new FamilyRecordOpened(id, $"F-{family:0000000}", Text(2), "Bedford", Jurisdiction.England) { Envelope = Now },
            .. workers.Select(w => new InvolvementStarted(w.Agency, InvolvementRole.KeyWorker, s_day) { Envelope = Now }),
            .. persons.Select((p, n) => new HouseholdMemberJoined(p, n == 0 ? MemberRole.Adult : MemberRole.Child, Residence.FullTime, s_day) { Envelope = Now }),
        ]);

        for (var entries = 1 + workers.Length + persons.Length; entries < SizeOf(family); entries++)
        {
            // As many readings as entries: a service has more, an import has none.
            yield return new Said(Anybody(), access,
                [new RecordViewed(id, "family-risk", [.. Enumerable.Range(0, 1 + dice.Next(8)).Select(_ => new EventId(Guid.CreateVersion7()))]) { Envelope = Now }]);
            yield return new Said(Anybody(), record, [Entry()]);
        }

        DomainEvent Entry() => dice.Next(100) switch
        {
            < 45 => new ConcernRecorded(new ConcernId(Guid.CreateVersion7()), children, ConcernThreshold.Need, ConcernSource.OwnWorker, Text(3)) { Envelope = Told },
            < 55 => new ConsentGiven(
                new ConsentId(Guid.CreateVersion7()), adult, ConsentKind.ConfidentialityPermission, Purpose.EarlyHelp, [InformationCategory.Household],
                [AgencyId.Of(s_agencies[1])], adult, s_day, null, ConsentEvidence.Verbal) { Envelope = Now, HowExplained = Text(1) },
            < 65 => new SubstanceUseStatusRecorded(adult, SubstanceUseStatus.Current, s_day) { Envelope = Told, Substances = [Substance.Opiate, Substance.Alcohol], Note = Text(2) },
            < 75 => new VulnerabilityRecorded(new VulnerabilityId(Guid.CreateVersion7()), adult, VulnerabilityKind.MentalHealth, s_day) { Envelope = Told, Note = Text(1) },
            < 85 => new ReferralWritten(new ReferralId(Guid.CreateVersion7()), AgencyId.Of(s_agencies[1]), DateTimeOffset.UtcNow) { Envelope = Now, Children = children, Summary = Text(4) },
            < 95 => new AssessmentCompleted(new AssessmentId(Guid.CreateVersion7()), AssessmentKind.EarlyHelp, children, [adult], Text(8)) { Envelope = Now },
            _ => new AddressRecorded(AddressKind.Home, s_day, true)
            {
                Envelope = Now, Line = Personal<string>.Open(about, $"{1 + dice.Next(200)} Invented Road"), Postcode = Personal<string>.Open(about, $"ZZ{dice.Next(100)} {dice.Next(10)}ZZ"),
            },
        };
    }

    private static readonly DateOnly s_day = new(2026, 11, 1);

    private static Envelope Now => new() { Happened = Happened.At(DateTimeOffset.UtcNow), LearnedAt = DateTimeOffset.UtcNow, KnownFrom = KnownFrom.Observed };

    private static Envelope Told => Now with { KnownFrom = KnownFrom.ToldByParent, Basis = Basis.Fact };

    private static Actor Worker(int number) =>
        new(ActorId.Of($"worker-{number % 97}"), AgencyId.Of(s_agencies[number % s_agencies.Length]), [Role.Practitioner]);

    private static PersonId[] Persons(int family) => [.. Enumerable.Range(0, 2 + (family % 3)).Select(n => new PersonId(Id(0xa, family, n)))];

    private static Guid Id(int kind, int family, int part) => Guid.Parse($"{Mark}-{family >> 16:x4}-7{kind:x}00-8{part:x}00-{family:x12}");
}
