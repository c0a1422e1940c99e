using AiSandbox.Host.Features.Disk;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Disk;

public sealed class DiskStepTests
{
    private const string Layer = "storage_opt: { size: \"1073741824\" }", Home = "driver_opts: { size: \"1073741824\" }";

    // The driver, whether it takes a size of a container, whether it takes one of a volume, and what /root was made with, where it is there.
    [TestCase("overlay2", true, true, null, new[] { Layer, Home })]
    [TestCase("overlay2", true, false, null, new[] { Layer })]
    [TestCase("overlay2", false, true, null, new[] { Home })]
    [TestCase("overlay2", false, false, null, new string[0])]
    [TestCase("overlayfs", true, false, null, new string[0], Description = "it takes the size, and does nothing")]
    [TestCase("overlay2", true, true, "", new[] { Layer }, Description = "/root was made without one")]
    [TestCase("overlay2", false, false, "1073741824", new[] { Home }, Description = "it keeps what it was made with")]
    public async Task Should_have_the_storage_bound_what_it_can(string driver, bool layers, bool volumes, string? made, string[] lines)
    {
        using var temp = new TempCheckout();
        temp.WriteEnv("WORKSPACE_DISK=1g\n");

        var engine = await PrepareAsync(temp, driver, layers, volumes, made);

        var text = File.Exists(temp.Checkout.DiskCompose) ? await File.ReadAllTextAsync(temp.Checkout.DiskCompose) : "";
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("_opt", StringComparison.Ordinal)).ShouldBe(lines);
        engine.Calls.Count(call => call.StartsWith("create ", StringComparison.Ordinal) || call.StartsWith("volume create", StringComparison.Ordinal))
            .ShouldBe(engine.Calls.Count(call => call.StartsWith("rm ", StringComparison.Ordinal) || call.StartsWith("volume rm", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Should_bound_nothing_without_the_setting()
    {
        using var temp = new TempCheckout();
        temp.WriteEnv("");
        Directory.CreateDirectory(temp.Checkout.Configs);
        await File.WriteAllTextAsync(temp.Checkout.DiskCompose, "services: {}");

        (await PrepareAsync(temp, "overlay2", layers: true, volumes: true, made: null)).Calls.ShouldHaveSingleItem();

        File.Exists(temp.Checkout.DiskCompose).ShouldBeFalse();
    }

    private static async Task<FakeEngine> PrepareAsync(TempCheckout temp, string driver, bool layers, bool volumes, string? made)
    {
        var engine = new FakeEngine(arguments => arguments switch
        {
            ["info", ..] => FakeEngine.Says(driver),
            ["create", ..] => FakeEngine.Says("", layers ? 0 : 1),
            ["volume", "create", ..] => FakeEngine.Says("", volumes ? 0 : 1),
            ["volume", "inspect", ..] => FakeEngine.Says(made ?? "", made is null ? 1 : 0),
            _ => FakeEngine.Says(""),
        });
        await new DiskStep(engine.Docker, temp.Env, temp.Renderer, engine.Options, temp.Checkout).PrepareAsync(CancellationToken.None);
        return engine;
    }
}
