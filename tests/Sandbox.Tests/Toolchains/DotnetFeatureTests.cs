using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Toolchains;

/// <summary>The feature dotnet, whose SDK comes from Microsoft; only where that and NuGet are in reach.</summary>
public sealed class DotnetFeatureTests
{
    private const string Installer = "https://builds.dotnet.microsoft.com/dotnet/scripts/v1/dotnet-install.sh";

    [Test]
    [CancelAfter(1_800_000)]
    public async Task Should_restore_with_its_preset_and_not_without(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("AI_SANDBOX_LONG") is not "1")
            Assert.Ignore("The SDK takes minutes to fetch: AI_SANDBOX_LONG=1 ./build.sh --target=Test --all --filter=DotnetFeatureTests");
        if (await Registries.TroubleAsync(Installer) is { } trouble)
            Assert.Ignore(trouble);

        var restore = BaseEcosystems.All.Single(ecosystem => ecosystem.Name == "dotnet-restore");
        restore = restore with { Script = restore.Script.Replace("/root/workspace/dotnet/dotnet", "dotnet", StringComparison.Ordinal) };
        await using var sandbox = await ToolSandbox.StartAsync("dotnet");
        var bench = new EcosystemBench(sandbox);
        await bench.PrepareAsync([restore]);

        await bench.ProveAsync(restore, cancellation);
    }
}
