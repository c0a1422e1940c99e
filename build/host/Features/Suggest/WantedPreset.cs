namespace AiSandbox.Host.Features.Suggest;

/// <summary>A preset that a project needs as a whole: a manifest says which registry, and no host.</summary>
/// <param name="Name">The preset's name.</param>
/// <param name="Why">What needs it; safe to print.</param>
public sealed record WantedPreset(string Name, string Why);
