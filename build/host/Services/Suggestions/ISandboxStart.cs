using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Suggestions;

/// <summary>Knows when a sandbox was brought up.</summary>
public interface ISandboxStart
{
    /// <summary>When its proxy started.</summary>
    /// <exception cref="SandboxException">It does not run.</exception>
    Task<DateTimeOffset> ReadAsync(SandboxName name, CancellationToken cancellation);
}
