using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Agents;

/// <summary>An agent from nothing: no feature, no preset, no key, and no sandbox that is up.</summary>
public sealed class FirstStartTests
{
    private readonly string _name = $"first-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private CheckoutCopy _copy = null!;

    private Checkout Home => _copy.Of(_name);

    [SetUp]
    public async Task BeginAsync()
    {
        await AgentBench.UpAsync(); // whose image is the one that is made here
        _copy = new CheckoutCopy();
        AgentVersions.Pin(_copy.Root);
        _copy.Write(Path.Combine(Home.Home, "ca.pem"), TestAuthority.Bundle());
        _copy.Write(Home.WorkspaceEnv, "WORKSPACE_CA=ca.pem\nWORKSPACE_FEATURES=node, claude-code, gemini-cli\n");
        _copy.Write(Home.AllowedSites, $"{ToolSandbox.Kept}\n");
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        if (_copy is null)
            return;

        var removed = await _copy.RunAsync("Cleanup", _name, CancellationToken.None, "--yes");
        _copy.Dispose();
        removed.ExitCode.ShouldBe(0, removed.Error);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_which_lines_to_write_and_write_none_when_there_is_nobody_to_ask(CancellationToken cancellation)
    {
        var (env, list) = (await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation), await File.ReadAllTextAsync(Home.AllowedSites, cancellation));

        var said = await _copy.RunAsync("Agent", _name, cancellation, "--agent=codex", "--", "exec", "x");

        said.ExitCode.ShouldBe(125);
        said.Error.ShouldContain(
            $"""
            codex is not in the workspace's image. What it needs, a line each:
              sandboxes/{_name}/env/workspace.env: WORKSPACE_FEATURES=node claude-code gemini-cli codex
              A key, where you have one: ./build.sh --target=PrepareKeys --name={_name} --vendor=openai --key-file=FILE
              sandboxes/{_name}/allowed-sites.txt: @codex, where you sign in inside
            """);
        said.Error.ShouldContain($"--target=Up --name={_name}");
        (await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation)).ShouldBe(env);
        (await File.ReadAllTextAsync(Home.AllowedSites, cancellation)).ShouldBe(list);
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(900_000)]
    public async Task Should_ask_write_what_is_agreed_to_bring_it_up_and_start_it_in_a_terminal(CancellationToken cancellation)
    {
        var shown = Path.Combine(_copy.Root, "shown");
        (string Until, string Keys)[] answers =
        [
            ("is not in the workspace's image", "y\r"),
            ("The key of openai", "sk-typed-in-the-terminal\r"),
        ];
        var host = _copy.Command("Agent", _name, "--agent=codex", "--", "--version");
        var run = new Command("script", "--quiet", "--flush", "--return", "--command", $"exec {host}", shown)
        {
            WorkingDirectory = host.WorkingDirectory,
            Environment = new Dictionary<string, string?>(host.Environment, StringComparer.Ordinal) { ["SHELL"] = "/bin/bash", ["TERM"] = "xterm" },
            Feed = (keys, token) => AnswerAsync(keys, shown, answers, token),
        };

        var started = await new CommandRunner().TryAsync(run, cancellation);

        started.ExitCode.ShouldBe(0, started.Output);
        started.Output.ShouldContain("codex-cli ");
        started.Output.ShouldNotContain("sk-typed-in-the-terminal");
        var env = await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation);
        env.ShouldContain("WORKSPACE_FEATURES=node,claude-code,gemini-cli,codex\n");
        env.ShouldNotContain("sk-typed-in-the-terminal");
        (await File.ReadAllTextAsync(Path.Combine(Home.Configs, "gateway", "keys", "openai"), cancellation)).ShouldBe("sk-typed-in-the-terminal\n");
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(900_000)]
    public async Task Should_write_nothing_when_the_answer_is_no(CancellationToken cancellation)
    {
        var env = await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation);
        var shown = Path.Combine(_copy.Root, "shown");
        var host = _copy.Command("Agent", _name, "--agent=codex");
        var run = new Command("script", "--quiet", "--flush", "--return", "--command", $"exec {host}", shown)
        {
            WorkingDirectory = host.WorkingDirectory,
            Environment = new Dictionary<string, string?>(host.Environment, StringComparer.Ordinal) { ["SHELL"] = "/bin/bash", ["TERM"] = "xterm" },
            Feed = (keys, token) => AnswerAsync(keys, shown, [("is not in the workspace's image", "n\r")], token),
        };

        (await new CommandRunner().TryAsync(run, cancellation)).ExitCode.ShouldBe(125);

        (await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation)).ShouldBe(env);
    }

    // script hands on the end of its input, which is an answer too: it stays open until all is over.
    private static async Task AnswerAsync(Stream keys, string shown, IEnumerable<(string Until, string Keys)> answers, CancellationToken cancellation)
    {
        foreach (var (until, answer) in answers)
        {
            while (!File.Exists(shown) || !Words(await File.ReadAllTextAsync(shown, cancellation)).Contains(Words(until), StringComparison.Ordinal))
                await Task.Delay(100, cancellation);
            await keys.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellation);
            await keys.FlushAsync(cancellation);
        }

        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);

        // A terminal breaks lines where they are full.
        static string Words(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }
}
