using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

public sealed class LastDayTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [TestCase("2026-12-31", "2026-12-31")]
    [TestCase("2026-11-24", "2026-11-24")]
    [TestCase("today", "2026-11-24")]
    [TestCase("tomorrow", "2026-11-25")]
    [TestCase("7d", "2026-12-01")]
    public void Should_read_a_day(string text, string expected) =>
        LastDay.Parse(text, Today).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);

    [TestCase("soon")]
    [TestCase("31.12.2026")]
    [TestCase("2026-02-30")]
    [TestCase("-1d")]
    [TestCase("7w")]
    [TestCase("")]
    public void Should_refuse_what_is_no_day(string text) =>
        Should.Throw<UsageException>(() => LastDay.Parse(text, Today)).Message.ShouldContain("is not a date");

    [Test]
    public void Should_refuse_a_day_that_is_over() =>
        Should.Throw<UsageException>(() => LastDay.Parse("2026-11-23", Today)).Message.ShouldContain("is over: today is 2026-11-24");
}
