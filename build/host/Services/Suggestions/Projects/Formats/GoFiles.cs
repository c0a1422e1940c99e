namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of Go, whose modules all come through one proxy.</summary>
internal static class GoFiles
{
    private const string Registry = "go";

    /// <summary>go.mod: what it requires.</summary>
    public static void Module(string text, ProjectNeeds needs)
    {
        var lines = TextLines.Of(text, "//").ToList();
        if (!lines.Exists(line => line.StartsWith("module ", StringComparison.Ordinal)))
            throw new FormatException("no module");
        if (lines.Exists(line => line.Split(' ', '(')[0] == "require"))
            needs.Preset(Registry);
    }

    /// <summary>go.sum: the checksums of modules, <c>name version h1:…</c>.</summary>
    public static void Sums(string text, ProjectNeeds needs)
    {
        if (TextLines.Of(text).First().Split(' ') is not [_, _, ['h', _, ':', ..]])
            throw new FormatException("no checksum");

        needs.Preset(Registry);
    }
}
