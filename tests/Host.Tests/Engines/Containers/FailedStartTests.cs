using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Containers;

public sealed class FailedStartTests
{
    private const string LastWords = "2026/01/01 00:00:00| FATAL: Bungled squid.conf line 3: http_acess deny all";

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    private static FakeEngine Engine(TempCheckout folder, string proxy) => new(
        call => call switch
        {
            ["container", "inspect", _, var format, _] when format.Contains("State.Error", StringComparison.Ordinal) => FakeEngine.Says("\n"),
            ["container", "inspect", ..] => FakeEngine.Says($"/box-proxy-1|{proxy}\n/box-guard-1|running|healthy|0\n"),
            ["logs", ..] => FakeEngine.Says($"starting\n{LastWords}\n"),
            _ => FakeEngine.Says("Container box-guard-1  Healthy\nnoise", 1),
        },
        folder.Checkout.Root);

    private static Task WatchAsync(FakeEngine engine, Func<CancellationToken, Task> start) =>
        new FailedStart(engine.Docker, engine.Checkout, engine.Options).WatchAsync(start, Cancellation);

    [TestCase("running|unhealthy|0", "The proxy is unhealthy.")]
    [TestCase("exited||0", "The proxy has ended.")]
    [TestCase("restarting||1", "The proxy is restarting.")]
    public async Task Should_say_the_container_s_last_words_when_Compose_gives_up(string proxy, string expected)
    {
        using var folder = new TempCheckout();
        var engine = Engine(folder, proxy);

        var failure = await Should.ThrowAsync<SandboxException>(() => WatchAsync(engine, end => engine.Docker.RunAsync(["compose", "up"], end)));

        failure.Message.ShouldContain($"{expected} It said last:");
        failure.Message.ShouldContain(LastWords);
        failure.Message.ShouldContain("All of it: artifacts/logs/proxy.log");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Should_end_the_wait_when_a_container_starts_again_and_again()
    {
        using var folder = new TempCheckout();

        var failure = await Should.ThrowAsync<SandboxException>(() => WatchAsync(Engine(folder, "restarting||3"), end => Task.Delay(Timeout.Infinite, end)));

        failure.Message.ShouldContain("The proxy starts again and again.");
        failure.Message.ShouldContain(LastWords);
    }

    [Test]
    public async Task Should_leave_a_start_alone_that_ends_well()
    {
        using var folder = new TempCheckout();

        await WatchAsync(Engine(folder, "running|healthy|0"), _ => Task.CompletedTask);
    }

    [Test]
    public async Task Should_leave_a_shortage_of_networks_to_who_explains_it()
    {
        using var folder = new TempCheckout();
        var shortage = new CommandException(new Command("docker"), 1, "all predefined address pools have been fully subnetted");

        (await Should.ThrowAsync<CommandException>(() => WatchAsync(Engine(folder, "created||0"), _ => Task.FromException(shortage)))).ShouldBe(shortage);
    }
}
