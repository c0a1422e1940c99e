using System.Threading.Channels;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Docker;

/// <summary>The docker CLI on the engine of this run. All options are argument lists; no shell is involved.</summary>
public sealed class DockerCli(ICommandRunner commands, Func<CancellationToken, Task<EngineConnection>> connect, string root)
{
    private static readonly Dictionary<string, string?> Nothing = [];

    // The words of docker's CLI before and since version 28.
    private static readonly string[] Unreachable = ["Cannot connect to the Docker daemon", "failed to connect to the docker API"];

    /// <summary>Runs to the end.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    /// <exception cref="SandboxException">The engine has stopped answering (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null,
        TimeSpan? limit = null) =>
        await ReachAsync(async () => await commands.RunAsync(await CommandAsync(arguments, environment, input, cancellation, limit), cancellation));

    /// <summary>Runs to the end, whatever the exit code.</summary>
    /// <exception cref="SandboxException">The engine has stopped answering (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<CommandResult> TryAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellation, string? input = null, TimeSpan? limit = null) =>
        await ReachAsync(async () => await commands.TryAsync(await CommandAsync(arguments, null, input, cancellation, limit), cancellation));

    /// <summary>
    /// Runs a program in a running workspace, whatever the exit code. An agent decides what that program is: what it prints is
    /// data, and no more than a megabyte of it is read.
    /// </summary>
    /// <param name="arguments">What stands behind <c>docker exec</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="limit">How long it may take.</param>
    public async Task<CommandResult> AskInsideAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, TimeSpan? limit = null) =>
        await ReachAsync(async () => await commands.TryAsync(
            await CommandAsync(["exec", .. arguments], null, null, cancellation, limit) with { MaximumOutput = 1 << 20 }, cancellation));

    /// <summary>Runs to the end and hands on each line.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public async Task StreamAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?>? environment,
        Action<string> line,
        CancellationToken cancellation,
        TimeSpan? limit = null) =>
        await ReachAsync(async () =>
        {
            await commands.StreamAsync(await CommandAsync(arguments, environment, null, cancellation, limit), line, cancellation);
            return true;
        });

    /// <inheritdoc cref="ICommandRunner.ConverseAsync"/>
    /// <param name="arguments">The arguments of docker's CLI.</param>
    /// <param name="input">The lines that it is handed.</param>
    /// <param name="line">Gets each line of its output.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<CommandResult> ConverseAsync(
        IReadOnlyList<string> arguments, ChannelReader<string> input, Action<string> line, CancellationToken cancellation) =>
        await commands.ConverseAsync(await CommandAsync(arguments, null, null, cancellation) with { Lines = input, Limit = null }, line, cancellation);

    /// <summary>Runs to the end, whatever the exit code: a question that may go unanswered, as those about one container.</summary>
    /// <returns>The result; <see langword="null"/> where it did not end in time.</returns>
    public async Task<CommandResult?> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, TimeSpan? limit = null)
    {
        var command = await CommandAsync(arguments, null, null, cancellation, limit ?? CallLimit.Question);
        try
        {
            return await commands.TryAsync(command, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Follows what a command in a container prints. Docker leaves such a command running when its CLI goes; this one is to
    /// end by itself when its standard input does.
    /// </summary>
    /// <param name="arguments">What stands behind <c>docker exec --interactive</c>.</param>
    /// <param name="line">Gets each line.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public async Task FollowAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellation) =>
        await ReachAsync(async () =>
        {
            var command = await CommandAsync(["exec", "--interactive", .. arguments], null, null, cancellation);
            await commands.StreamAsync(command with { Lines = Channel.CreateUnbounded<string>().Reader, Limit = null }, line, cancellation);
            return true;
        });

    /// <summary>Runs to the end, whatever the exit code, with bytes in and out.</summary>
    /// <param name="arguments">The arguments of docker's CLI.</param>
    /// <param name="feed">Writes to its standard input; what it throws is thrown here, once the command has ended.</param>
    /// <param name="sink">Gets its standard output; the result has it where <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="most">How many bytes it may print; <see langword="null"/> for no limit.</param>
    public async Task<CommandResult> PipeAsync(
        IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task>? feed, Stream? sink, CancellationToken cancellation, int? most = null) =>
        await ReachAsync(async () => await commands.TryAsync(
            await CommandAsync(arguments, null, null, cancellation) with { Feed = feed, Sink = sink, MaximumOutput = most }, cancellation));

    /// <summary>Talks to a command in a container, with bytes in and out, for as long as that takes; it is to end when its standard input does.</summary>
    /// <param name="arguments">What stands behind <c>docker exec --interactive</c>.</param>
    /// <param name="feed">Writes to its standard input.</param>
    /// <param name="sink">Gets its standard output.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<CommandResult> TalkAsync(
        IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> feed, Stream sink, CancellationToken cancellation) =>
        await ReachAsync(async () => await commands.TryAsync(
            await CommandAsync(["exec", "--interactive", .. arguments], null, null, cancellation) with { Feed = feed, Sink = sink, Limit = null }, cancellation));

    /// <summary>Runs with this process's own terminal and returns the exit code.</summary>
    /// <param name="arguments">The arguments of docker's CLI.</param>
    /// <param name="cancellation">Ends it, as Ctrl+C does.</param>
    /// <param name="kill">Kills it at once.</param>
    public async Task<int> AttachAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, CancellationToken kill = default) =>
        await commands.AttachAsync(await CommandAsync(arguments, null, null, cancellation) with { Kill = kill }, cancellation);

    /// <summary>Runs to the end and returns the words that it prints.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public async Task<string[]> ListAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        (await RunAsync(arguments, cancellation)).Output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    // The engine answered at the beginning of the run, or there would be no connection: it has gone since.
    private static async Task<T> ReachAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (CommandException failed) when (Unreachable.Any(text => failed.Detail.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SandboxException("The engine has stopped answering.", "docker version", ExitCodes.NoEngine, failed);
        }
        catch (TimeoutException silent)
        {
            throw EngineSilence.Of($"The engine accepts connections but does not answer: {silent.Message}", "docker ps; if that hangs too, restart the engine", silent);
        }
    }

    /// <summary>Whether a container is there and runs.</summary>
    public async Task<bool> IsRunningAsync(string container, CancellationToken cancellation) =>
        (await TryAsync(["container", "inspect", "--format", "{{.State.Running}}", container], cancellation)).Output.Trim() is "true";

    /// <summary>A container's state in the engine's words: running, paused, exited …; empty where there is none, or no answer.</summary>
    public async Task<string> StateAsync(string container, CancellationToken cancellation) =>
        (await TryAsync(["container", "inspect", "--format", "{{.State.Status}}", container], cancellation)).Output.Trim();

    /// <summary>The engine's processor in its own words: amd64, arm64.</summary>
    public async Task<string> ArchitectureAsync(CancellationToken cancellation) => (await connect(cancellation)).Architecture;

    private async Task<Command> CommandAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?>? environment,
        string? input,
        CancellationToken cancellation,
        TimeSpan? limit = null)
    {
        var connection = await connect(cancellation);
        return new Command(connection.Docker, arguments)
        {
            WorkingDirectory = root,
            Environment = new Dictionary<string, string?>(
                connection.Environment.Concat(environment ?? Nothing), StringComparer.Ordinal),
            Input = input,
            Limit = limit ?? CallLimit.Of(arguments),
        };
    }
}
