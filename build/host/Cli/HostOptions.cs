using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Cli;

/// <summary>What the command line and the environment say to all of a run; what one target alone is asked for, it reads off the <see cref="CommandLine"/>.</summary>
public sealed record HostOptions
{
    /// <summary>The sandbox.</summary>
    public required SandboxName Name { get; init; }

    /// <summary>What the targets read their own options off.</summary>
    public CommandLine Line { get; init; } = CommandLine.Empty;

    /// <summary>The targets asked for, in order, as the user spelled them.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether questions are answered with yes.</summary>
    public bool Yes { get; init; }

    /// <summary>Whether results alone are shown, and not what leads to them.</summary>
    public bool Quiet { get; init; }

    /// <summary>The OCI runtime of the workspace; the engine's own where <see langword="null"/>.</summary>
    public string? Runtime { get; init; }

    /// <summary>The worktree that the sandbox is to work in, where one was asked for.</summary>
    public WorktreeRequest? Worktree { get; init; }

    /// <summary>How the user calls the host: "./build.sh" or ".\build.ps1".</summary>
    public string Script { get; init; } = "./build.sh";

    /// <summary>Whether the output folds into log groups of GitHub Actions.</summary>
    public bool GitHubActions { get; init; }

    /// <summary>Whether nobody watches, and what is skipped would go unseen.</summary>
    public bool ContinuousIntegration { get; init; }

    /// <summary>The engine's address, where the user named it.</summary>
    public string? DockerHost { get; init; }

    /// <summary>The engine's context, where the user named it.</summary>
    public string? DockerContext { get; init; }

    /// <summary>The socket of the user's SSH agent, where one runs.</summary>
    public string? SshAgent { get; init; }

    /// <summary>Where this machine gets npm's packages, where the environment says so.</summary>
    public string? NpmRegistry { get; init; }

    /// <summary>The kind of this process's terminal, as TERM has it.</summary>
    public string? Terminal { get; init; }

    /// <summary>How many colours that has, as COLORTERM has it.</summary>
    public string? TerminalColors { get; init; }

    /// <summary>Whether movement and colour are unwanted.</summary>
    public bool NoColor { get; init; }

    /// <summary>How much it shows.</summary>
    public TerminalMode Output => new(Quiet, NoColor, GitHubActions);

    /// <summary>Whether the user asked for this target by name, and it does not run as a dependency alone.</summary>
    public bool Requested(string target) => Targets.Contains(target, StringComparer.OrdinalIgnoreCase);

    /// <summary>The command that runs a target of this sandbox: what "next:" lines show.</summary>
    public string CommandFor(string target) => $"{Script} --target={target}{(NameIsDefault ? "" : $" --name={Name}")}";

    /// <summary>What this run was called with, without the values of options, which may be secrets.</summary>
    public string Asked => string.Join(" --target=", [Script, .. Targets]) + (NameIsDefault ? "" : $" --name={Name}");

    /// <summary>Whether the name was made from the checkout's folder.</summary>
    public bool NameIsDefault { get; init; } = true;

    /// <summary>Reads the options.</summary>
    /// <param name="line">The checked command line.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="root">The checkout.</param>
    /// <exception cref="UsageException">A value is not valid.</exception>
    public static HostOptions Read(CommandLine line, Func<string, string?> environment, string root) => new()
    {
        Name = line.Value(Option.Name) ?? SandboxName.Of(root),
        Line = line,
        NameIsDefault = !line.Has(Option.Name),
        Targets = line.Targets,
        Yes = line.Flag(Option.Yes),
        Quiet = line.IsQuiet,
        Runtime = line.Value(Option.Runtime),
        Worktree = WorktreeRequest.Read(line),
        Script = environment(EnvironmentNames.Script) ?? (OperatingSystem.IsWindows() ? @".\build.ps1" : "./build.sh"),
        GitHubActions = environment(EnvironmentNames.GitHubActions) == "true",
        ContinuousIntegration = environment(EnvironmentNames.ContinuousIntegration) is "true" or "1",
        DockerHost = NotEmpty(environment(EnvironmentNames.DockerHost)),
        DockerContext = NotEmpty(environment(EnvironmentNames.DockerContext)),
        SshAgent = NotEmpty(environment(EnvironmentNames.SshAuthSock)),
        NpmRegistry = NotEmpty(environment(EnvironmentNames.NpmRegistry)) ?? NotEmpty(environment(EnvironmentNames.NpmRegistry.ToLowerInvariant())),
        Terminal = NotEmpty(environment(EnvironmentNames.Terminal)),
        TerminalColors = NotEmpty(environment(EnvironmentNames.TerminalColors)),
        NoColor = !string.IsNullOrEmpty(environment(EnvironmentNames.NoColor)),
    };

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
