using System.Diagnostics;
using AiSandbox.Host.Model;

namespace AiSandbox.Benchmarks;

/// <summary>How long it takes until a task's first line, with nothing to compile, beside what .NET's own command takes for the same.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 9;

    /// <summary>Measures. Returns whether it takes a tenth of the peer at the most.</summary>
    public static async Task<bool> RunAsync(Checkout checkout)
    {
        var (own, peer) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++) // the first does not count
        {
            own.Add(await TimeAsync(Path.Combine(checkout.Root, "build.sh"), "--target=Lint"));
            peer.Add(await TimeAsync("dotnet", "run", "--project", Path.Combine(checkout.Root, "build", "host"), "-c", "Release", "--no-build", "--", "--target=Lint"));
        }

        var (fast, slow) = (Median(own), Median(peer));
        Measure.Print("build.sh --target=Lint", fast, "dotnet run --project build/host", slow);
        return Measure.Holds("a tenth of dotnet run", fast <= slow / 10);
    }

    private static async Task<double> TimeAsync(string program, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        await Measure.RunAsync(program, arguments);
        return clock.Elapsed.TotalSeconds;
    }

    private static double Median(IEnumerable<double> times) => times.Skip(1).Order().ElementAt(Rounds / 2);
}
