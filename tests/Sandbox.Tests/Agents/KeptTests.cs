using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Agents;

/// <summary>What agents remember, and how they are signed in, outlives what becomes of a sandbox.</summary>
[Platform("Linux")]
public sealed class KeptTests
{
    private const string Asked = "Is the sum mended?";

    // No key of the environment: each is signed in, and works by that.
    private static readonly Dictionary<string, (string Task, string Again, string Anew)> Words = new(StringComparer.Ordinal)
    {
        ["claude-code"] = (
            "env -u ANTHROPIC_API_KEY claude -p 'Mend the sum.' --dangerously-skip-permissions",
            $"env -u ANTHROPIC_API_KEY claude --continue -p '{Asked}' --dangerously-skip-permissions",
            $"env -u ANTHROPIC_API_KEY claude -p '{Asked}' --dangerously-skip-permissions"),
        ["codex"] = (
            "env -u OPENAI_API_KEY codex exec 'Mend the sum.' < /dev/null",
            $"env -u OPENAI_API_KEY codex exec resume --last '{Asked}' < /dev/null",
            $"env -u OPENAI_API_KEY codex exec '{Asked}' < /dev/null"),
        ["gemini-cli"] = (
            "env -u GEMINI_API_KEY gemini -p 'Mend the sum.' --yolo",
            $"env -u GEMINI_API_KEY gemini --resume latest -p '{Asked}' --yolo",
            $"env -u GEMINI_API_KEY gemini -p '{Asked}' --yolo"),
    };

    private readonly Dictionary<string, int> _rounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _done = new(StringComparer.Ordinal);
    private AgentBench _bench = null!;

    [OneTimeSetUp]
    public async Task SignInAndWorkAsync()
    {
        await Terminal.RequireAsync();
        _bench = await AgentBench.TakeAsync();
        await _bench.BeginAsync(0);
        await _bench.ForgetAsync();
        // What a browser would have brought back; its other end is a vendor's.
        await DoAsync("""
            mkdir -p ~/.claude && (umask 077 && cat > ~/.claude/.credentials.json) <<< '{"claudeAiOauth":{"accessToken":"sk-ant-oat01-x","refreshToken":"sk-ant-ort01-x","expiresAt":4102444800000,"scopes":["user:inference","user:profile"],"subscriptionType":"pro"}}'
            """);
        await DoAsync("printf sk-placeholder | codex login --with-api-key");
        await SignInToGeminiAsync();
        foreach (var (agent, words) in Words)
        {
            await _bench.BeginAsync(0);
            (await DoAsync(words.Task)).ShouldContain("MODEL DONE", Case.Sensitive, agent);
        }
    }

    [OneTimeTearDown]
    public async Task LeaveAsync()
    {
        if (_bench is not null)
            await _bench.ForgetAsync();
        AgentBench.Leave(_bench);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_go_on_where_it_was_and_be_signed_in_after(
        [Values("Down and Up", "a new image", "Backup and Restore")] string what, [Values("claude-code", "codex", "gemini-cli")] string agent)
    {
        if (!_done.TryGetValue(what, out var done))
            _done[what] = done = HappenAsync(what);
        await done;

        (await DoAsync(Words[agent].Again)).ShouldContain("MODEL DONE");

        // The control, once all is over, since it is the newest session from here on: whoever does not remember finds another sum than
        // the one that he was to mend.
        if ((_rounds[agent] = _rounds.GetValueOrDefault(agent) + 1) < 3)
            return;
        var anew = await _bench.ExecuteAsync(Words[agent].Anew, TestContext.CurrentContext.CancellationToken);
        (anew.Output + anew.Error).ShouldContain("MODEL FAILURE: step 0");
    }

    private Task HappenAsync(string what) => what switch
    {
        "Down and Up" => DownAndUpAsync(),
        "a new image" => NewImageAsync(),
        _ => BackupAndRestoreAsync(),
    };

    private async Task DownAndUpAsync(params string[] restore)
    {
        await TargetAsync("Down");
        if (restore.Length > 0)
            await TargetAsync("Restore", restore);
        await TargetAsync("Up");
        await _bench.Sandbox.RestartInternetAsync();
    }

    private async Task NewImageAsync()
    {
        var before = await LayersAsync();
        _bench.Sandbox.Set("WORKSPACE_PACKAGES", "tree");
        await TargetAsync("Up");
        await DoAsync("tree --version");

        // One more package builds no toolchain again: below theirs are the base's, Debian's, and two with the authorities.
        var after = await LayersAsync();
        after.ShouldNotBe(before);
        before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count().ShouldBeGreaterThanOrEqualTo(FeatureCatalogue.Slots + 4);
    }

    private async Task BackupAndRestoreAsync()
    {
        var file = _bench.Sandbox.Beside("home.tar.gz");
        var named = await _bench.HostAsync("Backup", TestContext.CurrentContext.CancellationToken, $"--file={file}");
        named.ExitCode.ShouldBe(1, named.Output);
        named.Error.Split('\n').Where(line => line.StartsWith("  /root/", StringComparison.Ordinal)).Select(line => line.Trim().Split(':')[0]).ShouldBe(
            ["/root/.claude/.credentials.json", "/root/.codex/auth.json", "/root/.gemini/gemini-credentials.json"], named.Error);

        await TargetAsync("Backup", $"--file={file}", "--with-secrets");
        await DoAsync("cd && rm -rf .claude .claude.json .codex .gemini && ls -A");
        await DownAndUpAsync($"--file={file}", "--yes");
    }

    private async Task SignInToGeminiAsync()
    {
        var cancellation = TestContext.CurrentContext.CancellationToken;
        await using var terminal = await Terminal.OpenAsync(_bench.Command("Shell", "--folder=calc", "--command=env -u GEMINI_API_KEY gemini"), cancellation);
        await terminal.AnswerAsync("How would you like to authenticate", ["Down"], cancellation);
        await terminal.AnswerAsync("● 2. Use Gemini API Key", ["Enter"], cancellation);
        await terminal.AnswerAsync("Paste your API key here", ["placeholder", "Enter"], cancellation);
        await terminal.AnswerAsync("Type your message", ["/quit", "Enter"], cancellation);
        (await terminal.EndAsync(cancellation)).ShouldBe(0);
    }

    private async Task<string[]> LayersAsync() => (await _bench.Sandbox.EngineAsync(
        "image", "inspect", "--format", "{{range .RootFS.Layers}}{{.}} {{end}}", $"{_bench.Sandbox.Name}-workspace")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> DoAsync(string line) => Done(await _bench.ExecuteAsync(line, TestContext.CurrentContext.CancellationToken));

    private async Task TargetAsync(string target, params string[] more) =>
        Done(await _bench.HostAsync(target, TestContext.CurrentContext.CancellationToken, more));

    private static string Done(CommandResult result)
    {
        result.ExitCode.ShouldBe(0, result.Error + result.Output);
        return result.Output;
    }
}
