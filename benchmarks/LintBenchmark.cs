using System.Text;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Policy;

namespace AiSandbox.Benchmarks;

/// <summary>100,000 entries: read, checked and rendered for the proxy.</summary>
internal static class LintBenchmark
{
    private const int Entries = 100_000;

    /// <summary>Measures. Returns whether it takes less than a second.</summary>
    public static async Task<bool> RunAsync(Checkout checkout)
    {
        var suffixes = PublicSuffixList.Parse(await File.ReadAllTextAsync(Path.Combine(checkout.Templates, "data", "public_suffix_list.dat")));
        var presets = AllowlistStore.ReadPresets(checkout.Presets, suffixes);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Lists.Allowlist(Entries));
            var first = await Measure.ProcessorAsync(Lint);
            var lint = await Measure.MedianProcessorAsync(Lint);
            var hashed = await Measure.MedianProcessorAsync(() => Task.FromResult(new HashSet<string>(File.ReadAllLines(path), StringComparer.Ordinal)));
            var sorted = await Measure.MedianAsync(() => Measure.RunAsync("sort", "--unique", "--output=/dev/null", path));

            Measure.Print("lint of 100,000 entries", lint, "ReadAllLines into a HashSet", hashed);
            Measure.Print("lint of 100,000 entries", lint, "sort --unique", sorted);
            Console.WriteLine(FormattableString.Invariant($"the first lint of a process, its compiling included: {first:0.000} s"));
            return Measure.Holds("100,000 entries lint in under a second", lint < 1);
        }
        finally
        {
            File.Delete(path);
        }

        Task Lint()
        {
            var result = AllowlistLinter.Lint([new AllowlistSource("allowed-sites.txt", File.ReadAllBytes(path))], suffixes, presets, new DateOnly(2026, 11, 24));
            var lists = ProxyLists.Of(result.Sites);
            if (result.IsRefused || Encoding.ASCII.GetByteCount(lists.Https + lists.Ssh) == 0)
                throw new InvalidOperationException($"The list was refused: {result.Findings[0]}");

            return Task.CompletedTask;
        }
    }
}
