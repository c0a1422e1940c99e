using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// A shell that stays in a container and runs commands there side by side (build/verification/runner.sh).
/// </summary>
internal sealed class ResidentRunner : IAsyncDisposable
{
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<int, Answer> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private string _foreign = "";
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
        var answer = _waiting[number] = new Answer();
        _commands.Writer.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{number} {string.Join(' ', command.Select(Quote))}"));
        if (await Task.WhenAny(answer.Result, _running).WaitAsync(cancellation) != answer.Result)
            await _running; // says why
        return await answer.Result;
    }

    /// <summary>Ends it. What it has started and not ended by then ends with the container.</summary>
    public async ValueTask DisposeAsync()
    {
        _commands.Writer.TryComplete();
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    /// <summary>A word as bash reads it, on one line: its ANSI-C quoting, which takes every character but NUL.</summary>
    internal static string Quote(string word) => "$'" + string.Concat(word.Select(c => c switch
    {
        '\\' or '\'' => $"\\{c}",
        '\n' => @"\n",
        '\r' => @"\r",
        _ => c.ToString(),
    })) + "'";

    private async Task RunAsync(DockerCli docker, string[] exec)
    {
        var result = await docker.ConverseAsync(exec, _commands.Reader, Hear, _end.Token);
        throw new SandboxException($"The shell that runs the cases has ended with {result.ExitCode}: {(result.Error + _foreign).Trim()}");
    }

    private void Hear(string line)
    {
        var words = line.Split(' ');
        if (words.Length != 3 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            _foreign = $"{line}\n"; // the engine's own words, where it could not start the shell
        else if (_waiting.TryGetValue(number, out var answer) && answer.IsWhole(words[1], words[2]))
            _waiting.TryRemove(number, out _);
    }

    // What a command printed, piece by piece.
    private sealed class Answer
    {
        private readonly StringBuilder _output = new();
        private readonly StringBuilder _error = new();
        private readonly TaskCompletionSource<CommandResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CommandResult> Result => _result.Task;

        public bool IsWhole(string kind, string text)
        {
            if (kind is "exit")
                return _result.TrySetResult(new CommandResult(int.Parse(text, CultureInfo.InvariantCulture), Text(_output), Text(_error)));
            (kind is "out" ? _output : _error).Append(text);
            return false;
        }

        private static string Text(StringBuilder pieces) => Encoding.UTF8.GetString(Convert.FromBase64String(pieces.ToString()));
    }
}
