using System.Diagnostics;
using System.Text;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;

namespace AiSandbox.Benchmarks;

/// <summary>
/// A sandbox with a simulated internet, whose list is changed from a few entries to 100,000 and back while clients in the
/// workspace ask for a name that stands in both. A reload is: write the lists, and wait until guard and proxy have
/// them in force. Lint and rendering come before it and are timed apart.
/// </summary>
internal static class ReloadBenchmark
{
    private const int Entries = 100_000;
    private const int Rounds = 5;
    private const string Asked = "www.google.com"; // the simulated internet answers for it

    /// <summary>Measures. Returns whether a reload takes less than two seconds and no request fails.</summary>
    public static Task<bool> RunAsync(Checkout checkout) => BenchSandbox.RunAsync(checkout, "reload", MeasureAsync);

    private static async Task<bool> MeasureAsync(Checkout checkout, DockerCli docker, string project)
    {
        var folder = new VerificationFolder(Path.Combine(checkout.Reports, "verify", "run", project));
        var suffixes = PublicSuffixList.Parse(await File.ReadAllTextAsync(Path.Combine(checkout.Templates, "data", "public_suffix_list.dat")));
        var presets = AllowlistStore.ReadPresets(checkout.Presets, suffixes);
        var few = Encoding.UTF8.GetBytes($"{Asked}\n");
        var many = Encoding.UTF8.GetBytes($"{Asked}\n{Lists.Allowlist(Entries)}");

        var flow = FlowAsync(docker, project);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (long_, short_) = (new List<(double Lint, double Reload)>(), new List<(double Lint, double Reload)>());
        await ReloadAsync(many); // does not count: it compiles
        for (var round = 0; round < Rounds; round++)
        {
            short_.Add(await ReloadAsync(few));
            long_.Add(await ReloadAsync(many));
        }

        var inForce = await StatusAsync(docker, project, "mirror3.example.io");
        await Task.Delay(TimeSpan.FromSeconds(2));
        await File.WriteAllTextAsync(Path.Combine(folder.Projects, "stop"), "");
        var seen = await flow;

        var (reload, whole) = (Median(long_.Select(time => time.Reload)), Median(long_.Select(time => time.Lint + time.Reload)));
        Measure.Print("reload of 100,000 entries", reload, "reload of one entry", Median(short_.Select(time => time.Reload)));
        Measure.Print("the same with lint and rendering", whole, "with one entry", Median(short_.Select(time => time.Lint + time.Reload)));
        Console.WriteLine(FormattableString.Invariant($"the longest of {Rounds} reloads: {long_.Max(time => time.Reload):0.000} s"));
        Console.WriteLine($"requests meanwhile: {seen.GetRawText()}");
        return Measure.Holds("the long list is in force: a name of it is no longer refused", inForce != "403")
            & Measure.Holds("100,000 entries reload in under two seconds", reload < 2)
            & Measure.Holds("no request failed meanwhile", seen.GetProperty("answered").GetInt64() > 100 && !seen.GetProperty("wrong").EnumerateObject().Any());

        async Task<(double Lint, double Reload)> ReloadAsync(byte[] bytes)
        {
            var clock = Stopwatch.StartNew();
            var result = AllowlistLinter.Lint([new AllowlistSource("allowed-sites.txt", bytes)], suffixes, presets, new DateOnly(2026, 11, 24));
            var files = ProxyLists.Of(result.Sites).Files;
            var linted = clock.Elapsed.TotalSeconds;
            foreach (var (file, text) in files)
                folder.Configure(file, text);
            await PolicyReload.RunAsync(docker, SandboxStack.Container(SandboxName.Parse(project), "proxy"), SandboxStack.Container(SandboxName.Parse(project), "guard"), SandboxStack.Container(SandboxName.Parse(project), "gate"), CancellationToken.None);
            return (linted, clock.Elapsed.TotalSeconds - linted);
        }
    }

    private static async Task<System.Text.Json.JsonElement> FlowAsync(DockerCli docker, string project)
    {
        await using var script = typeof(ReloadBenchmark).Assembly.GetManifestResourceStream("flow.py")!;
        using var reader = new StreamReader(script);
        var result = await docker.RunAsync(
            ["exec", $"{project}-workspace-1", "sandbox-enter", "python3", "-c", await reader.ReadToEndAsync(), Asked, "4"], CancellationToken.None);
        return System.Text.Json.JsonDocument.Parse(result.Output).RootElement;
    }

    private static async Task<string> StatusAsync(DockerCli docker, string project, string host)
    {
        var answer = await docker.RunAsync(
            ["exec", $"{project}-workspace-1", "bash", "-c",
             "exec 3<>/dev/tcp/proxy/3128; printf 'CONNECT %s:443 HTTP/1.1\\r\\nHost: %s:443\\r\\n\\r\\n' \"$1\" \"$1\" >&3; read -r -t 60 _ status _ <&3; echo \"$status\"", "bash", host],
            CancellationToken.None);
        return answer.Output.Trim();
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Rounds / 2);
}
