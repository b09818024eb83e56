using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Safeguard.Domain;

namespace Safeguard.Architecture.Tests.Events;

/// <summary>
/// Which commands may record which events: read from the compiled deciders. From each <c>Decide</c> every method of
/// the domain that it reaches is followed, lambdas and iterators too, and the events made there are noted.
/// </summary>
internal static class WrittenBy
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly s_domain = typeof(DomainEvent).Assembly;
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>Commands by the event type that they may record.</summary>
    public static ILookup<Type, Type> Commands() => (
        from decider in s_domain.GetTypes()
        where decider.Name.EndsWith("Decider", StringComparison.Ordinal)
        from decide in decider.GetMethods(Any)
        where decide.Name == "Decide" && decide.ReturnType == typeof(Decision)
        let command = decide.GetParameters()[^1].ParameterType
        from made in MadeFrom(decide)
        select (made, command)).Distinct().ToLookup(p => p.made, p => p.command);

    private static HashSet<Type> MadeFrom(MethodBase start)
    {
        var events = new HashSet<Type>();
        var seen = new HashSet<MethodBase>();
        var next = new Stack<MethodBase>([start]);
        while (next.TryPop(out var method))
        {
            if (!seen.Add(method)) continue;
            foreach (var used in UsedBy(method))
            {
                if (used.DeclaringType is not { } type || type.Assembly != s_domain) continue;
                if (used.IsConstructor && type.IsSubclassOf(typeof(DomainEvent))) events.Add(type);
                // An iterator's body stands in a class of its own, which its method only makes.
                else if (used.IsConstructor && IsIterator(type)) foreach (var body in type.GetMethods(Any)) next.Push(body);
                else next.Push(used);
            }
        }

        return events;
    }

    private static bool IsIterator(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.GetInterfaces().Contains(typeof(System.Collections.IEnumerator));

    private static IEnumerable<MethodBase> UsedBy(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = s_codes[il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(il, at), ofType, ofMethod) is { } used)
                yield return used;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }
}
