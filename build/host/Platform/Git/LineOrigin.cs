namespace AiSandbox.Host.Platform.Git;

/// <summary>Where a line of a file comes from, as git blame has it.</summary>
/// <param name="Commit">The commit's hash; <see langword="null"/> where the line is not committed.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Time">When.</param>
/// <param name="Summary">The first line of the commit's message.</param>
public sealed record LineOrigin(string? Commit, string Author, DateTimeOffset Time, string Summary)
{
    /// <summary>A line that no commit has.</summary>
    public static LineOrigin NotCommitted { get; } = new(null, "", default, "");
}
