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
        [Values("claude-code", "codex", "gemini-cli")] string agent, [Values(0, 1000)] int owner, CancellationToken cancellation)
    {
        await _bench.BeginAsync(owner);
        await _bench.ForgetAsync();

        await using var terminal = await Terminal.OpenAsync(_bench.Command("Agent", $"--agent={agent}"), cancellation);
        (await FirstTask.All[agent].DoAsync(terminal, "Mend the sum, run its test and commit.", cancellation)).ShouldBe(0);

        var commit = await _bench.ExecuteAsync($"git log -1 --format='%s|%ae|%G?' && find . -not -uid {owner}", cancellation);
        commit.Output.ShouldBe("Mend the sum|ada@ai-sandbox.example|G\n", commit.Error);
    }

    // Where it asks for nothing of this any more, the default that puts it behind can go.
    [Test]
    [CancelAfter(600_000)]
    public async Task Should_still_need_a_first_start_that_is_behind_it(CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);
        await _bench.ForgetAsync();

        await using var terminal = await Terminal.OpenAsync(_bench.Command("Shell", "--folder=calc", "--command=/usr/local/bin/claude"), cancellation);
        await terminal.SeeAsync(["Choose the text style that looks best", "Unable to connect to Anthropic services"], cancellation);
    }
}
