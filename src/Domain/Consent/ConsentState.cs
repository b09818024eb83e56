namespace Safeguard.Domain.Consent;

/// <summary>What deciding needs of the consents of one family.</summary>
public sealed record ConsentState
{
    public static ConsentState Empty { get; } = new();

    public ConsentState Evolve(RecordedEvent recorded) => this;
}
