namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>All of a folder that a host would run or trust, at one time.</summary>
/// <param name="Folder">The folder, by its absolute path.</param>
/// <param name="Taken">When.</param>
/// <param name="Entries">How many files and folders were listed.</param>
/// <param name="Paths">What counts, by path.</param>
public sealed record Snapshot(string Folder, DateTimeOffset Taken, int Entries, IReadOnlyList<WatchedPath> Paths);
