using System.Diagnostics;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Dotnet;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.SelfTest;

/// <summary>Builds and runs the project's own tests.</summary>
/// <param name="options">Which tests; and whether this is continuous integration, where no test is skipped that is not listed.</param>
public sealed class TestSuite(DotnetSdk dotnet, IReporter reporter, Checkout checkout, HostOptions options)
{
    private const string SkipList = "tests/skipped.txt";

    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(20);

    private static readonly string[] Quick = ["Frosting.Tests", "Guard.Tests", "Policy.Tests", "Verification.Tests", "Host.Tests"], InContainers = ["Sandbox.Tests"];

    /// <summary>Runs the tests, and prints the sum as the last line.</summary>
    /// <exception cref="SandboxException">The tests do not compile, one failed, or none ran, or in continuous integration one was skipped that is not listed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await reporter.StepAsync("Compiling the tests", detail => dotnet.CompileAsync(
            checkout.Log("tests"),
            "The tests do not compile.",
            ["build", "AiSandbox.slnx", "--nologo", "--verbosity", "minimal", "--disable-build-servers"],
            detail,
            cancellation));

        var sum = new TestSummary(0, 0, 0);
        var broken = new List<string>();
        var skipped = new List<SkippedTest>();
        foreach (var project in options.Line.Flag(Option.All) ? [.. Quick, .. InContainers] : Quick)
        {
            var (summary, exitCode, lines) = await RunAsync(project, cancellation);
            skipped.AddRange(SkippedTest.Parse(lines));
            sum += summary ?? new TestSummary(0, 0, 0);
            // 8 is "no test ran", which a filter may well ask for: https://learn.microsoft.com/dotnet/core/testing/microsoft-testing-platform-exit-codes
            if (summary is null || (exitCode != 0 && !(exitCode == 8 && options.Line.Value(Option.Filter) is not null)))
                broken.Add(project);
        }

        foreach (var group in skipped.GroupBy(test => test.Reason, StringComparer.Ordinal))
            reporter.Line($"skipped {group.Count()}: {group.Key}");
        reporter.Line(sum.ToString());
        if (broken.Count > 0)
            throw new SandboxException($"Tests failed in {string.Join(", ", broken)}.");
        if (sum.Passed == 0)
            throw new SandboxException("No test ran.", options.Line.Flag(Option.All) ? null : $"{options.CommandFor("Test")} --all, which runs the tests in containers too");

        var listed = SkippedTest.ReadList(await File.ReadAllLinesAsync(Path.Combine(checkout.Root, SkipList), cancellation));
        if (options.ContinuousIntegration && skipped.Where(test => !test.IsListed(listed)).ToList() is { Count: > 0 } silent)
        {
            throw new SandboxException(
                $"{silent.Count} tests were skipped for a reason that {SkipList} does not list, the first being {silent[0].Name}: {silent[0].Reason}",
                $"make them run, or write the reason into {SkipList}");
        }
    }

    private async Task<(TestSummary? Summary, int ExitCode, IReadOnlyList<string> Lines)> RunAsync(string project, CancellationToken cancellation)
    {
        reporter.Line($"{project} …");
        var assembly = Path.Combine(checkout.Artifacts, "bin", project, "debug", $"{project}.dll");
        string[] filtered = options.Line.Value(Option.Filter) is null ? [] : ["--filter", $"FullyQualifiedName~{options.Line.Value(Option.Filter)}"];
        var lines = new List<string>();
        var exitCode = 0;
        var counted = Stopwatch.StartNew();
        try
        {
            await dotnet.StreamAsync(["exec", assembly, "--progress", "on", .. filtered], Keep, cancellation);
        }
        catch (CommandException failed)
        {
            exitCode = failed.ExitCode ?? -1;
        }

        return (TestSummary.Parse(lines), exitCode, lines);

        void Keep(string line)
        {
            lock (lines)
            {
                lines.Add(line);
                // It counts every few seconds, as "[+23/x0/?0] Host.Tests.dll"; now and then is enough.
                if (line.TrimStart() is ['[', '+' or '✓', ..] && counted.Elapsed < CountInterval)
                    return;

                counted.Restart();
            }

            reporter.Line(line);
        }
    }
}
