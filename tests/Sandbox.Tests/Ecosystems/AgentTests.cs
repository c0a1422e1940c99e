using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Ecosystems;

/// <summary>Claude Code from npm's registry, from the preset that it needs to its request for a model.</summary>
public sealed class AgentTests
{
    private const string Model = "api.anthropic.com:443";

    [SetUp]
    public async Task BeginWithoutAPresetAsync()
    {
        if (await Registries.TroubleAsync(BaseEcosystems.Npm) is { } trouble)
            Assert.Ignore(trouble);
        await EcosystemSetup.Sandbox.ListAsync();
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_name_the_preset_when_it_is_missing_and_nobody_is_there_to_ask(CancellationToken cancellation)
    {
        var refused = await RunAsync(cancellation, "--agent=claude-code", "--", "--version");

        refused.ExitCode.ShouldBe(125);
        refused.Error.ShouldContain("claude-code needs @claude-code");
        refused.Error.ShouldContain($"--target=Allow --name={EcosystemSetup.Sandbox.Name} --domain=@claude-code");
        EcosystemSetup.Sandbox.List.ShouldNotContain("@claude-code");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_what_to_write_when_the_agent_is_not_in_the_image(CancellationToken cancellation)
    {
        var refused = await RunAsync(cancellation, "--agent=codex");

        refused.ExitCode.ShouldBe(125);
        refused.Error.ShouldContain("WORKSPACE_FEATURES=node claude-code codex");
        (await RunAsync(cancellation, "--agent=claude-cod")).Error.ShouldContain("Did you mean --agent=claude-code?");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_be_refused_its_models_while_the_preset_is_missing(CancellationToken cancellation)
    {
        // It tries again and again: whether it is refused is what counts, and not how it takes that.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = EcosystemSetup.Sandbox.ExecuteAsync("ANTHROPIC_API_KEY=sk-none timeout 60 claude --print hello", end.Token);
        while (!(await EcosystemSetup.Sandbox.LogAsync(cancellation)).Contains($"DENY  {Model}  not in allowed-sites.txt", StringComparison.Ordinal))
            await Task.Delay(500, cancellation);

        await end.CancelAsync();
        await asking.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_add_the_preset_when_told_to_and_run_the_agent_with_its_words_and_exit_code(CancellationToken cancellation)
    {
        var version = await RunAsync(cancellation, "--agent=claude-code", "--yes", "--", "--version");

        version.ExitCode.ShouldBe(0, version.Error);
        version.Output.ShouldContain("(Claude Code)");
        version.Output.ShouldContain("  + api.anthropic.com 443");
        EcosystemSetup.Sandbox.List.ShouldContain("@claude-code  # for claude-code\n");
        (await RunAsync(cancellation, "--agent=claude-code", "--", "--no-such-option")).ExitCode.ShouldBe(1);
    }

    private static Task<CommandResult> RunAsync(CancellationToken cancellation, params string[] more) =>
        EcosystemSetup.Sandbox.HostAsync("Agent", cancellation, more);
}
