namespace AiSandbox.Policy.Explaining;

/// <summary>An entry that nearly allows a host.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Why">What is missing.</param>
public sealed record NearMiss(AllowlistEntry Entry, string Why);
