using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Review;

/// <summary>Shows what changed in the mounted folder that the host would run or trust by itself.</summary>
public sealed class ProjectReview(WorkspaceEnv env, Baselines baselines, IReporter reporter, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Remembers what is there before an agent is let in. What is remembered stays: a second Up must not take the agent's work
    /// for the user's.
    /// </summary>
    /// <param name="name">The sandbox.</param>
    /// <param name="folder">The folder that is mounted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many paths that Review looks at count as seen from now on, though nobody has been shown them.</returns>
    public async Task<int> RememberAsync(SandboxName name, string folder, CancellationToken cancellation)
    {
        if (baselines.Read(name, folder) is not null)
            return 0;

        var first = await TakeAsync(folder, cancellation);
        baselines.Write(name, first);
        return Change.Between(null, first).Count(change => !change.IsSilent);
    }

    /// <summary>Compares, shows, and with --accept makes what it has shown the new baseline.</summary>
    /// <returns>0 where there was nothing to show, or it was accepted; else 1.</returns>
    public async Task<int> RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var folder = env.Read().Mount;
        var before = baselines.Read(options.Name, folder);
        var now = await TakeAsync(folder, cancellation);
        var shown = Change.Between(before, now).Where(change => options.Line.Flag(Option.All) ? !change.IsSilent : change.IsChange).ToList();

        if (options.Line.Flag(Option.Json))
            reporter.Line(ReviewJson.Of(now, before, shown));
        else
            Show(before, now, shown);
        if (options.Line.Flag(Option.Accept))
            baselines.Write(options.Name, now);
        if (!options.Line.Flag(Option.Json) && (options.Line.Flag(Option.Accept) || shown.Count > 0))
            reporter.Line(options.Line.Flag(Option.Accept) ? "\nAccepted: from now on this counts as seen." : $"\nNext: look at each, then {options.CommandFor("Review")} --accept");

        return shown.Count == 0 || options.Line.Flag(Option.Accept) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private void Show(Snapshot? before, Snapshot now, List<Change> shown)
    {
        var since = before is null ? ", with nothing to compare it with" : $" since {before.Taken.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
        var count = shown.Count switch { 0 => "nothing", 1 => "1 path", var more => $"{more.ToString("N0", CultureInfo.InvariantCulture)} paths" };
        reporter.Line(string.Create(CultureInfo.InvariantCulture,
            $"{now.Folder}{since}: {count} to look at, of {now.Entries:N0} files and folders."));
        foreach (var line in ReviewText.Lines(shown))
            reporter.Line(line);
    }

    private Task<Snapshot> TakeAsync(string folder, CancellationToken cancellation) =>
        Task.Run(() => new TreeScan(new Tree(folder, Patience), new ReviewLimits()).TakeAsync(folder, time.GetUtcNow(), cancellation), cancellation);
}
