namespace AiSandbox.Host.Model.Toolchains;

/// <summary>Something that the workspace image has only where WORKSPACE_FEATURES names it: a toolchain or an agent.</summary>
/// <param name="Name">Its name: the file's, without the ending.</param>
/// <param name="Summary">What it is, in a sentence.</param>
/// <param name="Words">What the image's <c>feature-install</c> is given: packages.</param>
/// <param name="Command">The command that starts the agent; <see langword="null"/> for a toolchain.</param>
/// <param name="Preset">The preset that an agent needs, without the @.</param>
public sealed record Feature(string Name, string Summary, IReadOnlyList<string> Words, string? Command, string? Preset)
{
    /// <summary>The variable that an agent takes a key from.</summary>
    public string? Key { get; init; }

    /// <summary>The preset that is enough with a key, without the @.</summary>
    public string? KeyPreset { get; init; }

    /// <summary>Whether it is an agent, and no toolchain.</summary>
    public bool IsAgent => Command is not null;

    /// <summary>Whether anything of it comes from npm's registry.</summary>
    public bool NeedsNpm => Words.Any(word => word.StartsWith(FeatureFile.Npm, StringComparison.Ordinal));
}
