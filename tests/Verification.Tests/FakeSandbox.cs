using System.Text.Json;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Verification.Tests;

/// <summary>A sandbox that is none: what it does is said by the test.</summary>
internal sealed class FakeSandbox : IVerificationSandbox
{
    private int _reads;
    private int _proxyRead;
    private int _internetRead;

    public List<string> Steps { get; } = [];

    public List<string> ProxyLog { get; } = [];

    public List<InternetEvent> InternetLog { get; } = [];

    public Func<VerificationCase, CommandEnd> Execute { get; set; } = _ => throw new InvalidOperationException();

    public Action<int> Reading { get; set; } = _ => { };

    public SandboxFacts Facts => Cases.Facts;

    public IReadOnlyDictionary<string, string> Values { get; } = new Dictionary<string, string> { ["internet"] = "215.0.0.10" };

    public Task<CommandEnd> ExecuteAsync(VerificationCase test, CancellationToken cancellation)
    {
        Steps.Add("run");
        return Task.FromResult(Execute(test));
    }

    public Task<LogExtract> ReadProxyLogAsync(CancellationToken cancellation)
    {
        Reading(++_reads);
        var extract = new LogExtract([.. ProxyLog.Skip(_proxyRead)]);
        _proxyRead = ProxyLog.Count;
        return Task.FromResult(extract);
    }

    public Task<LogExtract?> ReadInternetLogAsync(CancellationToken cancellation)
    {
        var extract = new LogExtract([.. InternetLog.Skip(_internetRead).Select(line => JsonSerializer.Serialize(line, JsonSerializerOptions.Web))]);
        _internetRead = InternetLog.Count;
        return Task.FromResult<LogExtract?>(extract);
    }

    public Task<IAsyncDisposable> DisturbAsync(VerificationCase test, CancellationToken cancellation)
    {
        Steps.Add($"strike {test.Fault?.Service}");
        return Task.FromResult<IAsyncDisposable>(new Healing(Steps));
    }

    public Task WeakenAsync(string file, string text, CancellationToken cancellation)
    {
        Steps.Add($"{file}: {text}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Healing(List<string> steps) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            steps.Add("heal");
            return ValueTask.CompletedTask;
        }
    }
}
