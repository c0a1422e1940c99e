using System.Text.Json;
using AiSandbox.Host.Platform.Commands;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Agents;

/// <summary>One sandbox with all agents, a repository with a wrong sum in it, and what is seen of an agent from outside.</summary>
/// <param name="sandbox">The sandbox.</param>
internal sealed class AgentBench(ToolSandbox sandbox) : IAsyncDisposable
{
    /// <summary>What is in its image. Whoever names the same at the same time gets the same image.</summary>
    public const string Features = "node claude-code codex gemini-cli";

    // A test that says what is wrong, in a repository with a commit that nobody signed.
    private const string Make = """
        cd /root/workspace && rm -rf calc && mkdir calc && cd calc && git init -q
        printf 'def add(a, b):\n    return a - b\n' > calc.py
        printf 'from calc import add\nassert add(2, 3) == 5\nprint("the sum is right")\n' > test_calc.py
        git add -A && git -c commit.gpgsign=false commit -q -m 'A sum'
        """;

    // One for all fixtures, which wait for each other: building its image and bringing it up takes longer than what they do.
    private static readonly Lazy<Task<AgentBench>> Shared = new(StartAsync);
    private static readonly SemaphoreSlim Turn = new(1);

    private string _owner = "0:0";

    /// <summary>The hosts of the models.</summary>
    public static IReadOnlyList<string> Models { get; } =
        ["api.anthropic.com", "claude.ai", "platform.claude.com", "api.openai.com", "generativelanguage.googleapis.com"];

    private string Workspace => $"{sandbox.Name}-workspace-1";

    /// <summary>Waits until it is up and no other fixture has it; skips where npm's registry does not serve.</summary>
    public static async Task<AgentBench> TakeAsync()
    {
        var bench = await UpAsync();
        await Turn.WaitAsync();
        return bench;
    }

    /// <summary>Waits until it is up, and its image there.</summary>
    public static async Task<AgentBench> UpAsync()
    {
        if (await Registries.TroubleAsync(BaseEcosystems.Npm) is { } trouble)
            Assert.Ignore(trouble);
        return await Shared.Value;
    }

    /// <summary>Lets the next fixture have it.</summary>
    public static void Leave(AgentBench? bench)
    {
        if (bench is not null)
            Turn.Release();
    }

    /// <summary>Removes it, where there is one.</summary>
    public static async Task EndAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
            await (await Shared.Value).DisposeAsync();
    }

    // With the models on the list, and nothing else of the vendors.
    private static async Task<AgentBench> StartAsync()
    {
        // With the layers of the ecosystems' own sandbox first, which are built anyhow.
        var sandbox = await ToolSandbox.StartAsync(Features, models: Models);
        var bench = new AgentBench(sandbox);
        await sandbox.ListAsync("anthropic", "openai", "google");
        bench._owner = (await sandbox.EngineAsync("exec", bench.Workspace, "stat", "-c", "%u:%g", "/root/workspace")).Trim();
        return bench;
    }

    /// <summary>Makes the repository new, and the work somebody's.</summary>
    public async Task BeginAsync(int owner)
    {
        await OwnAsync($"{owner}:{owner}");
        var made = await sandbox.ExecuteAsync(Make, CancellationToken.None);
        made.ExitCode.ShouldBe(0, made.Output);
    }

    /// <summary>As if no agent had ever been started.</summary>
    public async Task ForgetAsync()
    {
        var forgotten = await sandbox.ExecuteAsync("rm -rf ~/.claude ~/.claude.json* ~/.codex ~/.gemini && sudo home-defaults", CancellationToken.None);
        forgotten.ExitCode.ShouldBe(0, forgotten.Output);
    }

    /// <summary>Runs an agent as a user does.</summary>
    public Task<CommandResult> RunAsync(string agent, CancellationToken cancellation, params string[] words) =>
        sandbox.HostAsync("Agent", cancellation, [$"--agent={agent}", "--", .. words]);

    /// <summary>Runs a line in the workspace.</summary>
    public Task<CommandResult> ExecuteAsync(string line, CancellationToken cancellation) =>
        sandbox.HostAsync("Exec", cancellation, "--folder=calc", $"--command={line}");

    /// <summary>The hosts that were asked for since then, with what became of it.</summary>
    public async Task<IReadOnlyList<string>> HostsAsync(int since, CancellationToken cancellation) =>
    [
        .. (await LogAsync(cancellation)).Skip(since).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 2).Select(words => $"{words[1]} {words[2]}").Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The lines of the proxy's log.</summary>
    public async Task<string[]> LogAsync(CancellationToken cancellation) =>
        (await sandbox.LogAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The paths that a host was asked for, in their order.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(string host) =>
    [
        .. (await sandbox.EngineAsync("exec", $"{sandbox.Name}-far", "cat", "/srv/internet/log.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("path", out _) && line.GetProperty("name").GetString() == host)
            .Select(line => line.GetProperty("path").GetString()!.Split('?')[0]),
    ];

    /// <summary>How often a model was asked for anything.</summary>
    public async Task<int> AskedAsync() => (await sandbox.EngineAsync("exec", $"{sandbox.Name}-far", "cat", "/srv/internet/log.jsonl"))
        .Split('\n').Count(line => line.Contains("\"service\": \"model\"", StringComparison.Ordinal));

    /// <summary>The processes in the workspace.</summary>
    public async Task<IReadOnlyList<string>> ProcessesAsync() =>
        [.. (await sandbox.EngineAsync("top", Workspace, "-o", "pid,args")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal)];

    /// <summary>What runs a target, to be stopped from outside.</summary>
    public Command Command(string target, params string[] more) => sandbox.HostCommand(target, more);

    /// <summary>Runs a target.</summary>
    public Task<CommandResult> HostAsync(string target, CancellationToken cancellation, params string[] more) => sandbox.HostAsync(target, cancellation, more);

    /// <summary>The sandbox.</summary>
    public ToolSandbox Sandbox => sandbox;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await OwnAsync(_owner); // whoever runs the tests removes the folder
        await sandbox.DisposeAsync();
    }

    private Task<string> OwnAsync(string owner) => sandbox.EngineAsync("exec", Workspace, "chown", "-R", owner, "/root/workspace");
}
