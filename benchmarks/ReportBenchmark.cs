using System.Diagnostics;
using System.Globalization;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Features.Traffic;
using AiSandbox.Host.Model;

namespace AiSandbox.Benchmarks;

/// <summary>A log of a million lines, a third of them with a name that comes once, added up as <c>Report</c> does.</summary>
internal static class ReportBenchmark
{
    private const int Lines = 1_000_000;
    private const int Runs = 3;

    /// <summary>Measures. Returns whether memory stays constant.</summary>
    public static async Task<bool> RunAsync(Checkout checkout)
    {
        var (small, large) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            await Lists.WriteLogAsync(small, Lines / 10);
            await Lists.WriteLogAsync(large, Lines);

            // The small log first: the highest memory of a process never falls.
            await Measure.MedianAsync(() => AddUpAsync(small), Runs);
            var before = Peak();
            var report = await Measure.MedianAsync(() => AddUpAsync(large), Runs);
            var after = Peak();
            var processor = await Measure.MedianProcessorAsync(() => AddUpAsync(large), Runs);
            var counted = await Measure.MedianAsync(() => Measure.RunAsync("wc", "-l", large), Runs);
            var searched = await Measure.MedianAsync(() => Measure.RunAsync("grep", "-c", "\"status\":403", large), Runs);

            Measure.Print("report of 1,000,000 lines", report, "wc -l", counted);
            Measure.Print("report of 1,000,000 lines", report, "grep -c", searched);
            Console.WriteLine(FormattableString.Invariant($"processor time of a report of 1,000,000 lines: {processor:0.000} s"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"peak memory after 100,000 lines: {before:0} MiB; after 1,000,000: {after:0} MiB; ratio {after / before:0.00}"));
            return Measure.Holds("ten times the lines take no more than a tenth more memory", after < before * 1.1);
        }
        finally
        {
            File.Delete(small);
            File.Delete(large);
        }

        async Task AddUpAsync(string path)
        {
            var tally = new TrafficTally(EntryNames.Read(checkout));
            await foreach (var line in new FileLogSource(path).ReadAsync(follow: false, CancellationToken.None))
                tally.Add(line);
            if (tally.Unreadable > 0)
                throw new InvalidOperationException($"Line {tally.FirstUnreadable} could not be read.");
        }
    }

    private static double Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1024.0 / 1024.0;
    }
}
