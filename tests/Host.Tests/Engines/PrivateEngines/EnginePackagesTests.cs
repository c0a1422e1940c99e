using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.PrivateEngines;

[Platform("Linux")]
public sealed class EnginePackagesTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Should_show_the_end_and_keep_all_of_what_the_mirror_said(CancellationToken cancellation)
    {
        using var folder = new TempCheckout();
        var said = string.Join('\n', Enumerable.Range(1, 40).Select(i => $"E: line {i}"));
        var engine = new FakeEngine(_ => FakeEngine.Says("", 100, said), folder.Checkout.Root);

        var refusal = await Should.ThrowAsync<SandboxException>(() => new EnginePackages(engine, engine.Checkout).UnpackAsync(
            new PrivateEngineLayout(engine.Checkout.Engine), "./build.sh", _ => { }, cancellation));

        refusal.ExitCode.ShouldBe(ExitCodes.NoEngine);
        if (refusal.Message.Contains("No source in /etc/apt", StringComparison.Ordinal) || refusal.Message.Contains("too old", StringComparison.Ordinal))
            Assert.Ignore("Only Debian and Ubuntu have packages of an engine.");
        refusal.Message.ShouldContain("E: line 40");
        refusal.Message.ShouldContain("E: line 21");
        refusal.Message.ShouldNotContain("E: line 20\n");
        refusal.Message.ShouldContain("All of it: artifacts/logs/engine-packages.log");
        (await File.ReadAllTextAsync(Path.Combine(engine.Checkout.Root, "artifacts", "logs", "engine-packages.log"), cancellation)).ShouldContain("E: line 1\n");
    }
}
