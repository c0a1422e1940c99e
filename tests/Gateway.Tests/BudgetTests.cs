using System.Text;
using AiSandbox.Gateway.Budgets;
using AiSandbox.Gateway.Configuration;

namespace Gateway.Tests;

public sealed class BudgetTests
{
    private string _file = "";

    [SetUp]
    public void Make() => _file = Path.Combine(Directory.CreateTempSubdirectory("budget").FullName, "day.json");

    [TearDown]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    public void Should_let_no_more_in_than_a_minute_has_and_begin_again_in_the_next()
    {
        var clock = new Clock();
        var budget = new Budget([new Limit(2, Counted.Requests, Period.Minute)], _file, clock);

        budget.Enter().ShouldBeNull();
        budget.Enter().ShouldBeNull();
        budget.Enter()!.Status.ShouldBe(429);
        clock.Now += TimeSpan.FromMinutes(1);
        budget.Enter().ShouldBeNull();
    }

    [Test]
    public void Should_remember_what_a_day_has_cost_when_it_starts_again()
    {
        var clock = new Clock();
        Limit[] limits = [new(100, Counted.Tokens, Period.Day)];
        var budget = new Budget(limits, _file, clock);
        budget.Enter().ShouldBeNull();
        budget.Spend(100);

        var again = new Budget(limits, _file, clock);

        again.Enter()!.Text.ShouldContain("100 tokens of this day");
        clock.Now += TimeSpan.FromDays(1);
        again.Enter().ShouldBeNull();
    }

    [Test]
    public void Should_read_the_tokens_of_each_vendors_answer()
    {
        Usage(true, "event: message_start\ndata: {\"message\":{\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":5,\"output_tokens\":1}}}\n\n",
            "data: {\"usage\":{\"output_tokens\":7}}\n\n").ShouldBe(22);
        Usage(true, "data: {\"response\":{\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":9}}}\n\ndata: [DONE]\n\n").ShouldBe(9);
        Usage(true, "data: {\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":4}}\n\n", "data: {\"usageMetadata\":{\"totalTokenCount\":8}}").ShouldBe(8);
        Usage(false, "{\"usage\":{\"prompt_tokens\":3,\n\"completion", "_tokens\":4}}").ShouldBe(7);
        Usage(false, new string('x', 400)).ShouldBe(150, "nothing is said, so the bytes of both ways count");
    }

    private static long Usage(bool isStream, params string[] pieces)
    {
        var usage = new UsageReader(isStream);
        foreach (var piece in pieces)
            usage.Take(Encoding.UTF8.GetBytes(piece));
        return usage.End(sent: 200);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
