using Safeguard.Domain;

namespace Safeguard.Support.Specs;

/// <summary>
/// Values with every member set to something, for specs about all types at once: one element in each list, the same
/// words in each personal value. What they say is nothing; that they are there is the point.
/// </summary>
public static class Whole
{
    public const string Words = "Words that no state may hold.";

    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner);
        if (type == typeof(string)) return "Code";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(DateOnly)) return Invented.Today;
        if (type == typeof(DateTimeOffset)) return Invented.Now;
        if (type == typeof(Guid)) return Invented.Uuid(1);
        if (type == typeof(DataSubject)) return DataSubject.Of(Family.Id);
        if (type == typeof(AgencyId)) return Invented.Treatment;
        if (type == typeof(ActorId)) return Invented.Worker.Id;
        if (type == typeof(Envelope)) return Invented.JustNow(Invented.AboutMother);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Personal<>)) return Open(type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return ListOf(type.GetGenericArguments()[0]);
        return Record(type);
    }

    private static object Open(Type value) => typeof(Personal<>).MakeGenericType(value).GetMethod(nameof(Personal<string>.Open))!
        .Invoke(null, [DataSubject.Of(Family.Id), value == typeof(string) ? Words : Of(value)])!;

    private static Array ListOf(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element), 0);
        return list;
    }

    private static object Record(Type type)
    {
        // A record's own constructor, not the one that copies.
        var constructor = type.GetConstructors().First(c => c.GetParameters() is not [{ } only] || only.ParameterType != type);
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (var member in type.GetProperties().Where(p => p.CanWrite && constructor.GetParameters().All(c => c.Name != p.Name)))
            member.SetValue(made, Of(member.PropertyType));
        return made;
    }
}
