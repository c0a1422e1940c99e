namespace AiSandbox.Host.Model.Settings;

/// <summary>What <see cref="WorkspaceEnv.Prepare"/> did.</summary>
/// <param name="Created">Whether the file is new.</param>
/// <param name="Added">The settings that were added because the template has them and the file had not.</param>
/// <param name="ToFillIn">The variables that stand there without a value.</param>
/// <param name="Report">What there is to tell the user, line by line; empty where nothing is new or missing.</param>
public sealed record PreparedEnv(
    bool Created, IReadOnlyList<string> Added, IReadOnlyList<EnvEntry> ToFillIn, IReadOnlyList<string> Report);
