using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Docker;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// A shell that stays in a container and runs commands there side by side (build/verification/runner.sh).
/// </summary>
internal sealed class ResidentRunner : IAsyncDisposable
{
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<CommandResult>> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private int _count;

    /// <summary>The shell's program.</summary>
    public static string ProgramOf(Checkout checkout) =>
        File.ReadAllText(Path.Combine(checkout.Root, "build", "verification", "runner.sh"));

    /// <summary>Starts it.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="exec">What stands between <c>docker exec</c> and bash: options, container, wrapper.</param>
    /// <param name="script">The shell's program.</param>
    public ResidentRunner(DockerCli docker, IReadOnlyList<string> exec, string script) =>
        _running = RunAsync(docker, ["exec", "--interactive", .. exec, "bash", "-c", script, "runner"]);

    /// <summary>Whether it has ended, with its container or by what a case did to it.</summary>
    public bool HasEnded => _running.IsCompleted;

    /// <summary>Runs a command, whatever its exit code.</summary>
    /// <exception cref="SandboxException">The shell ended before the command did.</exception>
    public async Task<CommandResult> ExecuteAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _count);
        var answer = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[number] = answer;
        var words = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(command.Select(word => word + '\0'))));
        _commands.Writer.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{number} {words}"));
        if (await Task.WhenAny(answer.Task, _running).WaitAsync(cancellation) != answer.Task)
            await _running; // says why
        return await answer.Task;
    }

    /// <summary>Ends it. What it has started and not ended by then ends with the container.</summary>
    public async ValueTask DisposeAsync()
    {
        _commands.Writer.TryComplete();
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    /// <summary>Reads one of its answers.</summary>
    internal static (int Number, CommandResult Result) Read(string line)
    {
        var words = line.Split(' ');
        return (int.Parse(words[0], CultureInfo.InvariantCulture), new CommandResult(
            int.Parse(words[1], CultureInfo.InvariantCulture), Text(words[2]), Text(words[3])));

        static string Text(string word) => Encoding.UTF8.GetString(Convert.FromBase64String(word[1..]));
    }

    private async Task RunAsync(DockerCli docker, string[] exec)
    {
        var result = await docker.ConverseAsync(exec, _commands.Reader, Answer, _end.Token);
        throw new SandboxException($"The shell that runs the cases has ended with {result.ExitCode}: {result.Error.Trim()}");
    }

    private void Answer(string line)
    {
        var (number, result) = Read(line);
        if (_waiting.TryRemove(number, out var waiting))
            waiting.SetResult(result);
    }
}
