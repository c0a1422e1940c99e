namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of pip, uv and Poetry.</summary>
internal static class PythonFiles
{
    private const string Registry = "python";
    private const string RegistryHost = "pypi.org";

    private static readonly string[] Indexes = ["--index-url", "-i", "--extra-index-url", "--find-links", "-f"];

    /// <summary>requirements.txt: packages of the index, addresses, and other indexes.</summary>
    public static void Requirements(string text, ProjectNeeds needs)
    {
        var (isElsewhere, hasPackage) = (false, false);
        foreach (var line in TextLines.Of(text))
        {
            var words = line.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && Indexes.Contains(words[0], StringComparer.Ordinal))
            {
                isElsewhere |= words[0] is "--index-url" or "-i";
                Index(words[1], needs);
            }
            else if (Direct(line) is { } address)
            {
                needs.Address(address);
            }
            else
            {
                hasPackage |= char.IsAsciiLetterOrDigit(line[0]);
            }
        }

        if (hasPackage && !isElsewhere)
            needs.Preset(Registry);
    }

    /// <summary>pyproject.toml: dependencies, build requirements, and sources; not the addresses of homepages.</summary>
    public static void Project(string text, ProjectNeeds needs)
    {
        var (section, key) = ("", "");
        foreach (var line in TextLines.Of(text))
        {
            if (TextLines.Section(line) is { } name)
            {
                (section, key) = (name, "");
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && (char.IsAsciiLetterOrDigit(line[0]) || line[0] == '_'))
                key = line[..equals].Trim();
            ProjectLine(section, key, line, needs);
        }
    }

    /// <summary>uv.lock: every package has its index, and every file its address.</summary>
    public static void UvLock(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text))
        {
            foreach (var index in TextLines.Values(line, "registry"))
                Index(index, needs);
            foreach (var address in TextLines.Values(line, "url").Concat(TextLines.Values(line, "git")))
                needs.Address(address);
        }
    }

    /// <summary>poetry.lock: a package is the index's unless it has a source.</summary>
    public static void PoetryLock(string text, ProjectNeeds needs)
    {
        var (packages, sources, section) = (0, 0, "");
        foreach (var line in TextLines.Of(text))
        {
            section = TextLines.Section(line) ?? section;
            packages += line == "[[package]]" ? 1 : 0;
            sources += line == "[package.source]" ? 1 : 0;
            if (section != "package.source")
                continue;
            foreach (var address in TextLines.Values(line, "url"))
                needs.Address(address);
        }

        if (packages > sources)
            needs.Preset(Registry);
    }

    private static void ProjectLine(string section, string key, string line, ProjectNeeds needs)
    {
        var isArray = (section is "project" && key == "dependencies") || (section is "build-system" && key == "requires")
            || section is "project.optional-dependencies" or "dependency-groups";
        var isTable = section.StartsWith("tool.poetry", StringComparison.Ordinal)
            && section.EndsWith("dependencies", StringComparison.Ordinal) && key is not ("python" or "");
        if (isArray)
        {
            foreach (var requirement in TextLines.Quoted(line))
                Requirements(requirement, needs);
        }
        else if (isTable || section is "tool.poetry.source" or "tool.uv.index" or "tool.uv"
            || section.StartsWith("tool.uv.sources", StringComparison.Ordinal))
        {
            var addresses = TextLines.Values(line, "url").Concat(TextLines.Values(line, "git"))
                .Concat(TextLines.Values(line, "index-url")).Concat(TextLines.Values(line, "index")).ToList();
            addresses.ForEach(address => Index(address, needs));
            if (isTable && addresses.Count == 0 && !TextLines.Values(line, "path").Any())
                needs.Preset(Registry);
        }
    }

    // The index leads to another host for the packages, so that its name alone is not enough.
    private static void Index(string address, ProjectNeeds needs)
    {
        if (HostAddress.Read(address) is { Host: var host } && host.Equals(RegistryHost, StringComparison.OrdinalIgnoreCase))
            needs.Preset(Registry);
        else
            needs.Address(address);
    }

    // name @ https://…, git+https://…, -e git+ssh://…, -r https://…
    private static string? Direct(string line)
    {
        var scheme = line.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || line.StartsWith("--", StringComparison.Ordinal))
            return null;

        var start = line.LastIndexOfAny([' ', '\t', '@', '='], scheme) + 1;
        var end = line.IndexOfAny([' ', '\t', ';', '"', '\''], scheme);
        return end < 0 ? line[start..] : line[start..end];
    }
}
