namespace Sandbox.Tests.Agents;

/// <summary>
/// The agents as they were tried. Their next version may ask for something else: AI_SANDBOX_NEWEST_AGENTS=1 takes the newest, and
/// a test that fails then says what changed.
/// </summary>
internal static class AgentVersions
{
    private static readonly (string Feature, string Package)[] Pinned =
    [
        ("claude-code", "@anthropic-ai/claude-code@2.1.332"),
        ("codex", "@openai/codex@0.171.0"),
        ("gemini-cli", "@google/gemini-cli@0.61.0"),
    ];

    /// <summary>A key for each, as lines of workspace.env: no vendor knows them.</summary>
    public const string Keys = "ANTHROPIC_API_KEY=sk-ant-placeholder\nOPENAI_API_KEY=sk-placeholder\nGEMINI_API_KEY=placeholder\n";

    /// <summary>The folder with the models that the simulated internet plays.</summary>
    public static string Models { get; } = Path.Combine(BuildScript.Checkout.Root, "tests", "Sandbox.Tests", "Agents");

    /// <summary>Writes them into the features of a copy of the checkout.</summary>
    /// <param name="root">The copy's folder.</param>
    public static void Pin(string root)
    {
        if (Environment.GetEnvironmentVariable("AI_SANDBOX_NEWEST_AGENTS") is "1")
            return;

        foreach (var (feature, package) in Pinned)
        {
            var file = Path.Combine(root, "images", "workspace", "features", $"{feature}.txt");
            var name = package[..package.LastIndexOf('@')];
            File.WriteAllText(file, File.ReadAllText(file).Replace($"npm:{name}\n", $"npm:{package}\n", StringComparison.Ordinal));
        }
    }
}
