using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>
/// Takes what a sandbox has committed over into the repository that it works for. One container reads the sandbox's repository
/// and writes nothing, another writes the owner's and sees nothing of the sandbox: between them go a list of branches and a pack.
/// </summary>
public sealed class WorktreeFetch(Checkout checkout, HostOptions options, WorktreeGit git, IReporter reporter)
{
    private const int MostOfAnError = 2000; // characters: it is git's, on files that an agent wrote

    /// <summary>Whether the sandbox works for another repository.</summary>
    public bool IsOne => Worktree.Read(checkout) is not null;

    /// <summary>Takes over what is there.</summary>
    /// <exception cref="SandboxException">The sandbox has no such repository, or one of them is not as it must be.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (Worktree.Read(checkout) is not { } worktree)
        {
            throw new SandboxException(
                $"Sandbox {options.Name} has no worktree, so there is nothing to fetch.",
                $"{options.Script} --target=Up --name=SANDBOX --worktree=BRANCH --project=FOLDER",
                ExitCodes.Usage);
        }

        if (worktree.Id is not null)
        {
            throw new SandboxException(
                $"Sandbox {options.Name} was made by an older version, and still writes into {worktree.Repository}.",
                $"{options.CommandFor("Up")}, which gives it a repository of its own");
        }

        if (!await git.IsReadyAsync(options.Name, cancellation))
            throw new SandboxException($"Commits of sandbox {options.Name} are fetched by the git of its image, and that image is missing.", options.CommandFor("Build"));

        try
        {
            var report = await reporter.StepAsync($"Fetching the commits of {worktree.Project}", _ => TakeAsync(worktree, cancellation));
            foreach (var line in report)
                reporter.Line(line);
        }
        catch (SandboxException failed) when (failed.ExitCode == ExitCodes.Failed)
        {
            throw new SandboxException(
                $"Nothing of sandbox {options.Name} was fetched into {worktree.Repository}: {SafeText.Of(failed.Message, MostOfAnError)}",
                $"repair that, then {options.CommandFor("Fetch")}",
                inner: failed);
        }
    }

    /// <summary>What the answer of the container means for the user.</summary>
    /// <param name="worktree">The repository.</param>
    /// <param name="name">The sandbox.</param>
    /// <param name="answer">What became of the branch, then other branches of the sandbox, a line each.</param>
    internal static IEnumerable<string> Report(Worktree worktree, SandboxName name, string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (branch, there) = (worktree.Branch, $"sandbox/{name}/{worktree.Branch}");
        yield return lines.FirstOrDefault() switch
        {
            "moved" => $"{worktree.Repository}: branch {branch} is now the same as in sandbox {name}.",
            "same" => $"{worktree.Repository}: branch {branch} was already the same as in sandbox {name}.",
            "open" => $"{worktree.Repository} has {branch} checked out, and it was left as it is. In that repository's own sandbox: git merge --ff-only {there}",
            "apart" => $"{worktree.Repository}: branch {branch} has commits that sandbox {name} does not have, and was left as it is. In that repository's own sandbox: git log {branch}..{there}, then git merge {there}",
            _ => $"{worktree.Repository}: sandbox {name} has no branch {branch} any more; it was left as it is.",
        };
        if (lines.Length > 1)
            yield return $"Its other branches are there as {string.Join(", ", lines.Skip(1).Take(10).Select(other => $"sandbox/{name}/{SafeText.Of(other)}"))}{(lines.Length > 11 ? " …" : "")}";
    }

    private async Task<IEnumerable<string>> TakeAsync(Worktree worktree, CancellationToken cancellation)
    {
        var home = RealPath.Of(checkout.Projects);
        var file = FileStore.NewPrivateFile();
        (file.Access, file.Options) = (FileAccess.ReadWrite, FileOptions.DeleteOnClose);
        await using var taken = new FileStream(Path.Combine(checkout.Configs, $".fetch.{Path.GetRandomFileName()}"), file);
        var read = await git.RunAsync(
            options.Name,
            [WorktreeGit.Bind(home, isWritable: false), WorktreeGit.Bind(worktree.Objects, isWritable: false)],
            ["pack", home, worktree.Tree(home), worktree.Objects],
            null, taken, cancellation);
        taken.Position = 0;
        var answer = await git.RunAsync(
            options.Name,
            [WorktreeGit.Bind(worktree.Projects, isWritable: true)],
            ["take", worktree.Repository, options.Name.Value, worktree.Branch],
            (stream, ended) => taken.CopyToAsync(stream, ended), null, cancellation);

        var notes = read.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(10).Select(line => SafeText.Of(line));
        return Report(worktree, options.Name, answer.Output).Concat(notes);
    }
}
