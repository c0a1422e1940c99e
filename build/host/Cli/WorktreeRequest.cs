using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>The git worktree that a sandbox is to work in.</summary>
/// <param name="Branch">The branch, which is made where there is none of that name.</param>
/// <param name="Project">The project: a path below <c>projects/</c> of the checkout's own sandbox, with slashes.</param>
public sealed partial record WorktreeRequest(string Branch, string Project)
{
    /// <summary>Reads <c>--worktree</c> and <c>--project</c>, of which each needs the other, and both need <c>--name</c>.</summary>
    /// <returns><see langword="null"/> where neither is given.</returns>
    /// <exception cref="UsageException">One is missing, or has a value that cannot be meant.</exception>
    public static WorktreeRequest? Read(CommandLine line)
    {
        var (branch, project) = (line.Value(Option.Worktree), line.Value(Option.Project));
        if (branch is null && project is null)
            return null;
        if (branch is null || project is null || !line.Has(Option.Name))
        {
            throw new UsageException(
                "--worktree, --project and --name go together: --name=SANDBOX --worktree=BRANCH --project=FOLDER.");
        }

        if (line.Has(Option.Mount))
        {
            throw new UsageException(
                $"{Option.Mount} does not go with {Option.Worktree}, whose repository lies in the sandbox's own projects/.");
        }

        if (!BranchText().IsMatch(branch) || branch.Contains("..", StringComparison.Ordinal))
        {
            throw new UsageException(
                $"{Option.Worktree}: '{branch}' is not a name for a branch here (letters, digits and . _ / + @ -, as in fix/login).");
        }

        return ProjectText().IsMatch(project)
            ? new WorktreeRequest(branch, project.Replace('\\', '/').TrimEnd('/'))
            : throw new UsageException(
                $"{Option.Project}: '{project}' is not a path below projects/ (as in app or group/app).");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BranchText();

    // No part begins with a dot, so that none leads up, and none is a folder of git's own.
    [GeneratedRegex(@"\A[A-Za-z0-9_+@-][A-Za-z0-9._+@ -]*([/\\][A-Za-z0-9_+@-][A-Za-z0-9._+@ -]*)*[/\\]?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectText();
}
