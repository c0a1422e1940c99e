namespace Sandbox.Tests.Agents;

/// <summary>Agents do the same task with a key that none of them sees.</summary>
public sealed class GatewayTaskTests
{
    private const string Key = "sk-of-the-gateway-alone";

    private AgentBench _bench = null!;

    [OneTimeSetUp]
    public async Task TakeAsync()
    {
        _bench = await AgentBench.TakeAsync();
        await _bench.Sandbox.HoldKeysAsync(areOutside: true, Key);
    }

    [OneTimeTearDown]
    public async Task LeaveAsync()
    {
        try
        {
            if (_bench is not null)
                await _bench.Sandbox.HoldKeysAsync(areOutside: false, Key);
        }
        finally
        {
            AgentBench.Leave(_bench);
        }
    }

    [TestCase("claude-code", "asked anthropic POST /v1/messages 200 ", "api.anthropic.com")]
    [TestCase("codex", "asked openai POST /v1/responses 200 ", "api.openai.com")]
    [TestCase("gemini-cli", "asked google POST /v1beta/models/", "generativelanguage.googleapis.com")]
    [CancelAfter(600_000)]
    public async Task Should_do_a_task_to_a_signed_commit_without_a_key_inside(string agent, string asked, string host, CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);

        var done = await _bench.RunAsync(agent, cancellation, AgentTaskTests.Words[agent]);

        var log = await _bench.Sandbox.EngineAsync("logs", $"{_bench.Sandbox.Name}-gateway-1");
        (done.Output + done.Error).ShouldNotContain("MODEL FAILURE", Case.Sensitive, log);
        done.Output.ShouldContain("MODEL DONE", Case.Sensitive, $"{done.Error}\n{log}");
        (await _bench.ExecuteAsync("git log -1 --format='%s|%ae|%G?'", cancellation)).Output.ShouldBe("Mend the sum|ada@ai-sandbox.example|G\n");
        log.ShouldContain(asked);
        log.ShouldNotContain(Key);
        (await _bench.HostAsync("Report", cancellation)).Output.ShouldContain(string.Join(' ', asked.Split(' ').Take(3)));
        var searched = await _bench.ExecuteAsync($"k={Key[..^3]}; ! grep -rslF \"$k\"one /root /etc /run /tmp /proc/[0-9]*/environ", cancellation);
        searched.ExitCode.ShouldBe(0, searched.Output);
        (await _bench.ExecuteAsync($"curl -sS -o /dev/null https://{host}", cancellation)).Error.ShouldContain("403", Case.Sensitive, "it is listed, and the gateway's alone");
    }
}
