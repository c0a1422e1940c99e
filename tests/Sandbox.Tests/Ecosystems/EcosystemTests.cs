namespace Sandbox.Tests.Ecosystems;

/// <summary>What every workspace can do: refused without its preset, and working with it.</summary>
public sealed class EcosystemTests
{
    private EcosystemBench _bench = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _bench = new EcosystemBench(EcosystemSetup.Sandbox);
        await _bench.PrepareAsync([.. BaseEcosystems.All.Where(HasItsTool)]);
    }

    [TestCaseSource(nameof(Names))]
    [CancelAfter(600_000)]
    public async Task Should_work_with_its_preset_and_not_without(string name, CancellationToken cancellation)
    {
        var ecosystem = BaseEcosystems.All.Single(ecosystem => ecosystem.Name == name);
        if (!HasItsTool(ecosystem))
            Assert.Ignore("This machine's SDK does not run in the workspace.");

        await _bench.ProveAsync(ecosystem, cancellation);
    }

    private static bool HasItsTool(Ecosystem ecosystem) => !ecosystem.Name.StartsWith("dotnet", StringComparison.Ordinal) || OperatingSystem.IsLinux();

    private static IEnumerable<string> Names => BaseEcosystems.All.Select(ecosystem => ecosystem.Name);
}
