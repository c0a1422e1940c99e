using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy;

/// <summary>What a line turned out to be.</summary>
/// <param name="Text">The line as it is.</param>
/// <param name="Entry">The entry it stands for, corrections included; <see langword="null"/> for a comment, a blank
/// line, or an error that only a human can correct.</param>
/// <param name="Complaints">What is wrong.</param>
/// <param name="Corrected">The line as it should be; <see langword="null"/> where it cannot be corrected or is
/// right.</param>
/// <param name="Preset">The preset it stands for instead of an entry.</param>
internal readonly record struct LineReading(
    string Text,
    AllowlistEntry? Entry,
    IReadOnlyList<Complaint> Complaints,
    string? Corrected,
    PresetUse? Preset = null);
