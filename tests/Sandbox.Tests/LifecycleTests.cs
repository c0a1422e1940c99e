using System.Security.Cryptography;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>A sandbox of its own from Up to Cleanup, through the entry script.</summary>
public sealed class LifecycleTests
{
    private readonly string _name = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private EngineConnection _engine = null!;

    private Checkout Home => BuildScript.Of(_name);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        await UpAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await BuildScript.CleanupAsync(_name);

        (await CountAsync(CancellationToken.None)).ShouldBe(0, "Cleanup leaves nothing behind");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_do_nothing_twice_when_it_is_up_already(CancellationToken cancellation)
    {
        var before = await DockerAsync(cancellation, "inspect", "--format", "{{.Id}}", $"{_name}-workspace-1");
        await UpAsync(cancellation);

        (await DockerAsync(cancellation, "inspect", "--format", "{{.Id}}", $"{_name}-workspace-1")).ShouldBe(before);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_start_what_it_made_without_Compose_until_something_changes(CancellationToken cancellation)
    {
        await UpAsync(cancellation);
        (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
        var again = await BuildScript.RunAsync("Up", _name, cancellation, "--timing");
        var other = await BuildScript.RunAsync("Up", _name, cancellation, "--timing", "--runtime=runc");

        again.ExitCode.ShouldBe(0, again.Error + again.Output);
        again.Error.ShouldContain("docker start ");
        again.Error.ShouldNotContain("docker compose ");
        other.ExitCode.ShouldBe(0, other.Error + other.Output);
        other.Error.ShouldContain("docker compose ");
        await UpAsync(cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_not_take_an_image_for_its_own_that_was_made_from_it(CancellationToken cancellation)
    {
        const string Id = "{{.Id}}";
        var image = await DockerAsync(cancellation, "image", "inspect", "--format", Id, $"{_name}-workspace");
        // All labels and layers of the workspace's, and on top of them what an agent left there.
        var planted = await DockerAsync(cancellation, "commit", $"{_name}-workspace-1", $"{_name}-workspace");
        try
        {
            (await DockerAsync(cancellation, "image", "inspect", "--format", Id, $"{_name}-workspace")).ShouldBe(planted);

            await UpAsync(cancellation);

            (await DockerAsync(cancellation, "image", "inspect", "--format", Id, $"{_name}-workspace")).ShouldBe(image);
        }
        finally
        {
            await DockerAsync(cancellation, "image", "rm", planted.Trim());
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_go_on_with_containers_that_are_paused_when_it_goes_up(CancellationToken cancellation)
    {
        await DockerAsync(cancellation, "pause", $"{_name}-workspace-1", $"{_name}-guard-1");

        await UpAsync(cancellation);

        (await ExecAsync("echo awake", cancellation)).Output.ShouldBe("awake\n");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_name_what_apt_installed_before_the_container_is_made_anew(CancellationToken cancellation)
    {
        // As apt leaves it; nothing is fetched.
        await DockerAsync(cancellation, "exec", "--user", "root", $"{_name}-workspace-1", "bash", "-c",
            """printf 'Package: htop\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3\n\n' >> /var/lib/dpkg/status""");
        var kept = await BuildScript.RunAsync("Up", _name, cancellation);
        var settings = await File.ReadAllTextAsync(Home.WorkspaceEnv, cancellation);
        CommandResult lost;
        try
        {
            await File.WriteAllTextAsync(Home.WorkspaceEnv, settings.Replace("WORKSPACE_PIDS=", "WORKSPACE_PIDS=3000", StringComparison.Ordinal), cancellation);
            lost = await BuildScript.RunAsync("Up", _name, cancellation);
        }
        finally
        {
            await File.WriteAllTextAsync(Home.WorkspaceEnv, settings, CancellationToken.None);
        }

        kept.Output.ShouldNotContain("htop");
        lost.ExitCode.ShouldBe(0, lost.Error);
        lost.Output.ShouldContain("This removes what was installed in it: htop");
        lost.Output.ShouldContain("  WORKSPACE_PACKAGES=htop");
        (await ExecAsync("grep -c 'Package: htop' /var/lib/dpkg/status", cancellation)).Output.ShouldBe("0\n");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_of_which_day_the_packages_of_each_image_are(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        foreach (var service in SandboxImages.Services)
        {
            var day = PackageDay.Parse(await DockerAsync(
                cancellation, "image", "inspect", "--format", $"{{{{index .Config.Labels \"{SandboxLabels.Packages}\"}}}}", $"{_name}-{service}"));
            day.ShouldNotBeNull(service).ShouldBeInRange(today.AddDays(-PackageDay.Kept), today);
        }

        (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldMatch(@"(?m)^workspace image .*, packages of \d{4}-\d\d-\d\d$");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_pass_output_input_words_and_exit_code_through(CancellationToken cancellation)
    {
        var words = await BuildScript.RunAsync(["--target=Exec", $"--name={_name}", "--", "printf", "%s|", "a b", "$HOME", ""], cancellation);
        words.Output.ShouldBe("a b|$HOME||");
        words.Error.ShouldBeEmpty();

        var line = await ExecAsync("echo $HOME $PWD; exit 42", cancellation);
        line.Output.ShouldBe("/root /root/workspace\n");
        line.ExitCode.ShouldBe(42);
    }

    [Test]
    [Platform("Unix")]
    [CancelAfter(600_000)]
    public async Task Should_pass_standard_input_through_when_PowerShell_pipes_it(CancellationToken cancellation)
    {
        var result = await PowerShell.TypeAsync($"'abc' | ./build.ps1 --target=Exec --name={_name} --command=cat", cancellation);

        result.Output.ShouldBe("abc\n", result.Error);
    }

    [TestCase("", 0, "true")]
    [TestCase("", 1, "false")]
    [TestCase("", 2, "bash", "-c", "exit 2")]
    [TestCase("", 126, "/root/workspace")]
    [TestCase("", 127, "no-such-program")]
    [TestCase("Targets that know it: Lint.", 125, "--fix", "true")]
    [TestCase("Exec needs a command", 125)]
    [CancelAfter(600_000)]
    public async Task Should_tell_the_commands_code_from_the_hosts_own(string said, int code, params string[] words)
    {
        var result = await BuildScript.RunAsync(["Exec", $"--name={_name}", .. words], TestContext.CurrentContext.CancellationToken);

        result.ExitCode.ShouldBe(code, result.Error);
        result.Error.ShouldContain(said);
    }

    // Docker itself ends with 1 here.
    [Test]
    [CancelAfter(600_000)]
    public async Task Should_end_with_125_when_the_workspace_is_paused(CancellationToken cancellation)
    {
        await DockerAsync(cancellation, "pause", $"{_name}-workspace-1");
        try
        {
            var result = await ExecAsync("true", cancellation);
            result.ExitCode.ShouldBe(125);
            result.Error.ShouldContain($"--target=Up --name={_name}");
        }
        finally
        {
            await DockerAsync(CancellationToken.None, "unpause", $"{_name}-workspace-1");
        }

        (await ExecAsync("true", cancellation)).ExitCode.ShouldBe(0);
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(600_000)]
    public async Task Should_name_a_container_whose_shim_is_stopped_and_go_on_with_the_others(CancellationToken cancellation)
    {
        var id = (await DockerAsync(cancellation, "inspect", "--format", "{{.Id}}", $"{_name}-workspace-1")).Trim();
        var shim = EngineProcesses.ShimOf(id).ShouldNotBeNull();
        var expected = $"does not answer the engine: its containerd-shim (process {shim}) is stuck";
        await SignalAsync("STOP", shim);
        try
        {
            foreach (var target in new[] { "List", "Status", "Doctor", "Exec", "Up", "Down", "List" })
            {
                var result = target == "List"
                    ? await BuildScript.RunAsync(["--target=List"], cancellation)
                    : await BuildScript.RunAsync(target, _name, cancellation, target == "Exec" ? ["--command=true"] : []);

                (result.Output + result.Error).ShouldContain(expected, Case.Sensitive, target);
            }
        }
        finally
        {
            await SignalAsync("CONT", shim);
        }

        await UpAsync(cancellation);
        (await BuildScript.RunAsync(["--target=List"], cancellation)).Output.ShouldNotMatch($"{_name} .*does not answer");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_what_there_is_and_what_is_down_when_not_all_of_it_runs(CancellationToken cancellation)
    {
        // As after the engine was restarted: guard and proxy start by themselves, gate and workspace do not.
        await DockerAsync(cancellation, "stop", $"{_name}-workspace-1", $"{_name}-gate-1");
        try
        {
            var status = await BuildScript.RunAsync("Status", _name, cancellation);

            status.ExitCode.ShouldBe(0, status.Error);
            status.Output.ShouldMatch(@"\nworkspace +exited");
            status.Output.ShouldMatch(@"\nproxy +running, healthy");
            status.Output.ShouldContain("not known, the gate cannot be asked");
        }
        finally
        {
            await UpAsync(cancellation);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_name_a_policy_that_is_gone_or_refused_and_mend_what_is_gone(CancellationToken cancellation)
    {
        var policy = Path.Combine(Home.Configs, "proxy");
        await File.AppendAllTextAsync(Path.Combine(policy, "squid.conf"), "http_acess deny all\n", cancellation);
        foreach (var target in new[] { "Status", "Doctor" })
            (await BuildScript.RunAsync(target, _name, cancellation)).Output.ShouldContain("Squid refuses", Case.Sensitive, target);

        Directory.Delete(policy, recursive: true);
        foreach (var target in new[] { "Status", "Doctor" })
            (await BuildScript.RunAsync(target, _name, cancellation)).Output.ShouldContain("configs/proxy is gone", Case.Sensitive, target);

        (await UpAsync(cancellation)).ShouldContain("was removed while guard and proxy ran");
        (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldNotContain("attention");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_what_was_changed_and_is_not_in_force(CancellationToken cancellation)
    {
        var list = await File.ReadAllTextAsync(Home.AllowedSites, cancellation);
        await File.WriteAllTextAsync(Home.AllowedSites, list + "\nchanged.example.com\n", cancellation);
        try
        {
            (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldContain("the list was changed and is not in force");
            (await BuildScript.RunAsync("Reload", _name, cancellation)).ExitCode.ShouldBe(0);
            (await BuildScript.RunAsync("Status", _name, cancellation)).Output.ShouldNotContain("not in force");
        }
        finally
        {
            await File.WriteAllTextAsync(Home.AllowedSites, list, cancellation);
            await BuildScript.RunAsync("Reload", _name, cancellation);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_beside_137_that_the_limit_of_memory_killed_a_command(CancellationToken cancellation)
    {
        // A small one, for this test: with the default it would take 8 GB of the machine.
        await DockerAsync(cancellation, "update", "--memory", "256m", "--memory-swap", "256m", $"{_name}-workspace-1");
        var killed = await ExecAsync("python3 -c 'while True: l = globals().setdefault(\"l\", []); l.append(bytes(2**28))'", cancellation);
        var asked = await ExecAsync("kill -KILL $$", cancellation);
        await DockerAsync(cancellation, "update", "--memory", "8g", "--memory-swap", "8g", $"{_name}-workspace-1");

        (killed.ExitCode, asked.ExitCode).ShouldBe((137, 137));
        killed.Error.ShouldContain("WORKSPACE_MEMORY");
        asked.Error.ShouldNotContain("WORKSPACE_MEMORY");
    }

    private static async Task SignalAsync(string signal, int process) =>
        await new CommandRunner().RunAsync(new Command("kill", $"-{signal}", $"{process}"), CancellationToken.None);

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_refuse_an_unlisted_name_and_log_it_while_the_proxy_is_alive(CancellationToken cancellation)
    {
        var refused = await ExecAsync("curl -sS -o /dev/null https://refused.invalid/", cancellation);
        refused.ExitCode.ShouldBe(56);
        refused.Error.ShouldContain("403");

        var log = await BuildScript.RunAsync("LogsProxy", _name, cancellation, "--follow=false", "--denied");
        log.Output.ShouldContain("DENY  refused.invalid:443  not in allowed-sites.txt");
        var status = await BuildScript.RunAsync("Status", _name, cancellation);
        status.Output.ShouldContain("running, healthy");
        status.Output.ShouldNotContain("denied       0 ");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_suggest_a_line_for_what_was_denied_and_write_nothing(CancellationToken cancellation)
    {
        var list = await File.ReadAllTextAsync(Home.AllowedSites, cancellation);
        (await ExecAsync("curl -sS -o /dev/null https://suggest.ai-sandbox.example/", cancellation)).ExitCode.ShouldBe(56);

        var suggested = await BuildScript.RunAsync("Suggest", _name, cancellation);

        suggested.ExitCode.ShouldBe(0, suggested.Error);
        suggested.Output.ShouldContain("+suggest.ai-sandbox.example 443  # denied once");
        var report = await BuildScript.RunAsync("Report", _name, cancellation);
        report.ExitCode.ShouldBe(0, report.Error);
        report.Output.ShouldContain("suggest.ai-sandbox.exam"); // the column is as wide as the terminal lets it be
        (await File.ReadAllTextAsync(Path.Combine(Home.Reports, "report", "traffic.html"), cancellation)).ShouldContain("suggest.ai-sandbox.example");
        (await File.ReadAllTextAsync(Home.AllowedSites, cancellation)).ShouldBe(list);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_the_log_when_it_is_down(CancellationToken cancellation)
    {
        const string name = "before-down.ai-sandbox.example";
        (await ExecAsync($"curl -sS -o /dev/null https://{name}/", cancellation)).ExitCode.ShouldBe(56);
        var running = await BuildScript.RunAsync("LogsProxy", _name, cancellation, "--follow=false", "--raw");
        (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
        var containers = await ContainersAsync();

        var raw = await BuildScript.RunAsync("LogsProxy", _name, cancellation, "--follow=false", "--raw");
        raw.ExitCode.ShouldBe(0, raw.Error);
        raw.Output.ShouldStartWith(running.Output.TrimEnd(), Case.Sensitive, "nothing of it is lost");
        var followed = await BuildScript.RunAsync("LogsProxy", _name, cancellation, "--denied");
        followed.ExitCode.ShouldBe(0, followed.Error);
        followed.Output.ShouldContain($"DENY  {name}:443");
        followed.Error.ShouldContain($"Sandbox {_name} is not running, and this is the end of its log.");
        var report = await BuildScript.RunAsync("Report", _name, cancellation);
        report.ExitCode.ShouldBe(0, report.Error);
        (await File.ReadAllTextAsync(Path.Combine(Home.Reports, "report", "traffic.html"), cancellation)).ShouldContain(name);
        var suggested = await BuildScript.RunAsync("Suggest", _name, cancellation);
        suggested.ExitCode.ShouldBe(0, suggested.Error);
        suggested.Output.ShouldContain($"+{name} 443  # denied once");
        (await ContainersAsync()).ShouldBe(containers, "the reader ends with what it reads");
        await UpAsync(cancellation);

        Task<string> ContainersAsync() =>
            DockerAsync(cancellation, "ps", "--all", "--format", "{{.Names}}", "--filter", $"label={SandboxLabels.Sandbox}={_name}");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_hold_few_powers_and_no_way_to_policy_or_engine(CancellationToken cancellation)
    {
        var seen = await ExecAsync(
            "grep -h -e CapEff -e NoNewPrivs /proc/self/status; ls /run/docker.sock /var/run/docker.sock /etc/squid /etc/ai-sandbox/proxy 2>&1; find / -xdev -name 'allowed-*' 2>/dev/null", cancellation);

        seen.Output.ShouldContain("NoNewPrivs:\t1");
        seen.Output.ShouldContain("CapEff:\t00000000000000eb"); // CHOWN DAC_OVERRIDE FOWNER KILL SETGID SETUID
        seen.Output.Split('\n').Count(line => line.Contains("No such file", StringComparison.Ordinal)).ShouldBe(4);
        seen.Output.ShouldNotContain("allowed-");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_tell_an_agent_why_it_is_refused(CancellationToken cancellation)
    {
        var refused = await ExecAsync("curl -sS --proxy-insecure -D - -o /dev/null https://why.ai-sandbox.example/ 2>&1; cat ~/AGENTS.md ~/CLAUDE.md | grep -c why-blocked", cancellation);
        refused.Output.ShouldContain("""Proxy-Status: ai-sandbox; error=http_request_denied; details="name" """.TrimEnd());
        refused.Output.ShouldEndWith("4\n");

        var unlisted = await ExecAsync("why-blocked https://why.ai-sandbox.example/", cancellation);
        unlisted.ExitCode.ShouldBe(1);
        unlisted.Output.ShouldContain($"./build.sh --target=Allow --domain=why.ai-sandbox.example --ports=443 --name={_name}");
        (await ExecAsync("why-blocked github.com:22", cancellation)).ExitCode.ShouldBe(0);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_keep_home_and_work_when_it_is_stopped_and_started(CancellationToken cancellation)
    {
        (await ExecAsync("echo kept > ~/state", cancellation)).ExitCode.ShouldBe(0);
        (await BuildScript.RunAsync("Down", _name, cancellation)).ExitCode.ShouldBe(0);
        (await BuildScript.RunAsync("Exec", _name, cancellation, "--command=true")).Error.ShouldContain("is not up");
        await UpAsync(cancellation);

        var kept = await ExecAsync("cat ~/state", cancellation);
        kept.Output.ShouldBe("kept\n", kept.Error);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_open_and_close_a_name_in_the_running_proxy_when_the_list_changes(CancellationToken cancellation)
    {
        const string ask = "curl -sS -o /dev/null https://reload.ai-sandbox.example/";
        var list = await File.ReadAllTextAsync(Home.AllowedSites, cancellation);
        (await ExecAsync(ask, cancellation)).Error.ShouldContain("403");
        try
        {
            await File.WriteAllTextAsync(Home.AllowedSites, $"{list}\nreload.ai-sandbox.example\n", cancellation);
            await UpAsync(cancellation);
            (await ExecAsync(ask, cancellation)).Error.ShouldContain("503", Case.Insensitive, "listed, and not to be found by any resolver");
        }
        finally
        {
            await File.WriteAllTextAsync(Home.AllowedSites, list, CancellationToken.None);
        }

        await UpAsync(cancellation);
        (await ExecAsync(ask, cancellation)).Error.ShouldContain("403");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_stop_the_sandbox_when_the_network_is_not_closed(CancellationToken cancellation)
    {
        await DockerAsync(cancellation, "network", "connect", $"{_name}_public", $"{_name}-gate-1");
        var opened = await BuildScript.RunAsync("Up", _name, cancellation);
        var running = await DockerAsync(cancellation, "ps", "--quiet", "--filter", $"label={SandboxLabels.Sandbox}={_name}");
        await DockerAsync(cancellation, "network", "disconnect", $"{_name}_public", $"{_name}-gate-1");

        opened.ExitCode.ShouldBe(1);
        opened.Error.ShouldContain("not closed");
        running.ShouldBeEmpty();
        await UpAsync(cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_end_with_130_and_leave_the_sandbox_running_when_a_follower_is_interrupted(CancellationToken cancellation)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await ExecAsync("curl -s https://interrupt.invalid/", cancellation);

        await Should.ThrowAsync<OperationCanceledException>(() => BuildScript.StreamAsync(
            "LogsProxy",
            _name,
            line =>
            {
                if (line.Contains("interrupt.invalid", StringComparison.Ordinal))
                    interrupt.Cancel();
            },
            interrupt.Token));

        (await ExecAsync("true", cancellation)).ExitCode.ShouldBe(0);
    }

    private async Task<string> UpAsync(CancellationToken cancellation)
    {
        var up = await BuildScript.RunAsync("Up", _name, cancellation);

        up.ExitCode.ShouldBe(0, up.Error + up.Output);
        up.Output.ShouldContain($"Sandbox {_name} is up. Next: ");
        up.Output.ShouldEndWith($"build.sh --target=Shell --name={_name}\n"); // quoted where the path has a space
        return up.Output;
    }

    private Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) =>
        BuildScript.RunAsync("Exec", _name, cancellation, $"--command={line}");

    private async Task<string> DockerAsync(CancellationToken cancellation, params string[] arguments) =>
        (await _engine.RunAsync(arguments, cancellation)).Trim();

    private async Task<int> CountAsync(CancellationToken cancellation)
    {
        var filter = $"label={SandboxLabels.Sandbox}={_name}";
        var found = await Task.WhenAll(
            DockerAsync(cancellation, "ps", "--all", "--quiet", "--filter", filter),
            DockerAsync(cancellation, "network", "ls", "--quiet", "--filter", filter),
            DockerAsync(cancellation, "volume", "ls", "--quiet", "--filter", filter),
            DockerAsync(cancellation, ["image", "ls", "--quiet", .. SandboxImages.All.SelectMany(image => new[] { "--filter", $"reference={_name}-{image}" })]));
        return found.Count(text => text.Length > 0);
    }
}
