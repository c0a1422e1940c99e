namespace AiSandbox.Host.Platform.Terminal;

/// <summary>What one run of the host remembers outside Cake's engine, which loses exit codes and knows no cancellation.</summary>
public sealed class RunState(CancellationToken cancellation)
{
    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether a command of the user's is to run in the workspace, so that the host's own failures need a code of their own.</summary>
    public bool AsksForCommand { get; init; }

    /// <summary>The code that a failure of the host's own ends with.</summary>
    public int CodeOf(int failure) => AsksForCommand && failure is not (ExitCodes.Done or ExitCodes.Cancelled) ? ExitCodes.AroundCommand : failure;

    /// <summary>The exit code that a finished task asks for: that of the command which Shell or Exec ran.</summary>
    public int? ExitCode { get; set; }
}
