using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Agents;

/// <summary>Agents of npm's registry do a whole task, with the words that a newcomer types and a model that is played.</summary>
public sealed class AgentTaskTests
{
    private const string Prompt = "Mend the sum, run its test and commit.";

    /// <summary>What a newcomer types to each.</summary>
    public static IReadOnlyDictionary<string, string[]> Words { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["claude-code"] = ["-p", Prompt, "--dangerously-skip-permissions"],
        ["codex"] = ["exec", Prompt],
        ["gemini-cli"] = ["-p", Prompt, "--yolo"],
    };

    // What each asks for by itself, beside the host that the task is refused.
    private static readonly Dictionary<string, string[]> Hosts = new(StringComparer.Ordinal)
    {
        ["claude-code"] = ["ALLOW api.anthropic.com:443"],
        ["codex"] = ["ALLOW api.openai.com:443", "DENY api.github.com:443", "DENY chatgpt.com:443", "DENY github.com:443"],
        ["gemini-cli"] = ["ALLOW generativelanguage.googleapis.com:443"],
    };

    private AgentBench _bench = null!;

    [OneTimeSetUp]
    public async Task TakeAsync() => _bench = await AgentBench.TakeAsync();

    [OneTimeTearDown]
    public void Leave() => AgentBench.Leave(_bench);

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_do_a_task_from_a_look_to_a_signed_commit(
        [Values("claude-code", "codex", "gemini-cli")] string agent, [Values(0, 1000)] int owner, CancellationToken cancellation)
    {
        await _bench.BeginAsync(owner);
        var before = (await _bench.LogAsync(cancellation)).Length;

        var done = await _bench.RunAsync(agent, cancellation, Words[agent]);

        (done.Output + done.Error).ShouldNotContain("MODEL FAILURE");
        done.Output.ShouldContain("MODEL DONE", Case.Sensitive, done.Error);
        done.ExitCode.ShouldBe(0, done.Error);
        var commit = await _bench.ExecuteAsync($"git log -1 --format='%s|%ae|%G?' && git status --short --untracked-files=no && find . -not -uid {owner}", cancellation);
        commit.Output.ShouldBe("Mend the sum|ada@ai-sandbox.example|G\n", commit.Error);

        // A tunnel is written down when it ends.
        string[] expected = [.. Hosts[agent].Append("DENY refused.ai-sandbox.example:443").Order(StringComparer.Ordinal)];
        var hosts = await _bench.HostsAsync(before, cancellation);
        for (var tries = 0; tries < 20 && !hosts.SequenceEqual(expected); tries++)
        {
            await Task.Delay(500, cancellation);
            hosts = await _bench.HostsAsync(before, cancellation);
        }

        hosts.ShouldBe(expected);
    }

    // Each default of the image, taken away by a setting of the user's own: which wins, and shows what the default is for.
    [TestCase("IS_SANDBOX=0 claude -p x --dangerously-skip-permissions", "cannot be used with root")]
    [TestCase("codex -c 'sandbox_mode=\"workspace-write\"' exec x", "bwrap: ")]
    [TestCase("/usr/local/bin/codex exec x", "401 Unauthorized")]
    [TestCase("GEMINI_CLI_TRUST_WORKSPACE=false gemini -p x --yolo", "not running in a trusted directory")]
    [TestCase("GEMINI_CLI_SYSTEM_DEFAULTS_PATH=/nowhere gemini -p x --yolo", "does not have AGENTS.md")]
    [TestCase("GIT_CONFIG_COUNT=0 gemini -p x --yolo", "Author identity unknown")]
    [CancelAfter(600_000)]
    public async Task Should_still_need_the_default_that_is_taken_away(string line, string said, CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);

        var without = await _bench.ExecuteAsync(line, cancellation);

        (without.Output + without.Error).ShouldContain(said, Case.Sensitive, "where it does without, the default can go");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_still_need_to_be_told_that_nobody_is_to_know_what_it_does(CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);
        var before = await _bench.PathsAsync("api.anthropic.com");
        (await _bench.ExecuteAsync("claude -p x --dangerously-skip-permissions", cancellation)).Output.ShouldContain("MODEL");
        var told = await _bench.PathsAsync("api.anthropic.com");

        (await _bench.ExecuteAsync("env -u CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC claude -p x --dangerously-skip-permissions", cancellation)).Output.ShouldContain("MODEL");
        var untold = await _bench.PathsAsync("api.anthropic.com");

        string[] more = [.. untold.Skip(told.Count).Distinct().Except(told.Skip(before.Count))];
        more.ShouldNotBeEmpty("where it asks for nothing more, the default can go");
    }

    // In a terminal, which util-linux's script(1) makes.
    [TestCase("screen-256color", "screen-256color")]
    [TestCase("of-no-terminfo", "xterm-256color")]
    [Platform("Linux")]
    [CancelAfter(600_000)]
    public async Task Should_hand_on_what_terminal_it_is(string given, string expected, CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);
        var shell = _bench.Command("Shell", "--folder=calc", "--command=echo \"$TERM $COLORTERM $PWD\"");
        var run = new Command("script", "--quiet", "--return", "--command", $"exec {shell}", "/dev/null")
        {
            WorkingDirectory = shell.WorkingDirectory,
            Environment = new Dictionary<string, string?>(shell.Environment, StringComparer.Ordinal) { ["SHELL"] = "/bin/bash", ["TERM"] = given, ["COLORTERM"] = "truecolor" },
        };

        (await new CommandRunner().TryAsync(run, cancellation)).Output.ShouldContain($"{expected} truecolor /root/workspace/calc");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_have_no_program_that_cannot_run(CancellationToken cancellation)
    {
        await _bench.BeginAsync(0);

        (await _bench.ExecuteAsync("find /usr/local/lib/node_modules -name '*-linux-*-musl'", cancellation)).Output.ShouldBeEmpty();
        (await _bench.ExecuteAsync("find /usr/local/lib/node_modules -path '*/@anthropic-ai/claude-code-linux-*' -prune -print", cancellation)).Output.ShouldNotBeEmpty();
    }
}
