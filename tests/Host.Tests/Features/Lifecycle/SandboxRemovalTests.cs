using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;
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

        await new SandboxRemoval(engine.Docker, engine.Access, engine, new UnusedImages(engine.Docker), On(1), here.Checkout)
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

    [Test]
    public async Task Should_take_along_what_a_killed_Verify_left_and_leave_one_that_runs()
    {
        using var here = new TempCheckout();
        using var held = FileLock.Try(Path.Combine(here.Checkout.Reports, "verify", "run", "box-verify-2.lock"), "Verify");
        var engine = new FakeEngine(arguments => FakeEngine.Says(arguments switch
        {
            ["volume", "ls", .., "--format", _] => "box box-verify box-verify-2 box-mutant-0 box-other-verify other-verify",
            ["ps", .., "label=dev.ai-sandbox.sandbox=box-verify"] => "left",
            ["ps", .., "label=dev.ai-sandbox.sandbox=box-mutant-0"] => "mutant",
            ["ps", .., var label] when label.StartsWith("label=dev.ai-sandbox.sandbox=", StringComparison.Ordinal) => label.EndsWith("=box", StringComparison.Ordinal) ? "own" : "wrong",
            _ => "",
        }));

        (await RemoveAsync(engine, volumes: true, here.Checkout)).Containers.ShouldBe(3);

        engine.Calls.Where(call => call.StartsWith("rm ", StringComparison.Ordinal)).ShouldBe(["rm --force mutant", "rm --force left", "rm --force own"]);
        engine.Lines.ShouldContain("Verify of box runs, and its sandbox box-verify-2 is left to it.");
        engine.Calls.Clear();
        await RemoveAsync(engine, volumes: false, here.Checkout);
        engine.Calls.Where(call => call.StartsWith("rm ", StringComparison.Ordinal)).ShouldBe(["rm --force own"]);
    }

    private static Task<Removed> RemoveAsync(FakeEngine engine, bool volumes = false, Checkout? checkout = null) =>
        new SandboxRemoval(engine.Docker, engine.Access, engine, new UnusedImages(engine.Docker), new PackageDay(checkout ?? NoCheckout, TimeProvider.System), checkout ?? NoCheckout)
            .RemoveAsync(engine.Options.Name, volumes, TestContext.CurrentContext.CancellationToken);

    private static async Task<string> RefusalAsync(FakeEngine engine)
    {
        var refusal = await Should.ThrowAsync<SandboxException>(() => RemoveAsync(engine));

        refusal.ExitCode.ShouldBe(ExitCodes.NoEngine);
        refusal.Message.ShouldContain("nothing was removed");
        engine.Calls.ShouldBeEmpty();
        return refusal.Message;
    }
}
