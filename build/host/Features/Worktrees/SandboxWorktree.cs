using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>
/// Has a sandbox work on a branch of a project of the checkout's own sandbox: in a repository of its own, which borrows the
/// objects of that one and writes nothing of it.
/// </summary>
public sealed class SandboxWorktree(
    Checkout checkout, HostOptions options, ConfigRenderer renderer, HostFolders host, WorktreeGit git, IReporter reporter)
{
    /// <summary>Checks what can be checked without an engine.</summary>
    /// <exception cref="SandboxException">The project is no repository, or the sandbox has another worktree.</exception>
    public void Check()
    {
        if (Wanted() is not { } wanted)
            return;

        var mounted = new WorkspaceEnv(checkout, renderer, host).Read().Mount;
        if (mounted != RealPath.Of(checkout.Projects))
        {
            throw new SandboxException(
                $"A worktree lies in {checkout.Show("projects")}, and sandbox {options.Name} mounts {mounted} instead.",
                $"leave WORKSPACE_MOUNT empty in {checkout.Show("env/workspace.env")}, or choose another --name",
                ExitCodes.Usage);
        }

        Find(wanted);
    }

    /// <summary>
    /// Makes the repository that is asked for or remembered, where it is not there, and has the objects that it borrows mounted
    /// by what starts the sandbox.
    /// </summary>
    /// <exception cref="SandboxException">It cannot be made; the message says why.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (Wanted() is not { } wanted)
        {
            File.Delete(checkout.WorktreeCompose);
            return;
        }

        var worktree = Find(wanted);
        Directory.CreateDirectory(checkout.Projects);
        var home = RealPath.Of(checkout.Projects);
        await reporter.StepAsync($"Preparing {wanted.Project} on {wanted.Branch}", async _ =>
        {
            try
            {
                var begin = await git.RunAsync(
                    options.Name,
                    [WorktreeGit.Bind(worktree.Projects, isWritable: true)],
                    ["open", worktree.Repository, options.Name.Value, worktree.Branch, worktree.Id ?? ""],
                    null, null, cancellation);
                worktree.Write(checkout);
                await git.RunAsync(
                    options.Name,
                    [WorktreeGit.Bind(home, isWritable: true), WorktreeGit.Bind(worktree.Objects, isWritable: false)],
                    ["make", home, worktree.Tree(home), worktree.Branch, worktree.Objects],
                    WorktreeGit.Text(begin.Output), null, cancellation);
            }
            catch (SandboxException failed) when (failed.ExitCode == ExitCodes.Failed)
            {
                throw new SandboxException(
                    $"A worktree of {wanted.Project} on {wanted.Branch} cannot be made: {failed.Message}",
                    "choose another branch, or repair the repository in its own sandbox",
                    inner: failed);
            }
        });
        (worktree with { Id = null }).Write(checkout);
        FileStore.Write(checkout.WorktreeCompose, renderer.Render(
            "compose.worktree.yaml.sbn", new { Objects = Quoted(worktree.Objects) }));
    }

    private WorktreeRequest? Wanted()
    {
        var remembered = Worktree.Read(checkout) is { } known ? new WorktreeRequest(known.Branch, known.Project) : null;
        if (options.Worktree is null)
            return remembered;
        if (OperatingSystem.IsWindows())
            throw new SandboxException("A repository's objects must lie at the same path here and in the sandbox; Windows paths cannot.", "run it inside WSL", ExitCodes.Usage);
        if (checkout.IsMain)
            throw new SandboxException($"{options.Name} is the checkout's own sandbox, which holds the repository itself.", "choose another --name", ExitCodes.Usage);

        return remembered is null || remembered == options.Worktree ? options.Worktree : throw new SandboxException(
            $"Sandbox {options.Name} works in a worktree of {remembered.Project} on {remembered.Branch}, and has one at a time.",
            $"choose another --name, or switch the branch in it: {options.CommandFor("Shell")}",
            ExitCodes.Usage);
    }

    private Worktree Find(WorktreeRequest wanted)
    {
        var main = checkout.Main;
        var projects = File.Exists(main.WorkspaceEnv) ? new WorkspaceEnv(main, renderer, host).Read().Mount : RealPath.Of(main.Projects);
        ProjectRepository.Find(projects, wanted.Project);
        var remembered = Worktree.Read(checkout);
        var worktree = new Worktree(projects, wanted.Project, wanted.Branch, remembered?.Id);
        var tree = worktree.Tree(checkout.Projects);
        return remembered is not null || !Directory.Exists(tree) || !Directory.EnumerateFileSystemEntries(tree).Any() ? worktree : throw new SandboxException(
            $"{tree} is not empty, and a repository of the sandbox's own is to lie there.", "move it away, or choose another --name", ExitCodes.Usage);
    }

    // JSON is YAML; a $ would be Compose's.
    private static string Quoted(string path) => JsonSerializer.Serialize(path).Replace("$", "$$", StringComparison.Ordinal);
}
