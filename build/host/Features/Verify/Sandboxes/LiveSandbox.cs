using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>The user's running sandbox and the real internet. Nothing of it is changed, and it stays.</summary>
internal sealed class LiveSandbox : IVerificationSandbox
{
    /// <summary>
    /// A public resolver that answers to ICMP, DNS and HTTPS: what a hole would let the cases reach.
    /// https://developers.cloudflare.com/1.1.1.1/ip-addresses/
    /// </summary>
    public const string PublicAddress = "1.1.1.1";

    /// <summary>What a case in the workspace gets besides what it has.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    private readonly SandboxContainers _containers;
    private readonly LogReader _proxyLog;

    /// <summary>Takes a running sandbox.</summary>
    public LiveSandbox(SandboxContainers containers, SandboxFacts facts, IReadOnlyDictionary<string, string> values) =>
        (_containers, Facts, Values, _proxyLog) = (containers, facts, values, containers.ProxyLog());

    /// <inheritdoc/>
    public SandboxFacts Facts { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <inheritdoc/>
    public Task<CommandEnd> ExecuteAsync(VerificationCase test, CancellationToken cancellation) =>
        _containers.ExecuteAsync(test, cancellation);

    /// <inheritdoc/>
    public Task<LogExtract> ReadProxyLogAsync(CancellationToken cancellation) =>
        _proxyLog.ReadAsync(cancellation);

    /// <inheritdoc/>
    public Task<LogExtract?> ReadInternetLogAsync(CancellationToken cancellation) =>
        Task.FromResult<LogExtract?>(null);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> DisturbAsync(VerificationCase test, CancellationToken cancellation) =>
        throw new NotSupportedException("Somebody works in a live sandbox; the catalogue has no such case for it.");

    /// <inheritdoc/>
    public Task WeakenAsync(string file, string text, CancellationToken cancellation) =>
        throw new NotSupportedException("A live sandbox is never weakened.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _containers.DisposeAsync();
}
