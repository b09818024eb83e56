namespace Safeguard.Domain;

/// <summary>
/// Marks what a command carries but no caller may say: who acts and when, ids of new things, and facts from other
/// streams. The edge fills it, and refuses a body that names it. Without the mark, a list of such names would have to
/// be kept beside every endpoint.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SetByEdgeAttribute : Attribute;
