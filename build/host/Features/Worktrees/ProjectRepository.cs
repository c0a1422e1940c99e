using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Worktrees;

/// <summary>Finds the repository of a project, in a folder that an agent writes to.</summary>
internal static class ProjectRepository
{
    /// <summary>The repository, by absolute path.</summary>
    /// <param name="projects">The folder that is mounted, without links.</param>
    /// <param name="project">A path below it, with slashes.</param>
    /// <exception cref="SandboxException">It is none whose folders can be shared; the message says why.</exception>
    public static string Find(string projects, string project)
    {
        var repository = Path.Combine(projects, Path.Combine(project.Split('/')));
        var git = new DirectoryInfo(Path.Combine(repository, ".git"));
        var refusal = repository switch
        {
            _ when !Directory.Exists(repository) => "there is no such folder",
            _ when !RealPath.Of(repository).Equals(repository, StringComparison.Ordinal) => "a link leads away from it, and an agent can make such links",
            _ when git.LinkTarget is not null => "its .git is a link, and an agent can make such links",
            _ when File.Exists(git.FullName) => "it is itself a worktree or a submodule",
            _ when !git.Exists => "it is not a git repository",
            _ => null,
        };

        return refusal is null ? repository : throw new SandboxException(
            $"{Option.Project}={project}: {refusal} ({repository}).", $"ls '{projects}'", ExitCodes.Usage);
    }
}
