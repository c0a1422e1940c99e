using System.Text;
using AiSandbox.Host.Services;
using AiSandbox.Host.Services.Allowlist;

namespace AiSandbox.Benchmarks;

/// <summary>100,000 entries: read, checked and rendered for the proxy.</summary>
internal static class LintBenchmark
{
    private const int Entries = 100_000;

    /// <summary>Measures. Returns whether it takes less than a second.</summary>
    public static async Task<bool> RunAsync(Checkout checkout)
    {
        var suffixes = PublicSuffixList.Parse(await File.ReadAllTextAsync(Path.Combine(checkout.Templates, "data", "public_suffix_list.dat")));
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
            Console.WriteLine(FormattableString.Invariant($"the first lint of a process, before anything is compiled: {first:0.000} s"));
            Stages(path, suffixes);Stages(path, suffixes);
            return Measure.Holds("100,000 entries lint in under a second, in a fresh process too", Math.Max(first, lint) < 1);
        }
        finally
        {
            File.Delete(path);
        }

        static void Stages(string path, PublicSuffixList suffixes)
        {
            var last = Environment.CpuUsage.TotalTime;
            void Lap(string n) { var now = Environment.CpuUsage.TotalTime; Console.WriteLine($"{n} {(now - last).TotalSeconds:0.000}"); last = Environment.CpuUsage.TotalTime; }
            var bytes = File.ReadAllBytes(path); Lap("bytes");
            var text = AllowlistText.Of(bytes); Lap("text");
            foreach (var l in text.Lines) NameReader.Read(l.Text.Split(' ')[0]);
            Lap("names");
            foreach (var l in text.Lines) { var n = l.Text.Split(' ')[0].TrimStart('.'); suffixes.Contains(n); suffixes.Below(n); }
            Lap("suffix");
            var reader = new LineReader(suffixes);
            var r = text.Lines.Select((l, i) => reader.Read("f", i, l.Text)).ToList(); Lap("lines");
            var c = new Coverage(); foreach (var x in r) if (x.Entry is { } e) c.Add(e); Lap("cover.add");
            foreach (var x in r) if (x.Entry is { } e) c.Of(e); Lap("cover.of");
            var file = LintedFile.Read(new AllowlistSource("f", bytes), reader, new Coverage(), new DateOnly(2026,1,1)); Lap("file");
            var f = file.Fixed; Lap("fixed");
            var sites = new AllowedSites(file.Effective); Lap("sites");
            ProxyLists.Of(sites); Lap("lists");
        }

        Task Lint()
        {
            var result = AllowlistLinter.Lint([new AllowlistSource("allowed-sites.txt", File.ReadAllBytes(path))], suffixes, new DateOnly(2026, 11, 24));
            var lists = ProxyLists.Of(result.Sites);
            if (result.IsRefused || Encoding.ASCII.GetByteCount(lists.Https + lists.Ssh) == 0)
                throw new InvalidOperationException($"The list was refused: {result.Findings[0]}");

            return Task.CompletedTask;
        }
    }
}
