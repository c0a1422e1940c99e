namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of Bundler.</summary>
internal static class RubyFiles
{
    private const string Registry = "ruby";
    private const string RegistryHost = "rubygems.org";

    /// <summary>Gemfile: sources, and gems from git.</summary>
    public static void Gemfile(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text))
        {
            if (line.StartsWith("source", StringComparison.Ordinal) && TextLines.Quoted(line).FirstOrDefault() is { } source)
                Source(source, needs);
            if (line.Contains("github:", StringComparison.Ordinal))
                needs.Address("https://github.com/");
            if (!line.StartsWith("gem", StringComparison.Ordinal))
                continue;
            foreach (var address in TextLines.Quoted(line).Where(quoted => quoted.Contains("://", StringComparison.Ordinal)))
                needs.Address(address);
        }
    }

    /// <summary>Gemfile.lock: where each group of gems comes from.</summary>
    public static void Lock(string text, ProjectNeeds needs)
    {
        const string Remote = "remote:";
        foreach (var line in TextLines.Of(text).Where(line => line.StartsWith(Remote, StringComparison.Ordinal)))
            Source(line[Remote.Length..].Trim(), needs);
    }

    // Bundler reads the index from another host than the gems.
    private static void Source(string address, ProjectNeeds needs)
    {
        if (HostAddress.Read(address) is { Host: var host } && host.Equals(RegistryHost, StringComparison.OrdinalIgnoreCase))
            needs.Preset(Registry);
        else
            needs.Address(address);
    }
}
