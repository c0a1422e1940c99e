namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of Cargo and rustup.</summary>
internal static class RustFiles
{
    private const string Registry = "rust";
    private const string Toolchains = "rustup";

    // How a lockfile names crates.io, whichever protocol its index is read by.
    private static readonly string[] CratesIo =
        ["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];

    /// <summary>Cargo.toml: versions are of crates.io, unless an address or a path stands there.</summary>
    public static void Manifest(string text, ProjectNeeds needs)
    {
        var section = "";
        foreach (var line in TextLines.Of(text))
        {
            if (TextLines.Section(line) is { } name)
            {
                section = name;
                continue;
            }

            // [dependencies], [target.'cfg(unix)'.dev-dependencies], [workspace.dependencies]; [dependencies.serde]
            var isList = section.EndsWith("dependencies", StringComparison.Ordinal);
            if (!isList && !section.Contains("dependencies.", StringComparison.Ordinal))
                continue;

            var addresses = TextLines.Values(line, "git").ToList();
            addresses.ForEach(needs.Address);
            if (addresses.Count == 0 && IsVersion(line, isList))
                needs.Preset(Registry);
        }
    }

    /// <summary>Cargo.lock: every crate has its source.</summary>
    public static void Lock(string text, ProjectNeeds needs)
    {
        foreach (var source in TextLines.Of(text).SelectMany(line => TextLines.Values(line, "source")))
        {
            if (CratesIo.Contains(source, StringComparer.Ordinal))
                needs.Preset(Registry);
            else
                needs.Address(source);
        }
    }

    /// <summary>rust-toolchain.toml: a toolchain that rustup downloads.</summary>
    public static void Toolchain(string text, ProjectNeeds needs)
    {
        if (TextLines.Of(text).Any(line => TextLines.Section(line) == "toolchain"))
            needs.Preset(Toolchains);
        else
            throw new FormatException("no toolchain");
    }

    private static bool IsVersion(string line, bool isList) => isList
        ? line.Contains('=', StringComparison.Ordinal) && !TextLines.Values(line, "path").Any()
            && !line.Contains("workspace = true", StringComparison.Ordinal)
        : line.StartsWith("version", StringComparison.Ordinal);
}
