using AiSandbox.Policy.Decisions;

namespace AiSandbox.Verification.Witnesses;

/// <summary>What one log says about the time of one case.</summary>
/// <param name="Events">What it holds.</param>
/// <param name="Lost">
/// Why the log is no witness: it did not show what the run itself had just caused, or could not be read.
/// <see langword="null"/> where it is one.
/// </param>
/// <param name="Asked">Whether there is such a log at all; the real internet has none.</param>
public sealed record Testimony<T>(IReadOnlyList<T> Events, string? Lost = null, bool Asked = true);

/// <summary>What was seen of one case.</summary>
/// <param name="ExitCode">The client's exit code, or <see langword="null"/> where its time ran out or it could not be
/// run.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error, or why it could not be run.</param>
/// <param name="Proxy">What the logs of guard and proxy say.</param>
/// <param name="Internet">What the simulated internet's log says.</param>
public sealed record Observation(
    int? ExitCode, string Output, string Error, Testimony<ProxyEvent> Proxy, Testimony<InternetEvent> Internet)
{
    /// <summary>
    /// Whether others use the same proxy at the same time, as in a sandbox where somebody works. Then lines that were
    /// not expected say nothing about this case.
    /// </summary>
    public bool Shared { get; init; }
}
