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
    private const string SkipList = "tests/skipped.txt", InContainers = "Sandbox.Tests";

    private const int SlowestShown = 12;

    private static readonly string[] Quick = ["Frosting.Tests", "Guard.Tests", "Gateway.Tests", "Policy.Tests", "Verification.Tests", "Host.Tests"];

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

        var runs = new List<TestRun>();
        var containers = options.Line.Flag(Option.All) ? RunAsync(InContainers, reporter.Line, cancellation) : null; // they wait for the engine most of the time
        foreach (var project in Quick)
        {
            var said = new List<string>();
            runs.Add(await RunAsync(project, containers is null ? reporter.Line : said.Add, cancellation));
            said.ForEach(reporter.Line);
        }

        if (containers is not null)
            runs.Add(await containers);

        var (sum, skipped) = (runs.Aggregate(new TestSummary(0, 0, 0), (sum, run) => sum + run.Sum), runs.SelectMany(run => run.Skipped).ToList());
        if (containers is not null)
        {
            foreach (var slow in runs.SelectMany(run => run.Times).OrderByDescending(test => test.Time).Take(SlowestShown))
                reporter.Line($"{slow.Time.TotalSeconds,5:0} s {slow.Name}");
        }

        foreach (var group in skipped.GroupBy(test => test.Reason, StringComparer.Ordinal))
            reporter.Line($"skipped {group.Count()}: {group.Key}");
        reporter.Line(sum.ToString());
        if (runs.Where(run => run.IsBroken).Select(run => run.Project).ToList() is { Count: > 0 } broken)
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

    private async Task<TestRun> RunAsync(string project, Action<string> show, CancellationToken cancellation)
    {
        show($"{project} …");
        var assembly = Path.Combine(checkout.Artifacts, "bin", project, "debug", $"{project}.dll");
        string[] filtered = options.Line.Value(Option.Filter) is null ? [] : ["--filter", $"FullyQualifiedName~{options.Line.Value(Option.Filter)}"];
        var output = new TestOutput(show);
        var exitCode = 0;
        try
        {
            await dotnet.StreamAsync(["exec", assembly, "--progress", "on", "--output", "Detailed", .. filtered], output.Add, cancellation);
        }
        catch (CommandException failed)
        {
            exitCode = failed.ExitCode ?? -1;
        }

        return output.End(project, exitCode, isFiltered: filtered.Length > 0);
    }
}
