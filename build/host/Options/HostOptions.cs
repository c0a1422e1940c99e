namespace AiSandbox.Host.Options;

/// <summary>What the command line and the environment ask for, read once.</summary>
public sealed record HostOptions
{
    /// <summary>The sandbox.</summary>
    public required SandboxName Name { get; init; }

    /// <summary>The targets asked for, in order, as the user spelled them.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether questions are answered with yes.</summary>
    public bool Yes { get; init; }

    /// <summary>The name that commits carry, where it was given.</summary>
    public string? GitUsername { get; init; }

    /// <summary>The address that commits carry, where it was given.</summary>
    public string? GitEmail { get; init; }

    /// <summary>A command line for bash in the workspace.</summary>
    public string? Command { get; init; }

    /// <summary>A command for the workspace, word by word.</summary>
    public IReadOnlyList<string> CommandWords { get; init; } = [];

    /// <summary>Whether LogsProxy waits for more.</summary>
    public bool Follow { get; init; } = true;

    /// <summary>From when on LogsProxy and Report show events.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether LogsProxy shows refusals alone.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether LogsProxy shows the log as guard and proxy wrote it.</summary>
    public bool Raw { get; init; }

    /// <summary>The log that Report reads; the running sandbox's where <see langword="null"/>.</summary>
    public string? Log { get; init; }

    /// <summary>Whether Lint writes its corrections.</summary>
    public bool Fix { get; init; }

    /// <summary>The domain that Allow, Deny and Explain are about.</summary>
    public string? Domain { get; init; }

    /// <summary>The ports that Allow opens; both where <see langword="null"/>.</summary>
    public string? Ports { get; init; }

    /// <summary>The last day of what Allow opens.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether what Allow opens may have a private address.</summary>
    public bool Private { get; init; }

    /// <summary>Why Allow opens it.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether Allow writes the list that is not committed.</summary>
    public bool Local { get; init; }

    /// <summary>The same, or the host that PrepareSsh makes a key for.</summary>
    public string? Host { get; init; }

    /// <summary>The name that Allow, Deny and Explain are about: to them, --domain and --host mean the same.</summary>
    public string? Site => Domain ?? Host;

    /// <summary>Whether results alone are shown, and not what leads to them.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether Cleanup removes the private engine.</summary>
    public bool Engine { get; init; }

    /// <summary>Whether Verify runs against the running sandbox.</summary>
    public bool Live { get; init; }

    /// <summary>The OCI runtime of the workspace; the engine's own where <see langword="null"/>.</summary>
    public string? Runtime { get; init; }

    /// <summary>Verify: weakens one rule at a time and requires that a case notices.</summary>
    public bool Mutate { get; init; }

    /// <summary>Whether the images are built from nothing that is there.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether Suggest reads the projects, and not the log.</summary>
    public bool FromProjects { get; init; }

    /// <summary>A part of the full name of the tests that Test runs; any where <see langword="null"/>.</summary>
    public string? Filter { get; init; }

    /// <summary>The folder to mount from now on, where one was named.</summary>
    public string? Mount { get; init; }

    /// <summary>The worktree that the sandbox is to work in, where one was asked for.</summary>
    public WorktreeRequest? Worktree { get; init; }

    /// <summary>Whether the output is for programs.</summary>
    public bool Json { get; init; }

    /// <summary>Whether Doctor tries the git hosts.</summary>
    public bool Ssh { get; init; }

    /// <summary>The shell that Completion prints a script for.</summary>
    public string? Shell { get; init; }

    /// <summary>Whether Review takes what it shows for seen.</summary>
    public bool Accept { get; init; }

    /// <summary>Whether Review shows what has not changed as well.</summary>
    public bool All { get; init; }

    /// <summary>The archive of Backup and Restore.</summary>
    public string? File { get; init; }

    /// <summary>Whether Backup goes on where it finds secrets.</summary>
    public bool WithSecrets { get; init; }

    /// <summary>The sandbox that Clone fills.</summary>
    public SandboxName? To { get; init; }

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

    /// <summary>The agent to start.</summary>
    public string? Agent { get; init; }

    /// <summary>The folder below the mounted one that a command begins in.</summary>
    public string? Folder { get; init; }

