using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using Host.Tests.Features.Lifecycle;

namespace Host.Tests.Engines.Containers;

public sealed class DiskUseTests
{
    [TestCase("7500000000 0", true, false)]
    [TestCase("8100000000 0", true, true)]
    [TestCase("8100000000 124", false, true, Description = "what was counted until then is too much already")]
    public async Task Should_say_how_much_of_it_is_used(string counted, bool isAll, bool isMuch)
    {
        var use = await ReadAsync(arguments => arguments switch
        {
            ["volume", "inspect", ..] => FakeEngine.Says("[]"),
            ["container", "inspect", ..] => FakeEngine.Says("500000000\n"),
            ["run", ..] => FakeEngine.Says($"{counted}\n"),
            _ => null,
        });

        (use!.Layer, use.IsAll, use.IsMuch).ShouldBe((500_000_000, isAll, isMuch));
        use.ToString().ShouldStartWith($"{(isAll ? "" : "at least ")}{(isMuch ? "8.6" : "8")} GB of 10.7 GB: /root {(isMuch ? "8.1" : "7.5")} GB, its own layer 500 MB; the engine's storage cannot bound it");
    }

    [Test]
    public async Task Should_say_nothing_where_the_engine_does_not() => (await ReadAsync(arguments => arguments is ["volume", ..] ? FakeEngine.Says("[]") : FakeEngine.Says("", 1, "no"))).ShouldBeNull();

    [Test]
    public void Should_say_what_the_storage_bounds() =>
        new DiskLook(1, 1, IsAll: true, 100, ["its own layer"]).ToString().ShouldEndWith("the engine's storage bounds its own layer, each for itself");

    private static async Task<DiskLook?> ReadAsync(Func<IReadOnlyList<string>, AiSandbox.Host.Platform.Commands.CommandResult?> say)
    {
        var folder = Directory.CreateTempSubdirectory("disk");
        try
        {
            var checkout = new Checkout(folder.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(checkout.WorkspaceEnv)!);
            await File.WriteAllTextAsync(checkout.WorkspaceEnv, "WORKSPACE_DISK=10g\n");
            var engine = new FakeEngine(arguments => say([.. arguments]));
            var env = new WorkspaceEnv(checkout, new ConfigRenderer(checkout), new HostFolders("/home/none", []));
            return await new DiskUse(engine.Docker, env, engine.Options, checkout).ReadAsync(CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
