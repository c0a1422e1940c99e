using AiSandbox.Host.Features.SelfTest;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.SelfTest;

public sealed class SkippedTestTests
{
    [Test]
    public void Should_read_the_name_and_the_reason_of_each_and_nothing_else()
    {
        SkippedTest.Parse(
        [
            "Should_x: There is no fish on this machine.",
            "skipped Should_x(\"a (b)\",\"c\") (1ms)",
            "  There is no fish on this machine.",
            "  Standard output",
            "passed Should_y (2s 10ms)",
            "skipped Should_z (1m 2s 3ms)",
            "  skipped: 2",
        ]).ShouldBe([new SkippedTest("Should_x(\"a (b)\",\"c\")", "There is no fish on this machine."), new SkippedTest("Should_z", "skipped: 2")]);
        SkippedTest.Parse(["skipped Should_x (1ms)", "skipped Should_y (1ms)"]).Select(test => test.Reason).ShouldBe(["no reason", "no reason"]);
    }

    [Test]
    public void Should_take_a_reason_that_is_listed_and_no_other()
    {
        var list = SkippedTest.ReadList(["# There is", "", "There is no fish | why", "  takes minutes  | why"]);

        list.ShouldBe(["There is no fish", "takes minutes"]);
        new SkippedTest("a", "There is no fish on this machine.").IsListed(list).ShouldBeTrue();
        new SkippedTest("a", "OneTimeSetUp: it takes minutes to build").IsListed(list).ShouldBeTrue();
        new SkippedTest("a", "There is no npm on this machine.").IsListed(list).ShouldBeFalse();
        new SkippedTest("a", "no reason").IsListed(list).ShouldBeFalse();
    }

    [Test]
    public void Should_have_a_reason_for_every_line_of_the_list() =>
        File.ReadAllLines(Path.Combine(TempCheckout.Repository, "tests", "skipped.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ShouldAllBe(line => IsExplained(line));

    private static bool IsExplained(string line) => line.Split('|') is [var reason, var why] && reason.Trim().Length > 10 && why.Trim().Length > 10;
}
