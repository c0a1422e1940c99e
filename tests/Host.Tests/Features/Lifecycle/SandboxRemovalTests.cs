using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Engines.Logs;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Lifecycle;

public sealed class SandboxRemovalTests
{
    private static readonly FakeEngine Empty = new(_ => FakeEngine.Says(""));

    private static Checkout NoCheckout { get; } = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

    [Test]
    public async Task Should_say_that_nothing_was_left_when_an_engine_says_so() =>
        (await RemoveAsync(Empty)).Describe(Empty.Options.Name).ShouldBe("Nothing of sandbox box was left to remove.");

    [Test]
    public async Task Should_fail_when_the_engine_hangs() => (await RefusalAsync(FakeEngine.Silent())).ShouldContain("did not answer");

    [Test]
    public async Task Should_fail_when_there_is_no_engine() => (await RefusalAsync(new FakeEngine(_ => null)
    {
        Version = new CommandResult(1, """{"Client":{},"Server":null}""", "Cannot connect to the Docker daemon"),
    })).ShouldContain("No engine answers");

    [Test]
    public async Task Should_show_what_it_removes()
    {
        var engine = new FakeEngine(arguments => FakeEngine.Says(arguments is ["ps", ..] ? "a b" : ""));

        (await RemoveAsync(engine)).Containers.ShouldBe(2);

        engine.Lines.ShouldBe(["Removing sandbox box", "2 containers"]);
        engine.Calls.ShouldContain("rm --force a b");
    }

    [Test]
    public async Task Should_have_the_next_build_get_newer_packages()
    {
        using var here = new TempCheckout();
        var engine = new FakeEngine(_ => FakeEngine.Says(""));
        var asked = new List<int>();
        await On(0).UseAsync(refresh: false, AskAsync);
        await On(1).UseAsync(refresh: false, AskAsync);

        await new SandboxRemoval(engine.Docker, engine.Access, engine, new UnusedImages(engine.Docker), On(1))
            .RemoveAsync(engine.Options.Name, volumes: false, TestContext.CurrentContext.CancellationToken);
        await On(1).UseAsync(refresh: false, AskAsync);

        asked.Select(day => day - asked[0]).ShouldBe([0, 0, 1]);

        PackageDay On(int day) => new(here.Checkout, new Lines.Clock(Lines.Time.AddDays(day)));

        Task AskAsync(DateOnly day)
        {
            asked.Add(day.DayNumber);
            return Task.CompletedTask;
        }
    }

    private static Task<Removed> RemoveAsync(FakeEngine engine) =>
        new SandboxRemoval(engine.Docker, engine.Access, engine, new UnusedImages(engine.Docker), new PackageDay(NoCheckout, TimeProvider.System)).RemoveAsync(engine.Options.Name, volumes: false, TestContext.CurrentContext.CancellationToken);

    private static async Task<string> RefusalAsync(FakeEngine engine)
    {
        var refusal = await Should.ThrowAsync<SandboxException>(() => RemoveAsync(engine));

        refusal.ExitCode.ShouldBe(ExitCodes.NoEngine);
        refusal.Message.ShouldContain("nothing was removed");
        engine.Calls.ShouldBeEmpty();
        return refusal.Message;
    }
}
