using AiSandbox.Policy;

namespace AiSandbox.Host.Platform;

/// <summary>
/// A failure that is explained to the user: what happened and why, the next command to type, and the exit code. What an agent
/// wrote may be in any of it (names, logs, a tool's own words), so no control sequence in it reaches the terminal.
/// </summary>
/// <param name="next">The next command to type, or <see langword="null"/> where the message says enough.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
public sealed class SandboxException(
    string message,
    string? next = null,
    int exitCode = ExitCodes.Failed,
    Exception? inner = null) : Exception(SafeText.Lines(next is null ? message : $"{message}\nNext: {next}"), inner)
{
    /// <summary>What happened and why, without the next command.</summary>
    public string Reason { get; } = SafeText.Lines(message);

    /// <summary>The next command to type, or <see langword="null"/>.</summary>
    public string? Next { get; } = next;

    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; } = exitCode;
}
