namespace Sandbox.Tests.Ecosystems;

/// <summary>One sandbox for all tests of this folder: an image with the authorities, Node's package managers and an agent.</summary>
[SetUpFixture]
public sealed class EcosystemSetup
{
    /// <summary>The sandbox.</summary>
    internal static ToolSandbox Sandbox { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var npm = await Registries.TroubleAsync(BaseEcosystems.Npm);
        Sandbox = await ToolSandbox.StartAsync(npm is null ? "node claude-code" : "");
        if (OperatingSystem.IsLinux())
            await HostSdk.CopyAsync(Path.Combine(Sandbox.Projects, "dotnet"));
    }

    [OneTimeTearDown]
    public async Task RemoveAsync() => await Sandbox.DisposeAsync();
}
