using AiSandbox.Host.Features.SelfTest;

namespace Host.Tests.Features.SelfTest;

public sealed class TestOutputTests
{
    private static readonly string[] Said =
    [
        "running... 1 completed, 0 failed",
        "passed Should_a(\"x (1s)\") (1m 02s 003ms)",
        "  Standard output",
        "    said",
        "",
        "failed Should_b (5ms)",
        "  because",
        "passed Should_c (45ms)",
        "Test run summary: Failed!",
        "  failed: 1",
        "  succeeded: 2",
    ];

    [Test]
    public void Should_show_what_failed_and_the_sum_and_nothing_of_what_passed()
    {
        var shown = new List<string>();
        var output = new TestOutput(shown.Add);
        foreach (var line in Said)
            output.Add(line);

        shown.ShouldBe(["failed Should_b (5ms)", "  because", "Test run summary: Failed!", "  failed: 1", "  succeeded: 2"]);
        var run = output.End("X.Tests", 2, isFiltered: false);
        run.IsBroken.ShouldBeTrue();
        run.Sum.ShouldBe(new TestSummary(2, 1, 0));
        run.Times.ShouldBe([("Should_a(\"x (1s)\")", new TimeSpan(0, 0, 1, 2, 3)), ("Should_c", TimeSpan.FromMilliseconds(45))]);
    }

    [TestCase(8, true, false)]
    [TestCase(8, false, true)]
    [TestCase(0, false, false)]
    public void Should_take_no_test_at_all_where_a_filter_asked_for_it(int exitCode, bool isFiltered, bool isBroken)
    {
        var output = new TestOutput(_ => { });
        output.Add("  failed: 0");
        output.Add("  succeeded: 0");

        output.End("X.Tests", exitCode, isFiltered).IsBroken.ShouldBe(isBroken);
    }
}
