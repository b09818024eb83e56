using Safeguard.Domain.Time;

namespace Safeguard.Domain.Families;

/// <summary>The first and last days that commands name, or leave to be understood.</summary>
internal static class Days
{
    /// <summary>The London date of the moment of recording.</summary>
    public static DateOnly Today(Command command) => LondonTime.DateOf(command.Now);

    /// <summary>The London day on which an entry says that it happened; where it does not say, the day on which it was learned.</summary>
    public static DateOnly Of(Envelope envelope) => envelope.Happened.On ?? LondonTime.DateOf(envelope.LearnedAt);

    /// <summary>The day given; otherwise the day on which the entry says it happened; otherwise today.</summary>
    public static DateOnly From(Command command, Envelope envelope, DateOnly? given) => given ?? envelope.Happened.On ?? Today(command);

    /// <summary>Refuses a day that has not come: what is planned is not yet so.</summary>
    public static Refusal? Judge(Command command, Envelope envelope, DateOnly? given, string pointer) =>
        From(command, envelope, given) > Today(command) ? HouseholdRefusals.DayInFuture(pointer) : null;

    /// <summary>Age in whole years on a day. Somebody born on 29 February has a birthday on 1 March in common years.</summary>
    public static int AgeOn(DateOnly day, DateOnly born)
    {
        var years = day.Year - born.Year;
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }
}
