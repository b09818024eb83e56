using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>Who somebody in a family is: from their own stream, under the partnership's key, given to a view from outside.</summary>
public sealed record Identity
{
    /// <summary>Sealed, as the log has it; the edge opens it. Null for somebody never registered.</summary>
    public Personal<PersonName>? Name { get; init; }
    /// <summary>What stands for the name, for a reader who is not to see it; null otherwise.</summary>
    public string? Pseudonym { get; init; }
    public Sex Sex { get; init; } = Sex.NotKnown;
    /// <summary>Sealed; null where it was never recorded.</summary>
    public Personal<DateOnly>? DateOfBirth { get; init; }
    /// <summary>The birth as the edge could read it: opened, or year and month from the finding table; null after an erasure.</summary>
    public Birth? Birth { get; init; }
    /// <summary>In whole years on <see cref="EstimatedOn"/>, where the date of birth is not known.</summary>
    public int? EstimatedAge { get; init; }
    public DateOnly? EstimatedOn { get; init; }
    /// <summary>The restriction that stands; null for none.</summary>
    public Restriction? Restriction { get; init; }
    /// <summary>True in the form for somebody whom the restriction shuts out.</summary>
    public bool Withheld { get; init; }

    /// <summary>The same person for a reader under a review: without name, unless that reader sees names. Age stays.</summary>
    public Identity SeenBy(ReviewGrant? grant, PersonId person) =>
        grant is null or { ShowsNames: true } ? this : this with { Name = null, Pseudonym = grant.PseudonymOf(person) };

    /// <summary>The row of somebody's stream after one more of its events. <see cref="Birth"/> is left to the edge, which has the keys.</summary>
    public static Identity Evolve(Identity row, RecordedEvent recorded) => recorded.Event switch
    {
        PersonRegistered e => row with
        {
            Name = e.Name,
            Sex = e.Sex,
            DateOfBirth = e.DateOfBirth,
            EstimatedAge = e.EstimatedAge,
            // An estimate is of the day on which it was recorded.
            EstimatedOn = e.EstimatedAge is null ? null : LondonTime.DateOf(recorded.RecordedAt),
        },
        PersonRestricted e => row with { Restriction = new Restriction(e.Level, recorded.Agency, [.. e.AllowedActors], e.ReviewDate) },
        PersonRestrictionLifted => row with { Restriction = null },
        _ => row,
    };

    /// <summary>
    /// The same for somebody whom the restriction shuts out: without the name and the date of birth. The age stays, since what
    /// is said of a child's safety turns on it, and so the view does not call unknown what is known.
    /// </summary>
    public Identity WithoutIdentity() => this with { Name = null, DateOfBirth = null, Withheld = true };
}

/// <summary>A birth as far as it is known. Without a day, ages that turn on the day are not decided.</summary>
public sealed record Birth(int Year, int Month, int? Day)
{
    public static Birth On(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>The first day on which it can have been.</summary>
    public DateOnly Earliest() => new(Year, Month, Day ?? 1);

    /// <summary>The last day on which it can have been.</summary>
    public DateOnly Latest() => new(Year, Month, Day ?? DateTime.DaysInMonth(Year, Month));

    /// <summary>Whole years on a day; null when that turns on a day of birth that is not known.</summary>
    public int? AgeOn(DateOnly day)
    {
        var (oldest, youngest) = (Years(Earliest(), day), Years(Latest(), day));
        return oldest == youngest ? oldest : null;
    }

    /// <summary>Under so many years on a day; null when that turns on a day of birth that is not known.</summary>
    public bool? IsUnder(int years, DateOnly day)
    {
        var (oldest, youngest) = (Years(Earliest(), day), Years(Latest(), day));
        return oldest < years == youngest < years ? oldest < years : null;
    }

    // Somebody born on 29 February comes of an age on 1 March of a common year, as English law has it: AddYears would say 28 February.
    internal static int Years(DateOnly born, DateOnly day) =>
        day.Year - born.Year - ((day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
}

/// <summary>An age on a day.</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Exact">False where the day of birth is not known, or only an estimate: then it is “about”.</param>
public sealed record Age(int Years, bool Exact)
{
    /// <summary>Whole months beyond the years; null where only an estimate is known.</summary>
    public int? Months { get; init; }
    /// <summary>Whole weeks, for a child of up to twelve of them whose day of birth is known.</summary>
    public int? Weeks { get; init; }

    /// <summary>The age of somebody on a day; null where nothing tells it, or the day is before the birth.</summary>
    public static Age? Of(Identity? identity, DateOnly day)
    {
        if (identity?.Birth is { } birth)
        {
            // Where only the month is known, the younger: a child is never made older by what is not known.
            var born = birth.Latest();
            if (day < birth.Earliest()) return null;
            if (day < born) born = day;
            var months = Math.Max(0, (day.Year - born.Year) * 12 + day.Month - born.Month - (day.Day < born.Day ? 1 : 0));
            var weeks = (day.DayNumber - born.DayNumber) / 7;
            return new Age(months / 12, birth.Day is not null) { Months = months % 12, Weeks = birth.Day is not null && weeks <= 12 ? weeks : null };
        }

        return identity is { EstimatedAge: { } estimate, EstimatedOn: { } on }
            ? new Age(Math.Max(0, estimate + Birth.Years(on, day)), false)
            : null;
    }
}
