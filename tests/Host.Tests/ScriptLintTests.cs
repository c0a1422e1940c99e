using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests;

/// <summary>What shellcheck and hadolint say of the scripts and Dockerfiles, where they are on this machine.</summary>
public sealed class ScriptLintTests
{
    private static readonly string[] Folders = ["build", "images", "tests", ".ci"];

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_have_nothing_that_shellcheck_finds()
    {
        Tool.Need("shellcheck");
        var scripts = Files("*").Append(Path.Combine(TempCheckout.Repository, "build.sh")).Where(IsShell).ToList();

        scripts.Select(Path.GetFileName).ShouldBeUnique();
        scripts.Select(Path.GetFileName).ShouldContain("gate-start");
        scripts.Select(Path.GetFileName).ShouldContain("profile.sh");
        // 1091: what is sourced lies in the image.
        await Tool.RunAsync("shellcheck", ["--exclude=SC1091", "--format=gcc", .. scripts]);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_have_nothing_that_hadolint_finds()
    {
        Tool.Need("hadolint");

        await Tool.RunAsync("hadolint", ["--config", Path.Combine(TempCheckout.Repository, ".hadolint.yaml"), .. Files("Dockerfile")]);
    }

    private static IEnumerable<string> Files(string pattern) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(TempCheckout.Repository, folder), pattern, SearchOption.AllDirectories));

    // By its name, its first line, or what it tells shellcheck.
    private static bool IsShell(string file)
    {
        if (Path.GetExtension(file) is not ("" or ".sh"))
            return false;

        var head = File.ReadLines(file).FirstOrDefault() ?? "";
        return file.EndsWith(".sh", StringComparison.Ordinal) || head.StartsWith("# shellcheck shell", StringComparison.Ordinal)
            || (head.StartsWith("#!", StringComparison.Ordinal) && head.EndsWith("sh", StringComparison.Ordinal));
    }
}
