namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of git: remotes and submodules.</summary>
internal static class GitFiles
{
    /// <summary>.git/config and .gitmodules: <c>url</c> and <c>pushurl</c> of remotes and submodules.</summary>
    public static void Config(string text, ProjectNeeds needs)
    {
        foreach (var key in GitConfig.Parse(text).Keys)
        {
            if (key is { Section: "remote" or "submodule", Variable: "url" or "pushurl", Value: { } address })
                needs.Address(address);
        }
    }
}
