using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Runs shells and commands in a running workspace. Starts nothing.</summary>
public sealed class WorkspaceShell(DockerCli docker, ContainerPulse pulse, WorkspaceEnv env, IReporter reporter, Checkout checkout)
{
    private const int Killed = 137; // 128 + SIGKILL

    /// <summary>A login shell, or the given command, with the terminal where there is one.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="SandboxException">The sandbox is not up.</exception>
    public async Task<int> OpenAsync(HostOptions options, CancellationToken cancellation) =>
        await OpenAsync(options, CommandOf(options) ?? [], Words("Shell", options), FolderOf(options), cancellation);

    /// <summary>A command with the terminal where there is one.</summary>
    /// <param name="options">Which sandbox, and which terminal.</param>
    /// <param name="command">The command.</param>
    /// <param name="words">What it is, for Status.</param>
    /// <param name="folder">The folder below the mounted one that it begins in; <see langword="null"/> for that one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="SandboxException">The sandbox is not up.</exception>
    public Task<int> OpenAsync(HostOptions options, IReadOnlyList<string> command, string words, string? folder, CancellationToken cancellation) =>
        RunAsync(options, HasTerminal ? Terminal(options) : [], command, words, folder, cancellation);

    /// <summary>Whether somebody sits before this process.</summary>
    public static bool HasTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Whether the image that runs has a command.</summary>
    public async Task<bool> HasAsync(HostOptions options, string command, CancellationToken cancellation) => (await docker.AskInsideAsync(
        [Workspace(options), "sandbox-enter", "bash", "-c", "command -v \"$1\"", "bash", command],
        cancellation)).ExitCode is 0;

    /// <summary>Makes sure that there is a workspace.</summary>
    /// <exception cref="SandboxException">The sandbox is not up.</exception>
    public async Task RequireAsync(HostOptions options, CancellationToken cancellation)
    {
        var seen = await docker.TryAsync(
            ["container", "inspect", "--format", "{{.State.Running}} {{if .State.Health}}{{.State.Health.Status}}{{end}}",
             Workspace(options)], cancellation);
        if (seen.Output.Trim().Split(' ') is not ["true", .. var health])
            throw new SandboxException($"Sandbox {options.Name} is not up.", options.CommandFor("Up"));
        // It is held until Up has proven what is mounted in it.
        if (health is ["starting"])
            throw new SandboxException($"Sandbox {options.Name} is not proven yet: another Up is starting it, or an Up was interrupted.", options.CommandFor("Up"));
    }

    /// <summary>The given command, without a terminal.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="SandboxException">The sandbox is not up.</exception>
    /// <exception cref="UsageException">There is no command.</exception>
    public async Task<int> ExecuteAsync(HostOptions options, CancellationToken cancellation) => CommandOf(options) is { } command
        ? await RunAsync(options, [], command, Words("Exec", options), FolderOf(options), cancellation)
        : throw new UsageException($"Exec needs a command: {options.CommandFor("Exec")} --command='ls -la', or … -- ls -la.");

    private static IReadOnlyList<string>? CommandOf(HostOptions options) => (options.Line.Value(Option.Command), options.Line.CommandWords) switch
    {
        (not null, { Count: > 0 }) => throw new UsageException("Give the command once: as --command or behind --."),
        ({ } line, _) => ["bash", "-lc", line],
        (_, { Count: > 0 } words) => words,
        _ => null,
    };

    private static string Words(string target, HostOptions options) => options.Line.CommandWords is [var program, ..] ? $"{target} {program}" : target;

    private string? FolderOf(HostOptions options) => options.Line.Value(Option.Folder) is { } folder ? WorkspaceFolder.Require(folder, env.Read().Mount) : null;

    // The engine gives a terminal the name xterm, whatever it is; sandbox-enter looks whether the workspace knows the true one.
    private static IReadOnlyList<string> Terminal(HostOptions options) =>
        ["--tty", .. Variable("TERM", options.Terminal), .. Variable("COLORTERM", options.TerminalColors)];

    private static IEnumerable<string> Variable(string name, string? value) => value is null ? [] : ["--env", $"{name}={value}"];

    private async Task<int> RunAsync(
        HostOptions options, IReadOnlyList<string> terminal, IReadOnlyList<string> command, string words, string? folder, CancellationToken cancellation)
    {
        await RequireAsync(options, cancellation);
        var begun = TimeProvider.System.GetUtcNow();
        await using var session = new WorkspaceSession(docker, Workspace(options));
        session.Hold(words);
        string[] arguments =
            ["exec", "--interactive", .. terminal, .. Variable("SANDBOX_FOLDER", folder), Workspace(options), .. session.Command(command)];
        var code = await AttachAsync(options, arguments, session, cancellation);
        if (code == Killed && await IsOutOfMemoryAsync(options, begun, cancellation))
            reporter.Warn($"The memory limit ended a process in the workspace while this ran. To raise it: {SettingNames.Memory} in {checkout.Show("env/workspace.env")}, then {options.CommandFor("Up")}");
        if (await session.IsUnknownAsync(code))
            throw new SandboxException($"The workspace of sandbox {options.Name} runs an image of an older version, which cannot end what is started in it.", options.CommandFor("Up"));

        // Docker ends with 1 as well where it could not run anything: `Exec -- false` is 1, a workspace that has gone is not.
        return code != 1 || await docker.StateAsync(Workspace(options), cancellation) is "running" ? code : throw new SandboxException(
            $"The workspace of sandbox {options.Name} does not run any more, or is paused. Whether the command ran is not known.", options.CommandFor("Up"));
    }

    // The command may take as long as it likes. In a workspace that does not answer it never begins: that is asked beside it.
    private async Task<int> AttachAsync(HostOptions options, IReadOnlyList<string> arguments, WorkspaceSession session, CancellationToken cancellation)
    {
        using var silent = new CancellationTokenSource();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ending = Task.CompletedTask;
        await using var stop = cancellation.Register(() => ending = session.EndAsync());
        var running = docker.AttachAsync(arguments, cancellation, silent.Token);
        var looking = pulse.LookAsync(Workspace(options), "workspace", CallLimit.Question, done.Token);
        if (await Task.WhenAny(looking, running) == looking && await looking is { } trouble)
        {
            await silent.CancelAsync();
            await running.ContinueWith(_ => { }, TaskScheduler.Default);
            throw new SandboxException($"The workspace {trouble.What}.", trouble.Next);
        }

        try
        {
            return await running;
        }
        finally
        {
            // Whoever stopped it hears that it has ended once it has.
            await ending;
            await done.CancelAsync();
        }
    }

    // The engine's own record: what the workspace says of its memory, an agent says.
    private async Task<bool> IsOutOfMemoryAsync(HostOptions options, DateTimeOffset since, CancellationToken cancellation)
    {
        var events = await docker.AskAsync(
            [
                "events", "--since", Seconds(since), "--until", Seconds(TimeProvider.System.GetUtcNow()),
                "--filter", $"container={Workspace(options)}", "--filter", "event=oom", "--format", "{{.Action}}",
            ],
            cancellation);
        return events is { ExitCode: 0 } && events.Output.Contains("oom", StringComparison.Ordinal);

        static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Workspace(HostOptions options) => SandboxStack.Container(options.Name, "workspace");
}
