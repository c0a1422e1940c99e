using System.Security.Cryptography;
using System.Text.Json;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>An agent that plants what a host would run, and a user who looks.</summary>
public sealed class ReviewTests
{
    private readonly string _name = $"review-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>Below the mounted folder, whichever that is.</summary>
    private string Folder => _name;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var up = await RunAsync("Up");
        up.ExitCode.ShouldBe(0, up.Error);
        (await ExecAsync($"mkdir {Folder} && cd {Folder} && git init --quiet . && echo '{{\"scripts\":{{\"test\":\"jest\"}}}}' > package.json")).ExitCode.ShouldBe(0);
        (await RunAsync("Review", "--accept")).ExitCode.ShouldBe(0);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await ExecAsync($"rm -rf {Folder}");
        var removed = await RunAsync("Cleanup", "--yes");
        var remembered = Directory.Exists(Path.Combine(BuildScript.Of(_name).Reviews, _name));
        Directory.Delete(BuildScript.Of(_name).Home, recursive: true);

        removed.ExitCode.ShouldBe(0, removed.Error);
        remembered.ShouldBeFalse("Cleanup forgets what Review compared with");
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_name_what_an_agent_planted_until_it_is_accepted(CancellationToken cancellation)
    {
        var clean = await RunAsync("Review");
        clean.Output.ShouldContain("nothing to look at");
        clean.ExitCode.ShouldBe(0, clean.Error);

        var planted = await ExecAsync(
            $$"""
            set -e; cd {{Folder}}
            git config core.fsmonitor ./evil.sh
            printf '#!/bin/sh\n' > .git/hooks/post-checkout
            mkdir -p .vscode .github/workflows
            echo '{}' > .vscode/tasks.json
            echo 'on: push' > .github/workflows/ci.yml
            echo '{"scripts":{"test":"jest","postinstall":"node evil.js"},"version":"2"}' > package.json
            ln -s /etc/passwd accounts
            cp /bin/true root; chmod 4755 root
            touch "$(printf 'hidden\033[2K.lnk')"
            echo harmless > README.md
            """);
        planted.ExitCode.ShouldBe(0, planted.Error);

        // A second start must not take the agent's work for the user's.
        (await RunAsync("Up")).ExitCode.ShouldBe(0);
        var seen = await RunAsync("Review");

        seen.ExitCode.ShouldBe(1);
        foreach (var line in new[]
        {
            $"changed   {Folder}/.git/config", "+ core.fsmonitor = ./evil.sh", $"new       {Folder}/.git/hooks/post-checkout", $"new       {Folder}/.vscode/tasks.json",
            $"new       {Folder}/.github/workflows/ci.yml", $"changed   {Folder}/package.json", "+ scripts.postinstall = node evil.js", $"new       {Folder}/accounts (a link)",
            "+ -> /etc/passwd", $"new       {Folder}/root (setuid, executable)", $@"new       {Folder}/hidden\u{{1b}}[2K.lnk",
        })
        {
            seen.Output.ShouldContain(line);
        }

        seen.Output.ShouldNotContain("README.md");
        seen.Output.ShouldNotContain("\e");
        (await RunAsync("Review", "--accept")).ExitCode.ShouldBe(0);
        var accepted = await RunAsync("Review");
        accepted.ExitCode.ShouldBe(0, accepted.Output);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_show_all_there_is_and_print_json_that_says_the_same(CancellationToken cancellation)
    {
        var all = await RunAsync("Review", "--all");
        all.ExitCode.ShouldBe(1);
        all.Output.ShouldContain("as before");

        var json = await RunAsync("Review", "--all", "--json");
        json.ExitCode.ShouldBe(1);
        using var read = JsonDocument.Parse(json.Output);
        read.RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("path").GetString())
            .ShouldContain($"{Folder}/package.json");
    }

    private Task<CommandResult> RunAsync(string target, params string[] more) =>
        BuildScript.RunAsync(target, _name, TestContext.CurrentContext.CancellationToken, more);

    private Task<CommandResult> ExecAsync(string line) => RunAsync("Exec", $"--command={line}");
}
