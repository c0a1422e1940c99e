using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace Host.Tests.Features.Lifecycle;

/// <summary>An engine that a test plays: it answers, says no, or hangs until the limit of the call is over.</summary>
/// <param name="answer">Answers a call; <see langword="null"/> hangs.</param>
/// <param name="root">The checkout.</param>
internal sealed class FakeEngine(Func<IReadOnlyList<string>, CommandResult?> answer, string root = "/checkout") : ICommandRunner, IReporter
{
    private readonly Lock _gate = new();

    /// <summary>An engine that does not answer at all.</summary>
    public static FakeEngine Silent() => new(_ => null) { Version = null };

    /// <summary>What it says of its version.</summary>
    public CommandResult? Version { get; init; } = new(0, """{"Client":{},"Server":{"Version":"28.2.2"}}""", "");

    /// <summary>Named, so that no engine of this machine is taken.</summary>
    public HostOptions Options { get; init; } = new() { Name = SandboxName.Parse("box"), DockerHost = "tcp://engine.example:2375" };

    /// <summary>What was asked of it, but for versions.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What the user saw: lines, steps and their details.</summary>
    public List<string> Lines { get; } = [];

    public Checkout Checkout { get; } = new(root);

    public PrivateEngine Private => new(this, new EnginePackages(this, Checkout), new EngineTraces(this), this, Options, Checkout);

    public EngineAccess Access => field ??= new EngineAccess(new EngineLocator(this, Options), Private);

    public DockerCli Docker => new(this, Access.ConnectAsync, Checkout.Root);

    /// <summary>An answer.</summary>
    public static CommandResult Says(string output, int exitCode = 0, string error = "") => new(exitCode, output, error);

    public Task<CommandResult> TryAsync(Command command, CancellationToken cancellation)
    {
        if (command.Arguments is ["compose", "version", ..])
            return Task.FromResult(Says("2.40.0"));
        if (command.Arguments is ["version", ..])
            return Answer(command, Version);

        lock (_gate)
            Calls.Add(string.Join(' ', command.Arguments));
        return Answer(command, answer(command.Arguments));
    }

    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
    {
        var said = await TryAsync(command, cancellation);
        return said.ExitCode == 0 ? said : throw new CommandException(command, said.ExitCode, said.Error);
    }

    public async Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation)
    {
        // As the runner does: both of its outputs, and then its code.
        var said = await TryAsync(command, cancellation);
        foreach (var text in (said.Output + said.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            line(text);
        if (said.ExitCode != 0)
            throw new CommandException(command, said.ExitCode, said.Error);
    }

    public async Task<CommandResult> ConverseAsync(Command command, Action<string> line, CancellationToken cancellation)
    {
        var said = await TryAsync(command, cancellation);
        foreach (var text in said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            line(text);
        return said;
    }

    public async Task<int> AttachAsync(Command command, CancellationToken cancellation)
    {
        // No limit ends what has the terminal; it is killed, or goes on for ever.
        if (answer(command.Arguments) is { } said)
            return said.ExitCode;

        await Task.Delay(Timeout.Infinite, command.Kill);
        return -1;
    }

    public Task<T> StepAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        Line(title);
        return work(Line);
    }

    public void Line(string text)
    {
        lock (_gate)
            Lines.Add(text);
    }

    public void Warn(string text) => Line(text);

    public void Confirm(string question, bool yes)
    {
    }

    // Without the wait: the limit is what the caller hung on it.
    private static Task<CommandResult> Answer(Command command, CommandResult? said) => said is not null
        ? Task.FromResult(said)
        : Task.FromException<CommandResult>(command.Limit is null ? new AssertionException($"{command} has no limit") : new TimeoutException($"{command} did not end"));
}
