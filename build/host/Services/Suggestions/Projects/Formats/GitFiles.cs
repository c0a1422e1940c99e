namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of git: remotes and submodules.</summary>
internal static class GitFiles
{
    /// <summary>.git/config and .gitmodules: <c>url</c> and <c>pushurl</c> of remotes and submodules.</summary>
    public static void Config(string text, ProjectNeeds needs)
    {
        var isRemote = false;
        foreach (var line in TextLines.Of(text))
        {
            if (TextLines.Section(line) is { } section)
            {
                isRemote = section.StartsWith("remote ", StringComparison.OrdinalIgnoreCase)
                    || section.StartsWith("submodule ", StringComparison.OrdinalIgnoreCase);
            }
            else if (isRemote && line.Split('=', 2) is [var key, var value]
                && key.Trim().ToLowerInvariant() is "url" or "pushurl")
            {
                needs.Address(value.Trim().Trim('"'));
            }
        }
    }
}
