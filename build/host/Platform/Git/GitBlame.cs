using System.Globalization;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Git;

/// <summary>Tells who added a line, by the git of the host, which need not be there.</summary>
public sealed class GitBlame(ICommandRunner runner)
{
    /// <summary>The origin of a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns><see langword="null"/> where there is no git, or no repository that it reads.</returns>
    public async Task<LineOrigin?> ReadAsync(string path, int line, CancellationToken cancellation)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        try
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"{line},{line}");
            var blame = await runner.TryAsync(
                new Command("git", "blame", "--porcelain", "-L", range, "--", name) { WorkingDirectory = folder }, cancellation);
            if (blame.ExitCode == 0)
                return Parse(blame.Output);

            // 1 says that a file is not in the repository, anything else that there is none.
            var tracked = await runner.TryAsync(
                new Command("git", "ls-files", "--error-unmatch", "--", name) { WorkingDirectory = folder }, cancellation);
            return tracked.ExitCode == 1 ? LineOrigin.NotCommitted : null;
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return null;
        }
    }

    /// <summary>Reads the answer of <c>git blame --porcelain</c> about one line.</summary>
    internal static LineOrigin? Parse(string porcelain)
    {
        var lines = porcelain.Split('\n');
        var commit = lines[0].Split(' ')[0];
        if (commit.Length == 0 || !long.TryParse(Field("author-time"), CultureInfo.InvariantCulture, out var seconds))
            return null;

        return commit.All(c => c == '0')
            ? LineOrigin.NotCommitted
            : new LineOrigin(commit, Field("author"), DateTimeOffset.FromUnixTimeSeconds(seconds), Field("summary"));

        string Field(string name) => Array.Find(lines, line => line.StartsWith($"{name} ", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
    }
}
