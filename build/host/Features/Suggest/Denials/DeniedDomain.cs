namespace AiSandbox.Host.Features.Suggest.Denials;

/// <summary>What was refused below one registrable domain.</summary>
/// <param name="Name">The domain.</param>
/// <param name="Requests">How many requests, also for names that are not kept.</param>
/// <param name="HasManyNames">Whether as many names were asked for as are suspicious.</param>
/// <param name="Denials">The hosts that are kept, the most asked for first.</param>
public sealed record DeniedDomain(string Name, long Requests, bool HasManyNames, IReadOnlyList<Denial> Denials);
