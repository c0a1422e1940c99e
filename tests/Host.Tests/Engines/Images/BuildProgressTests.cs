using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Images;

public sealed class BuildProgressTests
{
    [TestCase("#7 [3/9] RUN apt-get update", "[3/9] RUN apt-get update")]
    [TestCase("#12 [proxy 2/3] COPY x /y", "[proxy 2/3] COPY x /y")]
    public void Should_show_the_step_that_a_line_begins(string line, string step) => BuildProgress.Step(line).ShouldBe(step);

    [TestCase("#1 [internal] load build definition")]
    [TestCase("#1 [proxy internal] load metadata")]
    [TestCase("#7 0.512 Get:1 archive [32 kB]")]
    [TestCase("Setting up x [1/2]")]
    [TestCase("")]
    public void Should_pass_over_what_a_step_prints_and_the_builder_s_own_work(string line) => BuildProgress.Step(line).ShouldBeNull();

    [Test]
    public void Should_cut_a_step_that_is_long() => BuildProgress.Step($"#7 [3/9] {new string('x', 500)}").ShouldNotBeNull().Length.ShouldBe(90);

    [Test]
    public void Should_show_the_steps_that_do_something_and_none_that_was_cached()
    {
        List<string> shown = [];
        var steps = BuildProgress.Steps(shown.Add);

        foreach (var line in "#1 [internal] load build definition\n#1 DONE 0.0s\n#7 [2/4] RUN cached\n#7 CACHED\n#8 [3/4] RUN new\n#9 [4/4] COPY x /y\n#8 0.512 Get:1\n#8 DONE 1.0s\n#9 DONE 0.1s".Split('\n'))
            steps(line);

        shown.ShouldBe(["[3/4] RUN new", "[4/4] COPY x /y"]);
    }

    [Test]
    public async Task Should_say_why_a_step_failed_and_keep_all_of_it()
    {
        using var folder = new TempCheckout();
        var output = string.Join('\n', [
            "#7 [2/4] RUN apt-get install nosuchthing", "#7 0.4 Reading package lists...", .. Enumerable.Range(0, 40).Select(i => $"#7 0.{i} noise {i}"),
            "#7 1.1 E: Unable to locate package nosuchthing", "#7 ERROR: process \"/bin/sh -c apt-get\" did not complete successfully: exit code: 100",
            "------", " > [2/4] RUN apt-get install nosuchthing:", "------", "Dockerfile:20", .. Enumerable.Repeat("  20 |     RUN apt-get", 30), "failed to solve: exit code: 100"]);
        var engine = new FakeEngine(_ => FakeEngine.Says("", 17, output), folder.Checkout.Root);

        var failure = await Should.ThrowAsync<SandboxException>(() => BuildProgress.RunAsync(
            engine.Docker, folder.Checkout, ["compose"], "workspace", new Dictionary<string, string?>(), _ => { }, TestContext.CurrentContext.CancellationToken));

        failure.Message.ShouldContain("The workspace image could not be built.");
        failure.Message.ShouldContain("E: Unable to locate package nosuchthing");
        failure.Message.ShouldNotContain("noise 1\n");
        failure.Message.ShouldNotContain("20 |");
        failure.Message.ShouldEndWith("All of it: artifacts/logs/build-workspace.log");
        (await File.ReadAllTextAsync(Path.Combine(folder.Checkout.Root, "artifacts", "logs", "build-workspace.log"))).ShouldContain("noise 1\n");
    }
}
