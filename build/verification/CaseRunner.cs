using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification;

/// <summary>Runs cases in a sandbox, reads the witnesses of each, and judges.</summary>
/// <param name="values">The values of the placeholders; the sandbox's own if not given.</param>
public sealed class CaseRunner(IVerificationSandbox sandbox, IReadOnlyDictionary<string, string>? values = null)
{
    private const int TimedOut = 124; // what timeout(1) ends with

    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly WitnessLogs _logs = new(sandbox);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _count;

    /// <summary>Leaves out what the logs hold by now.</summary>
    public Task BeginAsync(CancellationToken cancellation) => _logs.SkipAsync(cancellation);

    /// <summary>Runs cases, side by side where their lines in the logs can be told apart.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="starting">Called before each case.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>What each came to by its own witnesses, in the order of the cases.</returns>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(
        IReadOnlyCollection<VerificationCase> cases, Action<VerificationCase> starting, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        var results = new Dictionary<string, CaseResult>(StringComparer.Ordinal);
        // Where somebody else works, whose line is whose cannot be told.
        var groups = sandbox.Facts.Live ? [.. cases.Select(test => (IReadOnlyList<VerificationCase>)[test])] : CaseGroups.Of(cases);
        foreach (var group in groups)
        {
            foreach (var test in group)
                starting(test);
            foreach (var result in await RunGroupAsync(group, cancellation))
                results[result.Case.Id] = result;
        }

        return [.. cases.Select(test => results[test.Id])];
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
    public async Task<CaseResult> RunAsync(VerificationCase test, CancellationToken cancellation) =>
        (await RunTogetherAsync([test], cancellation)).Results[0];

    // What nobody expected is somebody's: each case of the group is tried again alone. Where that shows nothing, it is
    // held against all of them.
    private async Task<IReadOnlyList<CaseResult>> RunGroupAsync(
        IReadOnlyList<VerificationCase> group, CancellationToken cancellation)
    {
        var (together, stray) = await RunTogetherAsync(group, cancellation);
        if (group.Count == 1 || (stray.IsEmpty && together.All(IsGreen)))
            return together;

        var alone = new List<CaseResult>();
        foreach (var test in group)
            alone.Add(await RunAsync(test, cancellation));

        return stray.IsEmpty || !alone.All(IsGreen)
            ? alone
            : [.. alone.Select(result => result with { Judgement = Judge.Decide(result.Case, stray.AddTo(result.Seen)) })];
    }

    private static bool IsGreen(CaseResult result) => result.Judgement.Verdict == Verdict.Passed;

    private async Task<(IReadOnlyList<CaseResult> Results, Arrivals Stray)> RunTogetherAsync(
        IReadOnlyList<VerificationCase> group, CancellationToken cancellation)
    {
        var filled = group.Select(Fill).ToList();
        var executed = await Task.WhenAll(filled.Select(test => ExecuteAsync(test, cancellation)));
        var (seen, stray) = await _logs.HearAsync([.. filled.Zip(executed, (test, run) => (test, run.Seen))], cancellation);

        return ([.. filled.Select((test, i) =>
            new CaseResult(test, seen[i], Judge.Decide(test, seen[i]), executed[i].Duration) { StartedAt = executed[i].StartedAt })], stray);
    }

    private VerificationCase Fill(VerificationCase test)
    {
        var marker = string.Create(CultureInfo.InvariantCulture, $"v{_run}-{++_count}");
        return Placeholders.Fill(
            test,
            new Dictionary<string, string>(values ?? sandbox.Values, StringComparer.Ordinal) { [Placeholders.Marker] = marker });
    }

    private async Task<(Observation Seen, TimeSpan StartedAt, TimeSpan Duration)> ExecuteAsync(
        VerificationCase test, CancellationToken cancellation)
    {
        var start = _clock.Elapsed;
        int? exitCode = null;
        var (output, error) = ("", "");
        try
        {
            await using var remedy = test is { Fault: null, List: null } ? null : await sandbox.DisturbAsync(test, cancellation);
            var result = await sandbox.ExecuteAsync(test, cancellation);
            exitCode = result.ExitCode == TimedOut ? null : result.ExitCode;
            (output, error) = (result.Output, result.Error);
        }
        // Whatever the sandbox failed with: a case that did not run proves nothing.
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            error = failed.Message;
        }

        return (new Observation(exitCode, output, error, new([]), new([], Asked: !sandbox.Facts.Live))
        {
            Shared = sandbox.Facts.Live,
        }, start, _clock.Elapsed - start);
    }
}
