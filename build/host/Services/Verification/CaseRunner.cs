using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Services.Verification.Catalogue;
using AiSandbox.Host.Services.Verification.Sandboxes;
using AiSandbox.Host.Services.Verification.Witnesses;

namespace AiSandbox.Host.Services.Verification;

/// <summary>Runs cases one after another in a sandbox, reads the witnesses of each, and judges.</summary>
/// <param name="sandbox">Where they run.</param>
public sealed class CaseRunner(IVerificationSandbox sandbox)
{
    private const int TimedOut = 124; // what timeout(1) ends with

    // A tunnel is logged when it ends, an arrival when a thread has got to it: what is expected gets this long to
    // appear.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private int _count;
    private long _proxyOffset;
    private long _internetOffset;

    /// <summary>Leaves out what the logs hold by now.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _proxyOffset = (await sandbox.ReadProxyLogAsync(0, cancellation)).End;
        _internetOffset = (await sandbox.ReadInternetLogAsync(0, cancellation))?.End ?? 0;
    }

    /// <summary>Runs all cases of a catalogue.</summary>
    /// <param name="catalogue">The cases.</param>
    /// <param name="starting">Called before each case.</param>
    /// <param name="cancellation">Ends the run.</param>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(
        CaseCatalogue catalogue, Action<VerificationCase> starting, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        var results = new List<CaseResult>();
        foreach (var test in catalogue.Cases)
        {
            starting(test);
            results.Add(await RunAsync(test, cancellation));
        }

        return WithControls(results);
    }

    /// <summary>The results once each is judged with its positive controls.</summary>
    public static IReadOnlyList<CaseResult> WithControls(IReadOnlyCollection<CaseResult> results)
    {
        var verdicts = results.ToDictionary(
            result => result.Case.Id, result => result.Judgement.Verdict, StringComparer.Ordinal);

        return [.. results.Select(result => result with
        {
            Judgement = Judge.WithControls(result.Case, result.Judgement, verdicts),
        })];
    }

    /// <summary>Runs one case, and judges it by its own three witnesses.</summary>
    public async Task<CaseResult> RunAsync(VerificationCase test, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var marker = string.Create(CultureInfo.InvariantCulture, $"v{_run}-{++_count}");
        var filled = Placeholders.Fill(
            test,
            new Dictionary<string, string>(sandbox.Values, StringComparer.Ordinal) { [Placeholders.Marker] = marker });

        var (exitCode, output, error) = await ExecuteAsync(filled, cancellation);
        var seen = new Observation(
            exitCode,
            output,
            error,
            new Testimony<ProxyEvent>([]),
            new Testimony<InternetEvent>([], Asked: !sandbox.Facts.Live))
        {
            Shared = sandbox.Facts.Live,
        };
        var end = clock.Elapsed + Patience;
        do
        {
            seen = await HearAsync(seen, cancellation);
        }
        while (!Judge.IsComplete(filled, seen)
            && seen.Proxy.Lost is null && seen.Internet.Lost is null && clock.Elapsed < end);

        return new CaseResult(filled, seen, Judge.Decide(filled, seen), clock.Elapsed);
    }

    private async Task<(int? ExitCode, string Output, string Error)> ExecuteAsync(
        VerificationCase test, CancellationToken cancellation)
    {
        try
        {
            var result = await sandbox.ExecuteAsync(test, cancellation);
            return (result.ExitCode == TimedOut ? null : result.ExitCode, result.Output, result.Error);
        }
        catch (Exception failed) when (failed is CommandException or SandboxException)
        {
            return (null, "", failed.Message);
        }
    }

    // Both at once; each costs a third of a second. What arrives later than this is read, and red, with the next case.
    private async Task<Observation> HearAsync(Observation before, CancellationToken cancellation)
    {
        var proxyLog = sandbox.ReadProxyLogAsync(_proxyOffset, cancellation);
        var internetLog = sandbox.ReadInternetLogAsync(_internetOffset, cancellation);
        var (proxy, internet) = (await proxyLog, await internetLog);
        _proxyOffset = proxy.End;
        _internetOffset = internet?.End ?? 0;

        return before with
        {
            Proxy = Read(before.Proxy, proxy, ProxyEvent.Parse),
            Internet = internet is null ? before.Internet : Read(before.Internet, internet, InternetEvent.Parse),
        };
    }

    private static Testimony<T> Read<T>(
        Testimony<T> before, LogExtract extract, Func<IEnumerable<string>, IReadOnlyList<T>> parse)
    {
        try
        {
            return before with { Events = [.. before.Events, .. parse(extract.Lines)], Lost = extract.Lost };
        }
        catch (JsonException wrong)
        {
            return before with { Lost = $"a line cannot be read: {wrong.Message}" };
        }
    }
}
