namespace Safeguard.Host.Documents;

/// <summary>Whether what somebody holds is what the record means.</summary>
public enum Comparison
{
    Same,
    Different,
    /// <summary>The key of its hash is destroyed or is not there: nobody can tell, the service itself included.</summary>
    CannotBeSaid,
}

internal static class Comparisons
{
    /// <param name="agrees">As the hash says; null where its key is not there.</param>
    public static Comparison Of(bool? agrees) => agrees switch
    {
        true => Comparison.Same,
        false => Comparison.Different,
        null => Comparison.CannotBeSaid,
    };
}