    /// <summary>The kind of this process's terminal, as TERM has it.</summary>
    public string? Terminal { get; init; }

    /// <summary>How many colours that has, as COLORTERM has it.</summary>
    public string? TerminalColors { get; init; }

    /// <summary>Whether movement and colour are unwanted.</summary>
    public bool NoColor { get; init; }

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
    /// <param name="now">The time that "10m ago" counts from.</param>
    /// <exception cref="UsageException">A value is not valid.</exception>
    public static HostOptions Read(CommandLine line, Func<string, string?> environment, string root, DateTimeOffset now) => new()
    {
        Name = line.Value(OptionNames.Name) is { } name ? SandboxName.Parse(name) : SandboxName.Of(root),
        NameIsDefault = !line.Has(OptionNames.Name),
        Targets = line.Targets,
        Yes = line.Flag(OptionNames.Yes),
        GitUsername = line.Value(OptionNames.GitUsername),
        GitEmail = line.Value(OptionNames.GitEmail),
        Command = line.Value(OptionNames.Command),
        CommandWords = line.CommandWords,
        Follow = line.Flag(OptionNames.Follow, otherwise: true),
        Since = line.Value(OptionNames.Since) is { } since ? PointInTime.Parse(since, now) : null,
        Denied = line.Flag(OptionNames.Denied),
        Raw = line.Flag(OptionNames.Raw),
        Log = NotEmpty(line.Value(OptionNames.Log)),
        Engine = line.Flag(OptionNames.Engine),
        Fix = line.Flag(OptionNames.Fix),
        Domain = line.Value(OptionNames.Domain),
        Ports = line.Value(OptionNames.Ports),
        Until = line.Value(OptionNames.Until) is { } until ? LastDay.Parse(until, DateOnly.FromDateTime(now.DateTime)) : null,
        Private = line.Flag(OptionNames.Private),
        Reason = line.Value(OptionNames.Reason),
        Local = line.Flag(OptionNames.Local),
        Quiet = line.IsQuiet,
        Host = line.Value(OptionNames.Host),
        Live = line.Flag(OptionNames.Live),
        Refresh = line.Flag(OptionNames.Refresh),
        Runtime = NotEmpty(line.Value(OptionNames.Runtime)),
        Mutate = line.Flag(OptionNames.Mutate),
        FromProjects = line.Flag(OptionNames.FromProjects),
        Filter = line.Value(OptionNames.Filter),
        Mount = NotEmpty(line.Value(OptionNames.Mount)),
        Worktree = WorktreeRequest.Read(line),
        Json = line.Flag(OptionNames.Json),
        Ssh = line.Flag(OptionNames.Ssh),
        Shell = line.Value(OptionNames.Shell),
        Accept = line.Flag(OptionNames.Accept),
        All = line.Flag(OptionNames.All),
        File = NotEmpty(line.Value(OptionNames.File)),
        WithSecrets = line.Flag(OptionNames.WithSecrets),
        To = line.Value(OptionNames.To) is { } to ? SandboxName.Parse(to, OptionNames.To) : null,
        Script = environment(EnvironmentNames.Script) ?? (OperatingSystem.IsWindows() ? @".\build.ps1" : "./build.sh"),
        GitHubActions = environment(EnvironmentNames.GitHubActions) == "true",
        ContinuousIntegration = environment(EnvironmentNames.ContinuousIntegration) is "true" or "1",
        DockerHost = NotEmpty(environment(EnvironmentNames.DockerHost)),
        DockerContext = NotEmpty(environment(EnvironmentNames.DockerContext)),
        SshAgent = NotEmpty(environment(EnvironmentNames.SshAuthSock)),
        NpmRegistry = NotEmpty(environment(EnvironmentNames.NpmRegistry)) ?? NotEmpty(environment(EnvironmentNames.NpmRegistry.ToLowerInvariant())),
        Agent = NotEmpty(line.Value(OptionNames.Agent)),
        Folder = line.Value(OptionNames.Folder),
        Terminal = NotEmpty(environment(EnvironmentNames.Terminal)),
        TerminalColors = NotEmpty(environment(EnvironmentNames.TerminalColors)),
        NoColor = !string.IsNullOrEmpty(environment(EnvironmentNames.NoColor)),
    };

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
