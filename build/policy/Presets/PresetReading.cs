namespace AiSandbox.Policy.Presets;

/// <summary>What a preset's file turned out to be.</summary>
/// <param name="Preset">The preset; <see langword="null"/> where something is wrong with the file.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record PresetReading(Preset? Preset, IReadOnlyList<Finding> Problems);
