using System.Text.RegularExpressions;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Sandboxes.Worktrees;

/// <summary>
/// Runs git on a repository that an agent may have written: hooks and configuration can start programs, so never on the host,
/// but in a container of the workspace image without a network.
/// </summary>
/// <param name="docker">The engine.</param>
public sealed partial class WorktreeGit(DockerCli docker)
{
    /// <summary>Makes a worktree where there is none.</summary>
    /// <param name="name">The sandbox, whose image has git.</param>
    /// <param name="projects">The folder that holds the repository; an agent cannot put another in its place.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="home">The folder that the worktree is to lie below; nor this one.</param>
    /// <param name="request">Branch and project.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What git calls it.</returns>
    /// <exception cref="SandboxException">git would not; the message says why.</exception>
    public async Task<string> AddAsync(
        SandboxName name, string projects, string repository, string home, WorktreeRequest request, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "run", "--rm", "--interactive", "--network", "none", "--log-driver", "none", "--read-only", "--tmpfs", "/tmp",
            "--cap-drop", "ALL", .. Powers.SelectMany(power => new[] { "--cap-add", power }), "--security-opt", "no-new-privileges",
            "--label", $"{SandboxLabels.Sandbox}={name}", "--user", "root",
            "--mount", Bind(projects), "--mount", Bind(home),
            "--entrypoint", "bash", $"{name}-workspace", "-s", "--",
            repository, home, Path.Combine(home, Path.Combine(request.Project.Split('/'))), request.Branch,
        ];
        var run = await docker.TryAsync(arguments, cancellation, EmbeddedText.Read("worktree.sh"));
        if (run.ExitCode != 0)
        {
            throw new SandboxException(
                $"No worktree of {request.Project} on {request.Branch}: {run.Error.Trim()}",
                "choose another branch, or put the repository in order in its own sandbox");
        }

        // Printed by a container that reads what an agent wrote, and used in a path.
        var id = run.Output.Trim();
        return Id().IsMatch(id) ? id : throw new SandboxException($"git calls the worktree of {request.Project} by a name that is no folder's.");
    }

    // To make folders for the repository's owner, and to become him.
    private static readonly string[] Powers = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

    // The value is read as CSV: https://docs.docker.com/reference/cli/docker/container/run/#mount
    private static string Bind(string path) => $"type=bind,{Field("source", path)},{Field("target", path)}";

    private static string Field(string key, string value) => $"\"{key}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"\A[A-Za-z0-9_+@-][A-Za-z0-9._+@-]{0,200}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
