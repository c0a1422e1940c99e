using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// A sandbox of Verify's own, with a simulated internet and no way off the machine. Gone when it is disposed.
/// </summary>
internal sealed class HermeticSandbox : IVerificationSandbox
{
    // Where the workspace sees the certificate of the simulated internet's authority.
    private const string Authority = "/root/workspace/ca.crt";

    /// <summary>What a case in the workspace needs to trust the simulated internet.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CURL_CA_BUNDLE"] = Authority,
        ["GIT_SSL_CAINFO"] = Authority,
        ["SSL_CERT_FILE"] = Authority,
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    private readonly SandboxContainers _containers;
    private readonly LogReader _proxyLog;
    private readonly LogReader _internetLog;
    private readonly VerificationFolder _folder;
    private readonly IAsyncDisposable _run;

    /// <summary>Takes over a running sandbox.</summary>
    public HermeticSandbox(
        SandboxContainers containers,
        SandboxFacts facts,
        IReadOnlyDictionary<string, string> values,
        VerificationFolder folder,
        IAsyncDisposable run)
    {
        (_containers, Facts, Values, _folder, _run) = (containers, facts, values, folder, run);
        (_proxyLog, _internetLog) = (containers.ProxyLog(), containers.InternetLog());
    }

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
    public async Task<LogExtract?> ReadInternetLogAsync(CancellationToken cancellation) =>
        await _internetLog.ReadAsync(cancellation);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> DisturbAsync(VerificationCase test, CancellationToken cancellation)
    {
        var before = _folder.Listed;
        if (test.List is { } list)
            await ListAsync(list, cancellation);
        var heal = test.Fault is { } fault ? await _containers.StrikeAsync(fault, cancellation) : null;

        return new Remedy(async token =>
        {
            if (heal is not null)
                await heal(token);
            if (test.List is not null)
                await ListAsync(before, token);
        });

        Task ListAsync(IReadOnlyList<string> names, CancellationToken token)
        {
            _folder.List(names);
            return _containers.ReloadAsync(token);
        }
    }

    /// <inheritdoc/>
    public async Task WeakenAsync(string file, string text, CancellationToken cancellation)
    {
        _folder.Configure(file, file is VerificationPlan.SquidFile ? VerificationPolicy.In(text, Values[Placeholders.Internet], Values[Placeholders.Own]) : text);
        var restart = new Fault(file is VerificationPlan.SquidFile ? "proxy" : "guard", Disturbance.Restart);
        await (await _containers.StrikeAsync(restart, cancellation))(cancellation);
    }

    // It has no token: a run that is cancelled leaves what it struck to the removal of the sandbox, and does not wait.
    private sealed class Remedy(Func<CancellationToken, Task> heal) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await heal(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _containers.DisposeAsync();
        await _run.DisposeAsync();
    }
}
