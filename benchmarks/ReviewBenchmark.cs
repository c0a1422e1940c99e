using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Benchmarks;

/// <summary>A repository of 100,000 files in 1,000 folders, each with a package.json: looked through as Review does, and by git.</summary>
internal static class ReviewBenchmark
{
    private const int Folders = 1_000;
    private const int FilesEach = 100;

    /// <summary>Measures. Returns whether it takes less than a second of processor time, and sees what was planted.</summary>
    public static async Task<bool> RunAsync()
    {
        var root = RealPath.Of(Directory.CreateTempSubdirectory("review-benchmark-").FullName);
        try
        {
            await MakeAsync(root);
            var before = await TakeAsync(root);
            var review = await Measure.MedianAsync(() => TakeAsync(root));
            var processor = await Measure.MedianProcessorAsync(() => TakeAsync(root));
            var status = await Measure.MedianAsync(() => Measure.RunAsync("git", "-C", root, "status", "--porcelain"));
            var find = await Measure.MedianAsync(() => Measure.RunAsync("find", root, "-type", "f", "-perm", "/111"));

            Measure.Print($"review of {before.Entries} names", review, "git status", status);
            Measure.Print($"review of {before.Entries} names", review, "find -perm", find);
            Console.WriteLine(FormattableString.Invariant($"processor time of a review: {processor:0.000} s"));
            await File.WriteAllTextAsync(Path.Combine(root, "src", "m1", "Makefile"), "all:\n");
            var seen = Change.Between(before, await TakeAsync(root)).Where(change => change.IsChange).Select(change => change.Path);
            return Measure.Holds("100,000 files are looked through in under a second", processor < 1)
                & Measure.Holds("what was planted is seen, and nothing else", seen.SequenceEqual(["src/m1/Makefile"], StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Task<Snapshot> TakeAsync(string root) =>
        new TreeScan(new Tree(root, TimeSpan.FromSeconds(10)), new ReviewLimits()).TakeAsync(root, DateTimeOffset.UnixEpoch, CancellationToken.None);

    private static async Task MakeAsync(string root)
    {
        for (var folder = 0; folder < Folders; folder++)
        {
            var path = Directory.CreateDirectory(Path.Combine(root, "src", $"m{folder % 40}", $"d{folder}")).FullName;
            for (var file = 0; file < FilesEach; file++)
                await File.WriteAllTextAsync(Path.Combine(path, $"f{file}.ts"), $"export const x{file} = {folder};\n");
            await File.WriteAllTextAsync(Path.Combine(path, "package.json"), """{"scripts":{"build":"tsc -p ."},"version":"1"}""");
        }

        foreach (var words in new[] { "init --quiet", "-c gc.auto=0 add --all", "-c gc.auto=0 -c user.name=x -c user.email=x@example.org commit --quiet --message=x", "gc --quiet" })
            await Measure.RunAsync("git", ["-C", root, .. words.Split(' ')]);
    }
}
