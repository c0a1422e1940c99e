using System.Text.Json;
using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Environments;

namespace AiSandbox.Host.Services.Sandboxes.Worktrees;

/// <summary>Has a sandbox work in a git worktree of a project of the checkout's own sandbox.</summary>
/// <param name="checkout">The checkout.</param>
/// <param name="options">Which worktree is asked for.</param>
/// <param name="renderer">Renders the compose file.</param>
/// <param name="host">The host's own places.</param>
/// <param name="git">Makes worktrees.</param>
/// <param name="reporter">What the user sees.</param>
public sealed class SandboxWorktree(
    Checkout checkout, HostOptions options, ConfigRenderer renderer, HostFolders host, WorktreeGit git, IReporter reporter)
{
    /// <summary>Checks what can be checked without an engine.</summary>
    /// <exception cref="SandboxException">The project is no repository, or the sandbox has another worktree.</exception>
    public void Check()
    {
        if (Wanted() is { } wanted)
            Find(wanted);
    }

    /// <summary>
    /// Makes the worktree that is asked for or remembered, where it is not there, and has it mounted by what starts the
    /// sandbox.
    /// </summary>
    /// <exception cref="SandboxException">It cannot be made; the message says why.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (Wanted() is not { } wanted)
        {
            File.Delete(checkout.WorktreeCompose);
            return;
        }

        var (projects, repository) = Find(wanted);
        Directory.CreateDirectory(checkout.Projects);
        await reporter.StepAsync($"Preparing the worktree of {wanted.Project} on {wanted.Branch}", async _ =>
        {
            var id = await git.AddAsync(options.Name, projects, repository, checkout.Projects, wanted, cancellation);
            var made = new Worktree(projects, wanted.Project, wanted.Branch, id);
            made.Write(checkout);
            FileStore.Write(checkout.WorktreeCompose, renderer.Render("compose.worktree.yaml.liquid", ModelOf(made)));
        });
    }

    private WorktreeRequest? Wanted()
    {
        var remembered = Worktree.Read(checkout) is { } known ? new WorktreeRequest(known.Branch, known.Project) : null;
        if (options.Worktree is null)
            return remembered;
        if (OperatingSystem.IsWindows())
            throw new SandboxException("A worktree must lie at the same path here and in the sandbox, which Windows' paths cannot.", "run it inside WSL", ExitCodes.Usage);
        if (checkout.IsMain)
            throw new SandboxException($"{options.Name} is the checkout's own sandbox, which holds the repository itself.", "choose another --name", ExitCodes.Usage);

        return remembered is null || remembered == options.Worktree ? options.Worktree : throw new SandboxException(
            $"Sandbox {options.Name} works in a worktree of {remembered.Project} on {remembered.Branch}, and has one at a time.",
            $"choose another --name, or switch the branch in it: {options.CommandFor("Shell")}",
            ExitCodes.Usage);
    }

    private (string Projects, string Repository) Find(WorktreeRequest wanted)
    {
        var main = checkout.Main;
        var projects = File.Exists(main.WorkspaceEnv) ? new WorkspaceEnv(main, renderer, host).Read().Mount : RealPath.Of(main.Projects);
        return (projects, ProjectRepository.Find(projects, wanted.Project));
    }

    private Dictionary<string, object?> ModelOf(Worktree worktree) => new(StringComparer.Ordinal)
    {
        ["home"] = Quoted(RealPath.Of(checkout.Projects)),
        ["mounts"] = worktree.Mounts.Select(mount => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["path"] = Quoted(mount.Path),
            ["read_only"] = mount.IsWritable ? "false" : "true",
        }).ToList(),
    };

    // JSON is YAML; a $ would be Compose's.
    private static string Quoted(string path) => JsonSerializer.Serialize(path).Replace("$", "$$", StringComparison.Ordinal);
}
