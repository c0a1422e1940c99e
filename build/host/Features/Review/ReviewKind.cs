namespace AiSandbox.Host.Features.Review;

/// <summary>A sort of thing that a host runs or trusts without being asked.</summary>
/// <param name="Id">Its name in the baseline and in JSON.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Why">Who runs or trusts it, and when; a part of a sentence.</param>
public sealed record ReviewKind(string Id, string Title, string Why);
