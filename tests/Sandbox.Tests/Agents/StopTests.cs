using System.Diagnostics;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Agents;

/// <summary>Whoever stops what runs inside has stopped it: nothing of it is left, and no model is asked any more.</summary>
[Platform("Linux")]
public sealed class StopTests
{
    private const string Prompt = "Please wait until you are stopped.";

    // As a program does that wants to outlive its terminal: in sessions of their own, one deaf to what a terminal says.
    private const string Deaf = "sleep 901 & setsid sleep 902 & nohup setsid bash -c 'trap \"\" HUP INT TERM; sleep 903; sleep 904' & sleep 905";

    private AgentBench _bench = null!;

    [OneTimeSetUp]
    public async Task TakeAsync()
    {
        _bench = await AgentBench.TakeAsync();
        await _bench.BeginAsync(0);
    }

    [OneTimeTearDown]
    public void Leave() => AgentBench.Leave(_bench);

    [TestCase("claude-code", "INT", "-p", Prompt, "--dangerously-skip-permissions")] // Ctrl+C: the terminal tells the whole group
    [TestCase("codex", "TERM", "exec", Prompt)] // timeout
    [TestCase("gemini-cli", "KILL", "-p", Prompt, "--yolo")] // the host alone, which can do nothing any more
    [TestCase("claude-code", "HUP", "-p", Prompt, "--dangerously-skip-permissions")] // the terminal is closed
    [CancelAfter(600_000)]
    public async Task Should_leave_no_agent_inside_and_ask_no_model(string agent, string signal, params string[] words)
    {
        var cancellation = TestContext.CurrentContext.CancellationToken;
        var (before, begun) = (await _bench.ProcessesAsync(), await _bench.AskedAsync());
        using var host = Start(signal, "Agent", [$"--agent={agent}", "--", .. words]);
        try
        {
            while (await _bench.AskedAsync() < begun + 4) // it asks again and again
            {
                host.HasExited.ShouldBeFalse("the agent has ended by itself");
                await Task.Delay(500, cancellation);
            }

            (await _bench.HostAsync("Status", cancellation)).Output.ShouldMatch($@"\nruns +Agent {agent}, for \d\d:\d\d\n");
            (await BuildScript.RunAsync(["--target=List"], cancellation)).Output.ShouldContain($"running: Agent {agent}, for ");
        }
        finally
        {
            await StopAsync(host, signal, cancellation);
        }

        await ShouldBeGoneAsync(before, signal, cancellation);
        var asked = await _bench.AskedAsync();
        await Task.Delay(4000, cancellation);
        (await _bench.AskedAsync()).ShouldBe(asked);
        (await _bench.HostAsync("Status", cancellation)).Output.ShouldNotContain("\nruns ");
    }

    [TestCase("Exec", "INT")]
    [TestCase("Exec", "TERM")]
    [TestCase("Exec", "KILL")]
    [TestCase("Shell", "HUP")]
    [CancelAfter(600_000)]
    public async Task Should_leave_nothing_inside_that_a_command_has_started(string target, string signal, CancellationToken cancellation)
    {
        var before = await _bench.ProcessesAsync();
        using var host = Start(signal, target, [$"--command={Deaf}"]);
        while ((await _bench.ProcessesAsync()).Count(process => process.Contains("sleep 90", StringComparison.Ordinal)) < 4)
            await Task.Delay(200, cancellation);

        await StopAsync(host, signal, cancellation);

        await ShouldBeGoneAsync(before, signal, cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_keep_what_a_command_leaves_in_the_background_when_it_ends_by_itself(CancellationToken cancellation)
    {
        (await _bench.ExecuteAsync("setsid sleep 911 > /dev/null 2>&1 &", cancellation)).ExitCode.ShouldBe(0);

        (await _bench.ProcessesAsync()).ShouldContain(process => process.EndsWith("sleep 911", StringComparison.Ordinal));
        await _bench.ExecuteAsync("kill $(pgrep -f '^sleep 911')", cancellation);
    }

    // A leader of its own session, or in a terminal of its own, which closes when script(1) is killed.
    private Process Start(string signal, string target, string[] more)
    {
        var host = _bench.Command(target, more);
        var start = signal == "HUP"
            ? new ProcessStartInfo("script", ["--quiet", "--return", "--command", $"exec {host}", "/dev/null"])
            : new ProcessStartInfo("setsid", [host.Executable, .. host.Arguments]);
        start.WorkingDirectory = host.WorkingDirectory;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["SHELL"] = "/bin/bash";
        foreach (var (name, value) in host.Environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (signal != "HUP")
            process.StandardInput.Close(); // Codex waits for its end
        return process;
    }

    private static async Task StopAsync(Process host, string signal, CancellationToken cancellation)
    {
        var target = signal switch
        {
            "INT" => $"-{host.Id}",
            _ => $"{host.Id}",
        };
        await new CommandRunner().TryAsync(new Command("kill", $"-{(signal == "HUP" ? "KILL" : signal)}", "--", target), cancellation);
        await host.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
    }

    // Who could end it by himself says that he has ended once nothing is left; the others are seen to by what is inside.
    private async Task ShouldBeGoneAsync(IReadOnlyList<string> before, string signal, CancellationToken cancellation)
    {
        var left = await _bench.ProcessesAsync();
        for (var tries = 0; signal is "KILL" or "HUP" && tries < 25 && !left.SequenceEqual(before); tries++)
        {
            await Task.Delay(200, cancellation);
            left = await _bench.ProcessesAsync();
        }

        left.ShouldBe(before);
    }
}
