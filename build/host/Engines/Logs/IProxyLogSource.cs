using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>Where the lines of the proxy's log come from.</summary>
public interface IProxyLogSource
{
    /// <summary>Reads the lines, the oldest first, without their endings.</summary>
    /// <param name="follow">Whether to wait for more after the last one; where nothing runs that could write one, it ends there.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SandboxException">There is no log.</exception>
    IAsyncEnumerable<string> ReadAsync(bool follow, CancellationToken cancellation);
}
