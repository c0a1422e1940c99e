using AiSandbox.Host.Engines;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines;

public sealed class EngineSightTests
{
    private const string Blind = "Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /x";

    [Test]
    public async Task Should_refuse_an_engine_that_does_not_see_the_checkout_and_take_one_that_does()
    {
        using var folder = new TempCheckout();
        var marks = new List<string>();
        FakeEngine Engine(string error) => new(
            call =>
            {
                marks.AddRange(Directory.GetFiles(folder.Checkout.Artifacts, ".seen-*").Select(Path.GetFileName)!);
                return FakeEngine.Says("", 1, error);
            },
            folder.Checkout.Root);

        var cancellation = TestContext.CurrentContext.CancellationToken;
        var blind = Engine(Blind);
        var refusal = await Should.ThrowAsync<SandboxException>(() => new EngineSight(blind.Docker, folder.Checkout).RequireAsync(cancellation));
        await new EngineSight(Engine("No such image: ai-sandbox-none").Docker, folder.Checkout).RequireAsync(cancellation);

        refusal.ExitCode.ShouldBe(ExitCodes.NoEngine);
        refusal.Message.ShouldContain(folder.Checkout.Root);
        blind.Calls.ShouldHaveSingleItem().ShouldContain(marks[0]);
        marks.Distinct().Count().ShouldBe(2, "a new file each time");
        Directory.GetFiles(folder.Checkout.Artifacts, ".seen-*").ShouldBeEmpty("nothing stays");
    }
}
