namespace Sandbox.Tests.Agents;

/// <summary>The first start of each agent in a terminal, from nothing to a task that is done.</summary>
[Platform("Linux")]
public sealed class TerminalTests
{
    private AgentBench _bench = null!;

    [OneTimeSetUp]
    public async Task TakeAsync()
    {
        await Terminal.RequireAsync();
        _bench = await AgentBench.TakeAsync();
    }

    [OneTimeTearDown]
    public async Task LeaveAsync()
    {
        if (_bench is not null)
            await _bench.ForgetAsync();
        AgentBench.Leave(_bench);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_ask_what_the_page_says_and_do_its_task(
        [Values("claude-code", "codex", "gemini-cli")] string agent, CancellationToken cancellation)
    {
        await _bench.BeginAsync(1000);
        await _bench.ForgetAsync();

        await using var terminal = await Terminal.OpenAsync(_bench.Command("Agent", $"--agent={agent}"), cancellation);
        (await FirstTask.All[agent].DoAsync(terminal, "Mend the sum, run its test and commit.", cancellation)).ShouldBe(0);

        var commit = await _bench.ExecuteAsync("git log -1 --format='%s|%ae|%G?' && find . -not -uid 1000", cancellation);
        commit.Output.ShouldBe("Mend the sum|ada@ai-sandbox.example|G\n", commit.Error);
    }
}
