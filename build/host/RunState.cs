namespace AiSandbox.Host;

/// <summary>What one run of the host remembers outside Cake's engine, which loses exit codes and knows no cancellation.</summary>
/// <param name="cancellation">Cancelled by Ctrl+C.</param>
public sealed class RunState(CancellationToken cancellation)
{
    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The exit code that a finished task asks for: that of the command which Shell or Exec ran.</summary>
    public int? ExitCode { get; set; }
}
