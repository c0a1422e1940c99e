namespace AiSandbox.Host.Platform.Terminal;

/// <summary>How much a run shows.</summary>
/// <param name="Quiet">Whether results alone are shown, and not what leads to them.</param>
/// <param name="NoColor">Whether movement and colour are unwanted.</param>
/// <param name="GitHubActions">Whether the output folds into log groups of GitHub Actions.</param>
public sealed record TerminalMode(bool Quiet = false, bool NoColor = false, bool GitHubActions = false);
