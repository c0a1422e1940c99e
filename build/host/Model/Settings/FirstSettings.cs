using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// What the settings of a sandbox with a name begin with: those of the checkout, but for its folder, which is the other agent's,
/// and its variables, which may be keys. What was turned into a comment does not come along either.
/// </summary>
internal static class FirstSettings
{
    /// <summary>The file's text, and the names of what was left out.</summary>
    /// <param name="main">The checkout.</param>
    /// <param name="template">The file as it would be without.</param>
    /// <exception cref="SandboxException">The checkout's file is not an env file.</exception>
    public static (string Text, IReadOnlyList<string> LeftOut) Of(Checkout main, string template)
    {
        if (!File.Exists(main.WorkspaceEnv))
            return (template, []);

        var shown = main.Show("env/workspace.env");
        var set = EnvFile.Parse(EnvFile.ReadText(main.WorkspaceEnv, shown), shown).Where(entry => entry.Value.Length > 0).ToList();
        var taken = set.Where(entry => SettingNames.All.Contains(entry.Name, StringComparer.Ordinal) && !IsOfTheFolder(entry)).ToList();
        var text = taken.Aggregate(template, (text, entry) => EnvMerge.Set(text, entry.Name, entry.Name is SettingNames.Authorities
            ? FromAnywhere(entry.Value, main)
            : entry.Value));
        return (text, [.. set.Except(taken).Select(entry => entry.Name)]);
    }

    private static bool IsOfTheFolder(EnvEntry entry) => entry.Name.StartsWith(SettingNames.Mount, StringComparison.Ordinal);

    // A relative path counts from the home of the sandbox that reads it.
    private static string FromAnywhere(string path, Checkout main) => path.StartsWith('~') ? path : Path.GetFullPath(path, main.Home);
}
