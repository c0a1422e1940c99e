namespace AiSandbox.Host.Model.Toolchains;

/// <summary>How a feature is had in a version that a user names.</summary>
/// <param name="Word">The package, with <c>{}</c> in place of the version.</param>
/// <param name="InPlaceOf">The package that is left out for it.</param>
/// <param name="Known">The versions there are; empty where a registry decides that.</param>
public sealed record FeatureVersions(string Word, string? InPlaceOf, IReadOnlyList<string> Known);

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

    /// <summary>How another version of it is had; <see langword="null"/> where there is one alone.</summary>
    public FeatureVersions? Versions { get; init; }

    /// <summary>The version that it is wanted in.</summary>
    public string? Version { get; init; }

    /// <summary>As it stands in WORKSPACE_FEATURES.</summary>
    public string Spelling => Version is null ? Name : $"{Name}@{Version}";

    /// <summary>Whether it is an agent, and no toolchain.</summary>
    public bool IsAgent => Command is not null;

    /// <summary>Whether anything of it comes from npm's registry.</summary>
    public bool NeedsNpm => Words.Any(word => word.StartsWith(FeatureFile.Npm, StringComparison.Ordinal) || word.StartsWith(FeatureFile.Node, StringComparison.Ordinal));

    /// <summary>The same in a version.</summary>
    /// <exception cref="FormatException">It cannot be had in that one.</exception>
    public Feature In(string version)
    {
        if (Versions is not { } versions)
            throw new FormatException($"'{Name}@{version}': {Name} comes in one version alone, Debian's. Write {Name}.");
        if (versions.Known.Count > 0 && !versions.Known.Contains(version, StringComparer.Ordinal))
            throw new FormatException($"'{Name}@{version}': {Name} comes in {string.Join(" and ", versions.Known)}.");
        if (versions.Word.Replace("{}", version, StringComparison.Ordinal) is var word && !FeatureFile.IsWord(word))
            throw new FormatException($"'{Name}@{version}' names no version of {Name}.");

        return this with { Version = version, Words = [word, .. Words.Where(other => other != versions.InPlaceOf)] };
    }
}
