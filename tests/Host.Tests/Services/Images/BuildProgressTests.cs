using AiSandbox.Host.Services.Images;

namespace Host.Tests.Services.Images;

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
}
