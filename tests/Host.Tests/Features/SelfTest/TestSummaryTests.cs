using AiSandbox.Host.Features.SelfTest;

namespace Host.Tests.Features.SelfTest;

public sealed class TestSummaryTests
{
    [Test]
    public void Should_read_the_closing_lines_of_a_test_program() =>
        TestSummary.Parse(["Test run summary: Failed!", "  total: 6", "  failed: 1", "  succeeded: 3", "  skipped: 2", "  duration: 1s 7ms"])
            .ShouldBe(new TestSummary(3, 1, 2));

    [Test]
    public void Should_find_nothing_when_the_program_ended_before_its_closing_lines() =>
        TestSummary.Parse(["Unhandled exception.", "  failed: 1"]).ShouldBeNull();

    [Test]
    public void Should_add_up_and_print_the_line_that_continuous_integration_reads() =>
        (new TestSummary(3, 1, 0) + new TestSummary(4, 0, 0)).ToString().ShouldBe("7 passed, 1 failed");

    [Test]
    public void Should_name_skipped_tests_when_there_are_any() =>
        new TestSummary(3, 0, 2).ToString().ShouldBe("3 passed, 0 failed, 2 skipped");
}
