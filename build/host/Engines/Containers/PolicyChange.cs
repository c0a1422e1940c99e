using AiSandbox.Policy;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>A list that has been put in force.</summary>
/// <param name="Lists">The list as guard and proxy read it.</param>
/// <param name="Diff">What is open and closed now that was not before, line by line.</param>
/// <param name="Time">How long it took from the first file written until both had it.</param>
public sealed record PolicyChange(ProxyLists Lists, IReadOnlyList<string> Diff, TimeSpan Time);
