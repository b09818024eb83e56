using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;

namespace Safeguard.Projections.Tests;

/// <summary>
/// What was recorded of the one invented family, entry after entry. Entries are recorded when their agency learned of
/// them; words are sealed, as folds see them, with the words themselves for a ciphertext.
/// </summary>
internal sealed class History
{
    private readonly List<RecordedEvent> _recorded = [];

    /// <summary>The record opened by the treatment service: mother, step-father and child, all since 2020.</summary>
    public static History OfTheFamily() => new History().And(Invented.Worker,
        new FamilyRecordOpened(Family.Id, "F-7K3M2QD", Words.Of(Family.Id, "Treatment began."), "Bedford", Jurisdiction.England) { Envelope = Entries.On(OpenedOn) },
        new InvolvementStarted(Invented.Treatment, InvolvementRole.KeyWorker, OpenedOn) { Envelope = Entries.On(OpenedOn) },
        Entries.Joined(Invented.Mother, MemberRole.Adult),
        Entries.Joined(Invented.StepFather, MemberRole.Adult),
        Entries.Joined(Invented.Child, MemberRole.Child),
        Entries.Related(Invented.Mother, Invented.Child, RelationKind.BirthParent, ParentalResponsibility.Yes),
        Entries.Related(Invented.StepFather, Invented.Child, RelationKind.StepParent, ParentalResponsibility.No));

    public static readonly DateOnly OpenedOn = new(2026, 1, 5);

    public IReadOnlyList<RecordedEvent> Recorded => _recorded;

    public History And(Actor by, params IReadOnlyList<DomainEvent> events)
    {
        foreach (var e in events) Add(by, e, null);
        return this;
    }

    /// <summary>One more entry, under an id that others cite.</summary>
    public History And(Actor by, EventId id, DomainEvent e)
    {
        Add(by, e, id);
        return this;
    }

    public History But()
    {
        var other = new History();
        other._recorded.AddRange(_recorded);
        return other;
    }

    /// <summary>The same without some entries; the others keep their ids and times.</summary>
    public History Only(Func<RecordedEvent, bool> keep)
    {
        var other = new History();
        other._recorded.AddRange(_recorded.Where(keep));
        return other;
    }

    /// <summary>The row, as of a moment: of what was recorded by then.</summary>
    public FamilyRisk Row(DateTimeOffset? asOf = null) =>
        _recorded.Where(e => e.RecordedAt <= (asOf ?? DateTimeOffset.MaxValue)).Aggregate(FamilyRisk.Begin(StreamKey.Family(Family.Id)), FamilyRisk.Evolve);

    public FamilyRiskView View(Actor reader, DateOnly? on = null, DateTimeOffset? asOf = null) => ViewOf(People, reader, on, asOf);

    public FamilyRiskView ViewOf(IReadOnlyDictionary<PersonId, Identity> people, Actor reader, DateOnly? on = null, DateTimeOffset? asOf = null) =>
        FamilyRiskView.Of(Row(asOf), people, Reader.Of(reader), on ?? LondonTime.DateOf(asOf ?? Invented.Now), asOf ?? Invented.Now);

    /// <summary>What a reader under a review sees.</summary>
    public FamilyRiskView View(Reader reader) =>
        FamilyRiskView.Of(Row(null), People.ToDictionary(p => p.Key, p => p.Value.SeenBy(reader.Grant, p.Key)), reader, LondonTime.DateOf(Invented.Now), Invented.Now);

    public FamilyCore? Core(Actor reader, DateTimeOffset? asOf = null) =>
        FamilyCore.Of(Row(asOf), People, Reader.Of(reader), LondonTime.DateOf(asOf ?? Invented.Now), asOf ?? Invented.Now);

    public FamilyStatements? Statements(Actor reader, ThingKey thing, DateTimeOffset? asOf = null) =>
        FamilyStatements.Of(Row(asOf), People, Reader.Of(reader), LondonTime.DateOf(asOf ?? Invented.Now), asOf ?? Invented.Now, thing);

    public static readonly IReadOnlyDictionary<PersonId, Identity> People = new Dictionary<PersonId, Identity>
    {
        [Invented.Mother] = Known(Invented.Mother, "Rowan", new(1992, 3, 14)),
        [Invented.StepFather] = Known(Invented.StepFather, "Wilf", new(1988, 7, 2)),
        [Invented.Child] = Known(Invented.Child, "Ada", new(2023, 9, 1)),
    };

    private static Identity Known(PersonId person, string name, DateOnly born) => new()
    {
        Name = Personal<PersonName>.Stored(DataSubject.Of(person), Words.Token(name)),
        DateOfBirth = Personal<DateOnly>.Stored(DataSubject.Of(person), Words.Token("born")),
        Birth = Birth.On(born),
    };

    private void Add(Actor by, DomainEvent e, EventId? id)
    {
        var version = _recorded.Count + 1;
        var at = e.Envelope.LearnedAt;
        if (_recorded.Count > 0 && at < _recorded[^1].RecordedAt) at = _recorded[^1].RecordedAt;
        _recorded.Add(new RecordedEvent(id ?? EventId.From(Invented.Uuid(0xE000 + version)), version, StreamKey.Family(Family.Id), version, at,
            new EventHeaders(by.Id, by.Roles[0], by.Agency, Jurisdiction.England, "ENG-2026.2", Invented.Uuid(0xD000 + version)), e));
    }
}

/// <summary>Sealed values as a fold sees them.</summary>
internal static class Words
{
    public static Personal<string> Of(PersonId person, string words) => Personal<string>.Stored(DataSubject.Of(person), Token(words));

    public static Personal<string> Of(FamilyId family, string words) => Personal<string>.Stored(DataSubject.Of(family), Token(words));

    public static SealedValue Token(string words) => new("of", Invented.Uuid(0x5EA1), "commitment", words);

    /// <summary>The words behind a sealed value.</summary>
    public static string? Read<T>(this Personal<T>? value) where T : notnull => value?.Sealed?.Ciphertext;
}
