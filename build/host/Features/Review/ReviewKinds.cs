namespace AiSandbox.Host.Features.Review;

/// <summary>What Review looks for, the most dangerous first.</summary>
public static class ReviewKinds
{
    /// <summary>Programs that run as their owner.</summary>
    public static readonly ReviewKind Setuid =
        new("setuid", "Programs that run as their owner", "whoever starts one on the host becomes the owner of the file, which may be root");

    /// <summary>Links whose target lies elsewhere.</summary>
    public static readonly ReviewKind Link =
        new("link", "Links out of the folder", "who reads or writes through one reads or writes another file of the host");

    /// <summary>Pipes, sockets and devices.</summary>
    public static readonly ReviewKind Special =
        new("special", "Pipes, sockets and devices", "a program that opens one waits, talks to somebody, or reaches a device");

    /// <summary>Git's hooks.</summary>
    public static readonly ReviewKind Hook =
        new("git-hook", "Git hooks", "git runs them when you commit, check out, merge, rebase or push");

    /// <summary>Git's configuration.</summary>
    public static readonly ReviewKind GitConfig =
        new("git-config", "Git configuration", "git runs the programs named there, some at `git status`, which prompts and editors call by themselves");

    /// <summary>Repositories.</summary>
    public static readonly ReviewKind Repository =
        new("repository", "Repositories", "git and similar tools obey the configuration of the repository that they run in, bare ones included");

    /// <summary>Attributes and submodules.</summary>
    public static readonly ReviewKind Attributes =
        new("git-attributes", "Git attributes and submodules", "they choose the programs that filter, compare and merge files, and what git fetches");

    /// <summary>Settings of editors.</summary>
    public static readonly ReviewKind Editor =
        new("editor", "Editors", "tasks, settings and launchers run when the folder is opened and trusted, or name programs that do");

    /// <summary>Development containers.</summary>
    public static readonly ReviewKind Container =
        new("container", "Containers", "editors offer to start them: their commands run, and their mounts reach the host's files");

    /// <summary>Settings of agents.</summary>
    public static readonly ReviewKind Agent =
        new("agent", "Agents of the host", "an agent on the host takes these for your word: hooks, servers, permissions, instructions");

    /// <summary>Settings of shells.</summary>
    public static readonly ReviewKind Shell =
        new("shell", "Shells", "direnv, mise, asdf, version managers and dotenv readers act on them when you enter the folder or start a program there");

    /// <summary>Continuous integration.</summary>
    public static readonly ReviewKind Ci =
        new("ci", "Continuous integration", "it runs with the project's secrets once you push");

    /// <summary>Builds and scripts.</summary>
    public static readonly ReviewKind Build =
        new("build", "Builds and scripts", "package managers, builds and test runners run them, and editors start those to show you the project");

    /// <summary>Settings of package managers.</summary>
    public static readonly ReviewKind Packages =
        new("packages", "Package managers", "they say where packages come from and which programs handle them");

    /// <summary>Folders of packages.</summary>
    public static readonly ReviewKind Dependencies =
        new("dependencies", "Installed and built", "editors' extensions and builds run what lies there; in it only repositories, links out, and files of the kinds above were looked for");

    /// <summary>What desktops read or start.</summary>
    public static readonly ReviewKind Desktop =
        new("desktop", "Desktops", "a file manager reads them when it shows the folder, or a double click starts, mounts or installs them");

    /// <summary>Executables.</summary>
    public static readonly ReviewKind Executable =
        new("executable", "Executables", "a script, a path in a setting, or a double click runs them");

    /// <summary>What looks like a tool's configuration and no rule knows.</summary>
    public static readonly ReviewKind Unknown =
        new("unknown", "Not known; read it", "dotfiles and configurations that no rule knows; a tool of yours may read them by itself");

    /// <summary>What could not be looked at.</summary>
    public static readonly ReviewKind Unseen =
        new("unseen", "Not looked at", "what it holds is not known");

    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<ReviewKind> All { get; } =
    [
        Setuid, Link, Special, Hook, GitConfig, Repository, Attributes, Editor, Container, Agent, Shell, Ci, Build, Packages,
        Dependencies, Desktop, Executable, Unknown, Unseen,
    ];
}
