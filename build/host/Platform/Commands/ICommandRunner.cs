namespace AiSandbox.Host.Platform.Commands;

/// <summary>The only place that starts child processes.</summary>
public interface ICommandRunner
{
    /// <summary>Runs to the end and returns the result.</summary>
    /// <exception cref="CommandException">It was not found, or ended with a code other than zero.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the child was interrupted, then killed.</exception>
    Task<CommandResult> RunAsync(Command command, CancellationToken cancellation);

    /// <summary>Runs to the end and returns the result, whatever the exit code.</summary>
    /// <exception cref="CommandException">It was not found.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the child was interrupted, then killed.</exception>
    Task<CommandResult> TryAsync(Command command, CancellationToken cancellation);

    /// <summary>Runs to the end and hands on each line of standard output and standard error as it comes.</summary>
    /// <exception cref="CommandException">It was not found, or ended with a code other than zero.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the child was interrupted, then killed.</exception>
    Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation);

    /// <summary>
    /// Talks to a child: hands it the lines of the command, and hands on the lines that it answers.
    /// </summary>
    /// <returns>Its exit code and its standard error, once it has ended; it ends when its input does.</returns>
    /// <exception cref="CommandException">It was not found.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the child was interrupted, then killed.</exception>
    Task<CommandResult> ConverseAsync(Command command, Action<string> line, CancellationToken cancellation);

    /// <summary>Runs with this process's own terminal on all three streams and returns the exit code.</summary>
    /// <exception cref="CommandException">It was not found.</exception>
    Task<int> AttachAsync(Command command, CancellationToken cancellation);
}
