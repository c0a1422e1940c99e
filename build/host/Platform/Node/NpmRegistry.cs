namespace AiSandbox.Host.Platform.Node;

/// <summary>Where this machine gets npm's packages, if it is told to get them elsewhere than from npm's own registry.</summary>
public static class NpmRegistry
{
    private const string Key = "registry";

    /// <summary>The address that npm's own configuration names.</summary>
    /// <param name="variable">The value of NPM_CONFIG_REGISTRY, which wins over a file.</param>
    /// <param name="home">The user's home folder, where .npmrc lies.</param>
    /// <returns><see langword="null"/> for npm's default.</returns>
    public static string? Find(string? variable, string home)
    {
        var file = Path.Combine(home, ".npmrc");
        return variable ?? (File.Exists(file) ? Parse(File.ReadLines(file)) : null);
    }

    /// <summary>The address that the lines of an .npmrc name; the last one counts.</summary>
    internal static string? Parse(IEnumerable<string> lines) => lines
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts is [Key, { Length: > 0 }])
        .Select(parts => parts[1].Trim('"'))
        .LastOrDefault();
}
