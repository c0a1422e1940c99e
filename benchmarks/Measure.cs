using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;

namespace AiSandbox.Benchmarks;

/// <summary>
/// Times things: the median of some runs, after one that does not count. What runs in this process is timed in processor
/// time, which a machine that does other things as well does not change.
/// </summary>
internal static class Measure
{
    private const int Runs = 7;

    /// <summary>The median time of an action, in seconds.</summary>
    public static async Task<double> MedianAsync(Func<Task> action, int runs = Runs)
    {
        await action();
        var times = new List<double>(runs);
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            await action();
            times.Add(clock.Elapsed.TotalSeconds);
        }

        return times.Order().ElementAt(runs / 2);
    }

    /// <summary>The median processor time of an action in this process, in seconds.</summary>
    public static async Task<double> MedianProcessorAsync(Func<Task> action, int runs = Runs)
    {
        var times = new List<double>(runs);
        for (var i = 0; i < runs; i++)
            times.Add(await ProcessorAsync(action));

        return times.Order().ElementAt(runs / 2);
    }

    /// <summary>The processor time of an action in this process, in seconds.</summary>
    public static async Task<double> ProcessorAsync(Func<Task> action)
    {
        var before = Environment.CpuUsage.TotalTime;
        await action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>Runs a program to its end; one that is not there or fails ends the benchmark.</summary>
    public static async Task RunAsync(string program, params string[] arguments) =>
        await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(set => set.Set("LC_ALL", "C"))
            // Read and thrown away: what prints into a closed pipe fails.
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(new StringBuilder()))
            .ExecuteAsync();

    /// <summary>Prints a time beside that of a peer.</summary>
    public static void Print(string what, double seconds, string peer, double peerSeconds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {seconds:0.000} s; {peer}: {peerSeconds:0.000} s; ratio {seconds / peerSeconds:0.0}"));

    /// <summary>Prints whether what was promised holds.</summary>
    public static bool Holds(string promise, bool holds)
    {
        Console.WriteLine($"{(holds ? "holds" : "DOES NOT HOLD")}: {promise}");
        return holds;
    }
}
