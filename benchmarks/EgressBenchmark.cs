using System.Globalization;
using System.Text.Json;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Benchmarks;

/// <summary>
/// What a program pays that knows of no proxy: time to the first byte of TLS, and a download, by the gate and by the proxy's
/// variables, in turns, in one run.
/// </summary>
internal static class EgressBenchmark
{
    /// <summary>Measures. Returns whether the first byte takes at most 1.25 times as long, and a download is at least 0.9 as fast.</summary>
    public static Task<bool> RunAsync(Checkout checkout) => BenchSandbox.RunAsync(checkout, "egress", MeasureAsync);

    private static async Task<bool> MeasureAsync(Checkout checkout, DockerCli docker, string project)
    {
        await using var script = typeof(EgressBenchmark).Assembly.GetManifestResourceStream("egress.py")!;
        using var reader = new StreamReader(script);
        var result = await docker.RunAsync(
            ["exec", $"{project}-workspace-1", "sandbox-enter", "python3", "-c", await reader.ReadToEndAsync(), "www.google.com"], CancellationToken.None);
        var seen = JsonElement.Parse(result.Output);
        var (first, firstByVariables) = Pair("first");
        var (rate, rateByVariables) = Pair("rate");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"first byte: {first * 1000:0.0} ms; by the variables: {firstByVariables * 1000:0.0} ms; ratio {first / firstByVariables:0.00}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"download: {rate:0} MiB/s; by the variables: {rateByVariables:0} MiB/s; ratio {rate / rateByVariables:0.00}"));

        return Measure.Holds("the first byte takes at most 1.25 times as long", first <= 1.25 * firstByVariables)
            & Measure.Holds("a download is at least 0.9 times as fast", rate >= 0.9 * rateByVariables);

        (double Transparent, double Variables) Pair(string what) => (
            seen.GetProperty("transparent").GetProperty(what).GetDouble(), seen.GetProperty("variables").GetProperty(what).GetDouble());
    }
}
