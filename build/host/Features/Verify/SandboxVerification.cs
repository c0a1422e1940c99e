using System.Runtime.InteropServices;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Features.Verify.Reports;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Proofs;
using AiSandbox.Verification.Reports;
using AiSandbox.Verification.Witnesses;
using Spectre.Console;

namespace AiSandbox.Host.Features.Verify;

/// <summary>Attacks a sandbox with every case of the catalogue, and reports.</summary>
/// <param name="edits">Whether somebody edited the rendered policy by hand.</param>
public sealed class SandboxVerification(
    VerificationSandboxes sandboxes,
    HandEdits edits,
    PresentConfiguration present,
    IReporter reporter,
    IAnsiConsole console,
    Checkout checkout,
    TimeProvider clock)
{
    /// <summary>Verifies, and writes the reports.</summary>
    /// <exception cref="SandboxException">
    /// A case did not pass (<see cref="ExitCodes.Hole"/>), the cases are not valid, or the sandbox could not be
    /// started.
    /// </exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var (catalogue, notes) = options.Line.Flag(Option.Live) ? Live() : (Cases(), [.. HandEditNotes()]);
        foreach (var note in notes)
            reporter.Warn(note);

        var report = await AttackAsync(options, catalogue, notes, cancellation);
        if (!options.Line.Flag(Option.Live))
            GreenRunFile.Keep(checkout, options.Name, report);
        var folder = Path.Combine(checkout.Reports, "verify", options.Line.Flag(Option.Live) ? "live" : "");
        FileStore.Write(Path.Combine(folder, "report.json"), JsonReport.Render(report));
        FileStore.Write(Path.Combine(folder, "junit.xml"), JUnitReport.Render(report));
        FileStore.Write(Path.Combine(folder, "report.html"), HtmlReport.Render(report, checkout));
        // A file is read by those who look for what failed; every case is in the reports.
        if (console.Profile.Out.IsTerminal && !options.Quiet)
            console.Write(VerdictTable.Render(report));
        foreach (var line in VerdictText.Failures(report))
            reporter.Line(line);
        reporter.Line(VerdictText.Summary(report));
        if (!report.IsGreen)
            throw Red(report, folder);
    }

    private async Task<VerificationReport> AttackAsync(
        HostOptions options, CaseCatalogue catalogue, IReadOnlyList<string> notes, CancellationToken cancellation)
    {
        var (startedAt, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        await using var stage = options.Line.Flag(Option.Live)
            ? new VerificationStage(await sandboxes.OpenAsync(options, cancellation), Second: null)
            : await StageAsync(options, catalogue, cancellation);
        var configuration = await ConfigurationAsync(options, cancellation);
        var count = 0;
        var results = await reporter.StepAsync($"Attacking it with {catalogue.Cases.Count} cases", detail => stage.RunAsync(
            catalogue.Cases,
            test => detail($"{Interlocked.Increment(ref count)} of {catalogue.Cases.Count}: {test.Id}"),
            cancellation));

        return new VerificationReport(
            startedAt,
            clock.GetElapsedTime(start),
            $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}".ToLowerInvariant(),
            stage.First.Facts,
            notes,
            results)
        {
            Configuration = configuration,
        };
    }

    // The policy that was attacked, where somebody had edited it: then the rendered one is not proven.
    private async Task<EffectiveConfiguration> ConfigurationAsync(HostOptions options, CancellationToken cancellation)
    {
        var read = await present.ReadAsync(options.Name, options.Runtime, cancellation);
        return edits.Found is not { } edited || options.Line.Flag(Option.Live) ? read : new EffectiveConfiguration(
            new Dictionary<string, string>(read.Parts, StringComparer.Ordinal)
            {
                [PresentConfiguration.SquidConf] = PresentConfiguration.PolicyOf(edited),
            });
    }

    private async Task<VerificationStage> StageAsync(
        HostOptions options, CaseCatalogue catalogue, CancellationToken cancellation)
    {
        await sandboxes.BuildInternetAsync(options.Name, cancellation);
        return await reporter.StepAsync("Starting a sandbox to verify", _ => sandboxes.StartStageAsync(
            options.Name, sandboxes.Plan() with { Runtime = options.Runtime }, catalogue.Cases.Any(VerificationStage.NeedsSecond), cancellation));
    }

    private (CaseCatalogue Cases, IReadOnlyList<string> Notes) Live()
    {
        var (cases, notes) = LiveCases.Select(Cases(), port => VerificationSandboxes.ListOf(checkout, port));
        return cases.Cases.Count > 0
            ? (cases, notes)
            : throw new SandboxException($"No case applies to this allowlist: {string.Join("; ", notes)}");
    }

    private CaseCatalogue Cases() => CaseFiles.Load(checkout.Cases, checkout.OwnCases);

    private IEnumerable<string> HandEditNotes()
    {
        if (edits.Found is null)
            yield break;

        var file = checkout.Show("configs/proxy/squid.conf");
        yield return $"{file} was edited by hand. Verify attacks the edited policy, which a running "
            + "proxy may have in force. The file is rendered anew; templates/squid.conf.sbn is the place for changes.";
        foreach (var line in edits.Lines.Take(10))
            yield return $"{file}, {line}";
    }

    private static SandboxException Red(VerificationReport report, string folder)
    {
        var holes = Ids(Verdict.Hole);
        var others = Ids(Verdict.NotProven).Concat(Ids(Verdict.Broken)).ToList();
        var what = holes.Count > 0
            ? $"Verify found a hole: something got through in {string.Join(", ", holes)}."
            : $"Nothing is known to have got through, but it is not proven: {string.Join(", ", others)}.";

        return new SandboxException(
            $"{what} Each case with what was expected and seen: {Path.Combine(folder, "report.html")}",
            exitCode: ExitCodes.Hole);

        List<string> Ids(Verdict verdict) =>
            [.. report.Results.Where(result => result.Judgement.Verdict == verdict).Select(result => result.Case.Id)];
    }
}
