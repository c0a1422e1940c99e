using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using AiSandbox.Host.Platform.Timing;
using CliWrap;

namespace AiSandbox.Host.Platform.Commands;

/// <inheritdoc cref="ICommandRunner"/>
public sealed class CommandRunner : ICommandRunner
{
    // What a child gets after an interrupt before it is killed: docker compose needs a moment to undo what it began.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // What a shell says of a command that wrote into a pipe which nobody reads.
    private const int CutOff = 141;

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
    {
        var result = await TryAsync(command, cancellation);
        return result.ExitCode == 0
            ? result
            : throw new CommandException(command, result.ExitCode, result.Error.Trim().Length > 0 ? result.Error : result.Output);
    }

    /// <inheritdoc/>
    public async Task<CommandResult> TryAsync(Command command, CancellationToken cancellation)
    {
        if (command.MaximumOutput is { } most)
            return await TryAsync(command, most, cancellation);

        var (output, error) = (new StringBuilder(), new StringBuilder());
        var exitCode = await ExecuteAsync(
            command,
            command.Sink is { } sink ? PipeTarget.ToStream(sink) : PipeTarget.ToStringBuilder(output),
            PipeTarget.ToStringBuilder(error),
            cancellation);

        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }

    private static async Task<CommandResult> TryAsync(Command command, int most, CancellationToken cancellation)
    {
        using var full = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (output, error) = (new MemoryStream(), new MemoryStream());
        try
        {
            var exitCode = await ExecuteAsync(command, Bounded(command.Sink ?? output), Bounded(error), full.Token);
            return new CommandResult(exitCode, Text(output), Text(error));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CommandResult(CutOff, "", $"it printed more than {most} bytes, and was cut off");
        }

        PipeTarget Bounded(Stream kept) => PipeTarget.Create(async (source, ended) =>
        {
            var (buffer, total) = (new byte[16 * 1024], 0L);
            while (await source.ReadAsync(buffer, ended) is > 0 and var count)
            {
                if ((total += count) <= most)
                    await kept.WriteAsync(buffer.AsMemory(0, count), ended);
                else
                    await full.CancelAsync();
            }
        });

        static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <inheritdoc/>
    public async Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation)
    {
        var tail = new Queue<string>();
        var gate = new Lock();
        var exitCode = await ExecuteAsync(command, PipeTarget.ToDelegate(line), PipeTarget.ToDelegate(Keep), cancellation);
        if (exitCode != 0)
            throw new CommandException(command, exitCode, string.Join('\n', tail));

        void Keep(string text)
        {
            lock (gate)
            {
                tail.Enqueue(text);
                if (tail.Count > 100)
                    tail.Dequeue();
            }

            line(text);
        }
    }

    /// <inheritdoc/>
    public async Task<CommandResult> ConverseAsync(Command command, Action<string> line, CancellationToken cancellation)
    {
        var error = new StringBuilder();
        var exitCode = await ExecuteAsync(
            command, PipeTarget.ToDelegate(line), PipeTarget.ToStringBuilder(error), cancellation);

        return new CommandResult(exitCode, "", error.ToString());
    }

    /// <inheritdoc/>
    public async Task<int> AttachAsync(Command command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command.Executable, command.Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;

        using var span = Begin(command);
        using var process = Start(command, start);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, command.Kill);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException) when (command.Kill.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C reached the child too: it shares this terminal. It gets a moment to end by itself.
            using var grace = new CancellationTokenSource(Grace);
            await process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    // The words are put together where somebody listens alone.
    private static Activity? Begin(Command command) => Spans.Source.HasListeners()
        ? Spans.Source.StartActivity((command with { Executable = Path.GetFileNameWithoutExtension(command.Executable) }).ToString())
        : null;

    private static Process Start(Command command, ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CommandException(command, null, missing.Message);
        }
    }

    private static PipeSource InputOf(Command command) => command switch
    {
        { Input: { } text } => PipeSource.FromString(text),
        { Lines: { } lines } => PipeSource.Create(Command.FeedOf(lines, line => Encoding.UTF8.GetBytes(line + "\n"))),
        { Feed: { } feed } => PipeSource.Create(feed),
        _ => PipeSource.Null,
    };

    private static async Task<int> ExecuteAsync(
        Command command, PipeTarget output, PipeTarget error, CancellationToken cancellation)
    {
        var wrapped = CliWrap.Cli.Wrap(command.Executable)
            .WithArguments(command.Arguments)
            .WithWorkingDirectory(command.WorkingDirectory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(command.Environment)
            .WithStandardInputPipe(InputOf(command))
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(error)
            .WithValidation(CommandResultValidation.None);

        using var span = Begin(command);
        using var kill = new CancellationTokenSource(command.Limit ?? Timeout.InfiniteTimeSpan);
        await using var interrupted = cancellation.Register(() => kill.CancelAfter(Grace));
        try
        {
            return (await wrapped.ExecuteAsync(kill.Token, cancellation)).ExitCode;
        }
        catch (OperationCanceledException over) when (!cancellation.IsCancellationRequested && command.Limit is { } limit)
        {
            throw new TimeoutException($"{command} did not end within {limit.TotalSeconds:0} s.", over);
        }
        catch (Win32Exception missing)
        {
            throw new CommandException(command, null, missing.Message);
        }
    }
}
