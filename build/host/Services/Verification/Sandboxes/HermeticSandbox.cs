using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Services.Verification.Catalogue;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// A sandbox of Verify's own, with a simulated internet and no way off the machine. Gone when it is disposed.
/// </summary>
internal sealed class HermeticSandbox : IVerificationSandbox
{
    // Where the workspace sees the certificate of the simulated internet's authority.
    private const string Authority = "/root/workspace/ca.crt";

    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["CURL_CA_BUNDLE"] = Authority,
        ["GIT_SSL_CAINFO"] = Authority,
        ["SSL_CERT_FILE"] = Authority,
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    private readonly SandboxContainers _containers;
    private readonly LogReader _proxyLog;
    private readonly LogReader _internetLog;
    private readonly IAsyncDisposable _run;

    /// <summary>Takes over a running sandbox.</summary>
    public HermeticSandbox(
        SandboxContainers containers,
        SandboxFacts facts,
        IReadOnlyDictionary<string, string> values,
        IAsyncDisposable run)
    {
        (_containers, Facts, Values, _run) = (containers, facts, values, run);
        (_proxyLog, _internetLog) = (containers.ProxyLog(), containers.InternetLog());
    }

    /// <inheritdoc/>
    public SandboxFacts Facts { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <inheritdoc/>
    public Task<CommandResult> ExecuteAsync(VerificationCase test, CancellationToken cancellation) =>
        _containers.ExecuteAsync(test, Environment, cancellation);

    /// <inheritdoc/>
    public Task<LogExtract> ReadProxyLogAsync(long offset, CancellationToken cancellation) =>
        _proxyLog.ReadAsync(offset, cancellation);

    /// <inheritdoc/>
    public async Task<LogExtract?> ReadInternetLogAsync(long offset, CancellationToken cancellation) =>
        await _internetLog.ReadAsync(offset, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _run.DisposeAsync();
}
