using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Engine;

/// <summary>A private engine's whole life, in namespaces of its own beside the engine that the other tests run on.</summary>
[NonParallelizable]
public sealed class PrivateEngineTests
{
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["first exit code"] = "0",
        ["second exit code"] = "0",
        ["daemons of two runs at once"] = "1",
        ["forwarding while it runs"] = "1",
        ["container"] = "running",
        ["Status of a dead engine"] = "1",
        ["exit code of the start after that"] = "0",
        ["container after that"] = "exited",
        ["exit code of Cleanup"] = "0",
        ["processes left"] = "0",
        ["mounts left"] = "0",
        ["interfaces left"] = "0",
        ["rules left"] = "0",
        ["groups left"] = "0",
        ["forwarding left"] = "0",
        ["folders left"] = "0",
        ["second Cleanup"] = "This checkout has no private engine.",
    };

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_nothing_behind_when_it_was_started_killed_started_and_removed(CancellationToken cancellation)
    {
        var engine = new PrivateEngineLayout(BuildScript.Checkout.Engine);
        if (!PrivateEngine.IsPossible || !Directory.Exists(engine.Root))
            Assert.Ignore("Runs where this checkout has a private engine.");

        // Beside the engine, so that its files are linked and not copied; with a blank, because paths have them.
        var checkout = Path.Combine(BuildScript.Checkout.Artifacts, $"engine test {Path.GetRandomFileName()}");
        var commands = new CommandRunner();
        try
        {
            Directory.CreateDirectory(Path.Combine(checkout, ".engine"));
            foreach (var file in new[] { "build.sh", "global.json" })
                File.Copy(Path.Combine(BuildScript.Checkout.Root, file), Path.Combine(checkout, file));
            foreach (var folder in new[] { engine.Root, engine.ClientConfig })
                await commands.RunAsync(new Command("cp", "--archive", "--link", folder, Path.Combine(checkout, ".engine")), cancellation);

            var script = Path.Combine(BuildScript.Checkout.Root, "tests", "Sandbox.Tests", "Engine", "private-engine.sh");
            var host = Path.Combine(AppContext.BaseDirectory, "AiSandbox.Host.dll");
            var seen = await commands.RunAsync(
                new Command("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", script, host, checkout), cancellation);

            seen.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(": ", 2))
                .Where(pair => pair.Length == 2 && Expected.ContainsKey(pair[0]))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
                .ShouldBe(Expected, ignoreOrder: true, seen.Output + seen.Error);
        }
        finally
        {
            Directory.Delete(checkout, recursive: true);
        }
    }
}
