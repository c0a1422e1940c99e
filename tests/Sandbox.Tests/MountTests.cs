using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>
/// A sandbox whose mounted folder lies where somebody else, as the agent of another sandbox, can exchange it for a link at any time.
/// </summary>
[Platform("Linux")]
public sealed class MountTests
{
    private const string Exchanged = "What is mounted is not what was checked, and the sandbox was stopped";

    private readonly string _name = $"mount-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly string _shared = Directory.CreateTempSubdirectory("ai sandbox mount ").FullName;
    private EngineConnection _engine = null!;

    private string Work => Path.Combine(_shared, "work");

    // What the other agent can write to no more than to any folder of the host.
    private string Secret => Path.Combine(_shared, "secret");

    private string Link => Path.Combine(_shared, "link");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        foreach (var folder in new[] { Work, Secret })
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "which"), Path.GetFileName(folder));
        }

        Directory.CreateSymbolicLink(Link, Secret);
        (await BuildScript.RunAsync("PrepareEnv", _name, CancellationToken.None)).ExitCode.ShouldBe(0);
        var env = await File.ReadAllTextAsync(BuildScript.Of(_name).WorkspaceEnv);
        await File.WriteAllTextAsync(
            BuildScript.Of(_name).WorkspaceEnv,
            env.Replace("WORKSPACE_MOUNT=\n", $"WORKSPACE_MOUNT='{Work}'\n", StringComparison.Ordinal)
                .Replace("WORKSPACE_MOUNT_ANYWHERE=\n", "WORKSPACE_MOUNT_ANYWHERE=yes\n", StringComparison.Ordinal));
        await UpAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await BuildScript.CleanupAsync(_name);
        Directory.Delete(_shared, recursive: true);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_mount_nothing_else_when_a_link_comes_after_the_check(CancellationToken cancellation)
    {
        await UpAsync(cancellation);
        // Whatever the container starts is the agent's by now, but for what holds it.
        (await ExecAsync(
            """
            for program in /usr/local/bin/workspace-start /usr/bin/test /usr/bin/tini; do
              mv $program $program.old; printf '#!/bin/sh\n: > /root/workspace/planted\nexec %s.old "$@"\n' $program > $program; chmod 755 $program
            done; mkdir -p ~/.local/bin; cp /usr/bin/test ~/.local/bin/test
            """,
            cancellation)).ExitCode.ShouldBe(0);
        (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);

        var attacked = await UpWhileAsync(ExchangeOnceTheGateRunsAsync, cancellation);
        Swap();

        attacked.ExitCode.ShouldBe(ExitCodes.Failed, attacked.Output);
        attacked.Error.ShouldContain(Exchanged);
        attacked.Error.ShouldContain(Secret);
        (await RunningAsync(cancellation)).ShouldBeEmpty();
        File.Exists(Path.Combine(Secret, "planted")).ShouldBeFalse("nothing of the agent's ran where the other folder was mounted");

        await UpAsync(cancellation);
        (await ExecAsync("cat which", cancellation)).Output.ShouldBe("work");
        File.Exists(Path.Combine(Work, "planted")).ShouldBeTrue("the positive control: what was planted does run");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_make_the_container_anew_when_what_holds_it_was_changed(
        [Values(
            "printf '#!/bin/sh\\n: > /root/workspace/planted\\n' > /tmp/x; chmod 755 /tmp/x; rm /busybox; mv /tmp/x /busybox",
            // As long as it was and as old: some of the engine's stores see no change then.
            "cp -p /busybox /tmp/x; truncate -s 0 /busybox; printf '#!/bin/sh\\n: > /root/workspace/planted\\n' > /busybox; "
            + "truncate -s $(stat -c %s /tmp/x) /busybox; touch -r /tmp/x /busybox")]
        string change,
        CancellationToken cancellation)
    {
        await UpAsync(cancellation);
        File.Delete(Path.Combine(Work, "planted"));
        (await ExecAsync(change, cancellation)).ExitCode.ShouldBe(0);
        (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);

        await UpAsync(cancellation);

        File.Exists(Path.Combine(Work, "planted")).ShouldBeFalse();
        (await ExecAsync("/busybox cat which", cancellation)).Output.ShouldBe("work");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_never_come_up_with_another_folder_while_somebody_exchanges_it_all_the_time(CancellationToken cancellation)
    {
        await UpAsync(cancellation);
        // The sandbox whose agent it is: without it, a link on the way is the owner's own.
        await _engine.RunAsync(
            ["create", "--name", $"{_name}-other", "--label", $"{SandboxLabels.Sandbox}={_name}", "--label", "com.docker.compose.service=workspace",
             "--mount", $"type=bind,source={_shared},target=/root/workspace", $"{_name}-workspace"], cancellation);
        for (var tries = 0; tries < 4; tries++)
        {
            (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
            var attacked = await UpWhileAsync(ExchangeAllTheTimeAsync, cancellation);
            var seen = attacked.ExitCode == 0 ? (await ExecAsync("cat which", cancellation)).Output : "";
            if (new DirectoryInfo(Work).LinkTarget is not null)
                Swap();

            seen.ShouldBeOneOf("", "work", attacked.Error);
            if (attacked.ExitCode != 0)
                (await RunningAsync(cancellation)).ShouldBeEmpty(attacked.Error);
        }

        await _engine.RunAsync(["rm", $"{_name}-other"], cancellation);
        await UpAsync(cancellation);
        (await ExecAsync("cat which", cancellation)).Output.ShouldBe("work", "the positive control");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_stand_in_the_gates_network_again_when_the_gate_was_killed_and_started(CancellationToken cancellation)
    {
        await UpAsync(cancellation);
        (await NetworkAsync("workspace")).ShouldBe(await NetworkAsync("gate"), "the positive control");
        await _engine.RunAsync(["kill", $"{_name}-gate-1"], cancellation);
        await _engine.RunAsync(["start", $"{_name}-gate-1"], cancellation);
        (await NetworkAsync("workspace")).ShouldNotBe(await NetworkAsync("gate"));

        await UpAsync(cancellation);

        (await NetworkAsync("workspace")).ShouldBe(await NetworkAsync("gate"));
        (await ExecAsync("curl -sS -o /dev/null https://refused.invalid/", cancellation)).Error.ShouldContain("403");

        async Task<string> NetworkAsync(string service) =>
            await _engine.RunAsync(["exec", $"{_name}-{service}-1", "readlink", "/proc/self/ns/net"], cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_name_a_bridge_that_looks_public_among_what_no_name_may_lead_to(CancellationToken cancellation)
    {
        var policy = Path.Combine(BuildScript.Of(_name).Configs, "proxy", "squid.conf");
        var (network, subnet) = ($"{_name}-bridge", $"215.9.{RandomNumberGenerator.GetInt32(256)}.0/24");
        await _engine.RunAsync(["network", "create", "--subnet", subnet, "--label", $"{SandboxLabels.Sandbox}={_name}", network], cancellation);
        try
        {
            await UpAsync(cancellation);
            Own().ShouldContain($" {subnet}");
            var bridge = await _engine.RunAsync(["network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", $"{_name}_public"], cancellation);
            Own().ShouldContain($" {bridge.Trim()}");
        }
        finally
        {
            await _engine.RunAsync(["network", "rm", network], CancellationToken.None);
        }

        await UpAsync(cancellation);
        Own().ShouldNotContain(subnet);

        string Own() => File.ReadLines(policy).Single(line => line.StartsWith("acl own_dst dst ", StringComparison.Ordinal));
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_read_what_lies_beside_and_hide_what_is_named_wherever_it_is_moved(CancellationToken cancellation)
    {
        var settings = await File.ReadAllTextAsync(BuildScript.Of(_name).WorkspaceEnv, cancellation);
        foreach (var file in new[] { "work/app/.env", "work/app/secrets/key", "lib/.env", "lib/code" })
            await WriteAsync(file, "of the host");
        await WriteAsync("work/other", "other");
        await File.WriteAllTextAsync(
            BuildScript.Of(_name).WorkspaceEnv, settings.Replace("WORKSPACE_MOUNTS=\n", $"WORKSPACE_MOUNTS='{Path.Combine(_shared, "lib")}'\n", StringComparison.Ordinal)
                .Replace("WORKSPACE_HIDE=\n", "WORKSPACE_HIDE=.env,secrets/\n", StringComparison.Ordinal),
            cancellation);
        try
        {
            var up = await BuildScript.RunAsync("Up", _name, cancellation);
            up.ExitCode.ShouldBe(0, up.Error + up.Output);
            up.Output.ShouldContain("Hidden from the agent: /mnt/lib/.env, /root/workspace/app/.env, /root/workspace/app/secrets.");

            (await ExecAsync("cat /mnt/lib/code; cat /mnt/lib/.env app/.env; ls app/secrets", cancellation)).Output.Trim().ShouldBe("of the host");
            (await ExecAsync("touch /mnt/lib/new 2>&1; mv app/.env app/x 2>&1; rm -rf app/secrets 2>&1; ln app/.env x 2>&1; true", cancellation)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .ShouldSatisfyAllConditions(
                    lines => lines.Length.ShouldBe(4), lines => lines[0].ShouldEndWith("Read-only file system"), lines => lines[1].ShouldEndWith("Device or resource busy"),
                    lines => lines[2].ShouldEndWith("Device or resource busy"), lines => lines[3].ShouldEndWith("Invalid cross-device link"));

            // The folder above it goes where no walk would look, and the next start finds it.
            (await ExecAsync("mkdir .git && mv app .git/app && cat .git/app/.env", cancellation)).ShouldSatisfyAllConditions(
                moved => moved.ExitCode.ShouldBe(0, moved.Error), moved => moved.Output.ShouldBe(""));
            (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
            await UpAsync(cancellation);
            (await ExecAsync("cat .git/app/.env; ls .git/app/secrets; cat other", cancellation)).Output.Trim().ShouldBe("other");

            // An editor of the host saves it, and that takes the cover away until Up.
            await WriteAsync("work/saved", "anew");
            File.Move(Path.Combine(Work, "saved"), Path.Combine(Work, ".git", "app", ".env"), overwrite: true);
            (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldContain("the agent can read what WORKSPACE_HIDE names: /root/workspace/.git/app/.env, new or replaced since Up");
            await UpAsync(cancellation);
            (await ExecAsync("cat .git/app/.env; cat other", cancellation)).Output.Trim().ShouldBe("other");
            (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldNotContain("WORKSPACE_HIDE");

            // While Up runs: what the settings were checked for is not what stands there when it starts.
            (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
            var attacked = await UpWhileAsync(MoveOnceTheGateRunsAsync, cancellation);
            attacked.ExitCode.ShouldBe(ExitCodes.Failed, attacked.Output);
            attacked.Error.ShouldContain("/root/workspace/moved/.env, /root/workspace/moved/secrets came while Up ran, and nothing hides it");
            (await RunningAsync(cancellation)).ShouldBeEmpty();
        }
        finally
        {
            await File.WriteAllTextAsync(BuildScript.Of(_name).WorkspaceEnv, settings, CancellationToken.None);
        }

        async Task WriteAsync(string file, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_shared, file))!);
            await File.WriteAllTextAsync(Path.Combine(_shared, file), text, cancellation);
        }
    }

    private async Task MoveOnceTheGateRunsAsync(CancellationToken cancellation)
    {
        while (!(await RunningAsync(cancellation)).Contains("gate", StringComparison.Ordinal))
            await Task.Delay(20, cancellation);
        Directory.Move(Path.Combine(Work, ".git", "app"), Path.Combine(Work, "moved"));
    }

    // The settings are read by then, and the workspace is still to come.
    private async Task ExchangeOnceTheGateRunsAsync(CancellationToken cancellation)
    {
        while (!(await RunningAsync(cancellation)).Contains("gate", StringComparison.Ordinal))
            await Task.Delay(20, cancellation);
        Swap();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private async Task ExchangeAllTheTimeAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Swap();
            await Task.Delay(Random.Shared.Next(40), cancellation);
        }
    }

    private async Task<CommandResult> UpWhileAsync(Func<CancellationToken, Task> attack, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var attacking = Task.Run(() => attack(end.Token), end.Token);
        var up = await BuildScript.RunAsync("Up", _name, cancellation);
        await end.CancelAsync();
        await attacking.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        return up;
    }

    private async Task UpAsync(CancellationToken cancellation)
    {
        var up = await BuildScript.RunAsync("Up", _name, cancellation);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    private Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) =>
        BuildScript.RunAsync("Exec", _name, cancellation, $"--command={line}");

    private async Task<string> RunningAsync(CancellationToken cancellation) =>
        await _engine.RunAsync(["ps", "--format", "{{.Names}}", "--filter", $"label={SandboxLabels.Sandbox}={_name}"], cancellation);

    private void Swap() => NativeMethods.Exchange(-100, Work, -100, Link, 2).ShouldBe(0); // AT_FDCWD, RENAME_EXCHANGE

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "renameat2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Exchange(
            int from, [MarshalAs(UnmanagedType.LPUTF8Str)] string one, int to, [MarshalAs(UnmanagedType.LPUTF8Str)] string other, uint flags);
    }
}
