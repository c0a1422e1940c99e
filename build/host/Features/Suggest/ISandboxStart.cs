using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>Knows when a sandbox was brought up.</summary>
public interface ISandboxStart
{
    /// <summary>When its proxy started last, whether it runs or not.</summary>
    /// <exception cref="SandboxException">It has not run, or was removed.</exception>
    Task<DateTimeOffset> ReadAsync(SandboxName name, CancellationToken cancellation);
}
