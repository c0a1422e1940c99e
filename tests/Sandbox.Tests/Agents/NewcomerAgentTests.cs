using System.Diagnostics;
using AiSandbox.Host.Platform.Commands;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Agents;

/// <summary>
/// The way of the README, from a clone that was never compiled to a commit that Claude Code has made, signed and pushed, with the words
/// and answers of somebody who is new here. What is simulated is the forge and the model.
/// </summary>
[Platform("Linux")]
public sealed class NewcomerAgentTests
{
    private WholeCheckout _checkout = null!;

    [OneTimeSetUp]
    public async Task CloneAsync()
    {
        await Terminal.RequireAsync();
        if (await Registries.TroubleAsync(BaseEcosystems.Npm) is { } trouble)
            Assert.Ignore(trouble);
        _checkout = await WholeCheckout.CreateAsync("newcomer-agent", compiled: false);
        AgentVersions.Pin(_checkout.Root);
        foreach (var (name, text) in new[]
        {
            ("ca.pem", TestAuthority.Bundle()), ("env/workspace.env", "WORKSPACE_CA=ca.pem\n"),
            ("allowed-sites.txt", $"{Forge.Host} private\nplatform.claude.com private\n"),
            // The model is played on a private network.
            ("env/vendors/anthropic.txt", await File.ReadAllTextAsync(Path.Combine(_checkout.Root, "templates", "vendors", "anthropic.txt"), CancellationToken.None) + "private: yes\n"),
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_checkout.Root, name))!);
            await File.WriteAllTextAsync(Path.Combine(_checkout.Root, name), text, CancellationToken.None);
        }
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_checkout is not null)
            await _checkout.DisposeAsync();
    }

    [Test]
    [CancelAfter(1_200_000)]
    public async Task Should_come_from_a_clone_to_a_signed_commit_that_the_agent_has_pushed(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();

        await _checkout.DoAsync("Up", cancellation);
        await _checkout.DoAsync("PrepareSsh", cancellation, "--git-username=Ada", "--git-email=ada@ai-sandbox.example");
        var forge = await Forge.StartWithModelsAsync(_checkout.DockerAsync, _checkout.Name);
        // A host of one's own is pinned: docs/git.md.
        var key = await _checkout.DockerAsync("exec", forge, "cat", "/srv/internet/ssh_host_ed25519_key.pub");
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, "configs", ".ssh", "known_hosts.own"), $"{Forge.Host} {key}", cancellation);
        await _checkout.DoAsync("Up", cancellation);
        var cloned = await _checkout.ExecAsync(
            $"git clone --quiet git@{Forge.Host}:/srv/git/{Forge.Repository}.git calc && cd calc && printf 'def add(a, b):\\n    return a - b\\n' > calc.py "
                + "&& printf 'from calc import add\\nassert add(2, 3) == 5\\nprint(\"the sum is right\")\\n' > test_calc.py && git add . && git commit --quiet -m 'A sum' && git push --quiet origin main",
            cancellation);
        cloned.ExitCode.ShouldBe(0, cloned.Error);

        var agent = new Command(Path.Combine(_checkout.Root, "build.sh"), "--target=Agent", "--agent=claude-code") { WorkingDirectory = _checkout.Root, Environment = _checkout.Variables };
        await using var terminal = await Terminal.OpenAsync(agent, cancellation);
        await terminal.AnswerAsync("claude-code is not in the workspace's image", ["y", "Enter"], cancellation);
        await terminal.AnswerAsync("The key of anthropic", ["sk-ant-of-the-gateway", "Enter"], cancellation);
        var task = FirstTask.All["claude-code"];
        task = task with { Notice = ("Enter to stay in auto mode", ["Enter"]) };
        (await task.DoAsync(terminal, "Mend the sum, run its test, commit and push.", cancellation)).ShouldBe(0);

        await TestContext.Out.WriteLineAsync($"{clock.Elapsed.TotalSeconds:0} s from the clone to the push");
        var there = await _checkout.DockerAsync("exec", forge, "git", "-C", $"/srv/git/{Forge.Repository}.git", "log", "-2", "--format=%an <%ae> %s", "main");
        there.ShouldBe("Ada <ada@ai-sandbox.example> Mend the sum\nAda <ada@ai-sandbox.example> A sum\n");
        var verified = await _checkout.ToolAsync(
            "git",
            ["-c", "safe.directory=*", "-c", $"gpg.ssh.allowedSignersFile={Path.Combine(_checkout.Root, "configs", ".ssh", "allowed_signers")}",
             "-C", Path.Combine(_checkout.Root, "projects", "calc"), "verify-commit", "HEAD"],
            cancellation);
        verified.Error.ShouldContain("Good \"git\" signature for ada@ai-sandbox.example");

        // The keys are outside, and the agent has used them there.
        var searched = await _checkout.ExecAsync("! grep -rslF 'OPENSSH PRIVATE KEY' /root /etc /run /tmp && ssh-add -l | wc -l", cancellation);
        searched.Output.ShouldBe("2\n", searched.Error);
        // In two parts, so that the search does not find itself.
        (await _checkout.ExecAsync("k=sk-ant-of-the; ! grep -rslF \"$k-gateway\" /root /etc /run /tmp /proc/[0-9]*/environ", cancellation)).ExitCode.ShouldBe(0, "the model's key is outside");
    }
}
