using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Containers;

public sealed class PolicyCheckTests
{
    private static readonly Dictionary<string, ContainerState> Running = new(StringComparer.Ordinal)
    {
        ["proxy"] = ContainerState.Parse(Inspected.Line("1", "box", "proxy", "/c", health: "healthy"))[0],
    };

    private TempCheckout _folder = null!;

    [SetUp]
    public void CreateCheckout()
    {
        _folder = new TempCheckout();
        Directory.CreateDirectory(Path.Combine(_folder.Checkout.Configs, "proxy"));
        File.WriteAllText(Conf, "http_access deny all\n");
    }

    [TearDown]
    public void RemoveCheckout() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    private string Conf => Path.Combine(_folder.Checkout.Configs, "proxy", "squid.conf");

    private PolicyCheck Check(FakeEngine engine) => new(engine.Docker, _folder.Checkout, engine.Options);

    [Test]
    public async Task Should_stop_before_anything_starts_when_Squid_refuses_it()
    {
        var engine = new FakeEngine(_ => FakeEngine.Says("", 1, "proxy: /etc/x was not accepted:\n2026| FATAL: Bungled line 3: http_acess\n"));

        var refusal = await Should.ThrowAsync<SandboxException>(() => Check(engine).RequireAsync(Cancellation));

        refusal.Message.ShouldContain("configs/proxy/squid.conf: 2026| FATAL: Bungled line 3: http_acess");
        engine.Calls.ShouldHaveSingleItem().ShouldContain("--network none");
    }

    [Test]
    public async Task Should_ask_once_for_each_text()
    {
        var engine = new FakeEngine(_ => FakeEngine.Says(""));

        await Check(engine).RequireAsync(Cancellation);
        await Check(engine).RequireAsync(Cancellation);
        engine.Calls.Count.ShouldBe(1);
        await File.AppendAllTextAsync(Conf, $"{OwnAddresses.Line} 10.0.0.1\n# tell the owner: Allow --name=box\n", Cancellation);
        await Check(engine).RequireAsync(Cancellation);
        engine.Calls.Count.ShouldBe(2);
        await File.WriteAllTextAsync(Conf, $"http_access deny all\n{OwnAddresses.Line} 10.0.0.2\n# tell the owner: Allow --name=box\n", Cancellation);
        await Check(engine).RequireAsync(Cancellation);

        engine.Calls.Count.ShouldBe(2);
    }

    [TestCase(125)]
    [TestCase(null)]
    public async Task Should_know_nothing_and_ask_again_when_there_is_no_image_to_ask(int? exitCode)
    {
        var engine = new FakeEngine(_ => exitCode is { } code ? FakeEngine.Says("", code, "No such image") : null);

        await Check(engine).RequireAsync(Cancellation);
        await Check(engine).RequireAsync(Cancellation);

        engine.Calls.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_say_that_the_folder_is_gone_or_was_lost()
    {
        var holds = new FakeEngine(call => FakeEngine.Says(""));
        var lost = new FakeEngine(call => FakeEngine.Says("", call[0] is "exec" ? 1 : 0));

        (await Check(holds).LookAsync(Running, Cancellation)).ShouldBeNull();
        (await Check(lost).LookAsync(Running, Cancellation)).ShouldNotBeNull().What.ShouldContain("still use the removed files");
        Directory.Delete(Path.GetDirectoryName(Conf)!, recursive: true);
        (await Check(holds).LookAsync(Running, Cancellation)).ShouldNotBeNull().What.ShouldBe("configs/proxy is gone");
    }
}
