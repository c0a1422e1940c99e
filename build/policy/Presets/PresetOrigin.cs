namespace AiSandbox.Policy.Presets;

/// <summary>Where an entry stands that a preset's line stands for.</summary>
/// <param name="Name">The preset's name, without the @.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">The line in it, counted from 1.</param>
/// <param name="Source">Where the vendor documents the entry.</param>
public sealed record PresetOrigin(string Name, string File, int Line, string Source);
