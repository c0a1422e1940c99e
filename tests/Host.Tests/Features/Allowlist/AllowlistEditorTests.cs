using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using Policy.Tests.Edits;

namespace Host.Tests.Features.Allowlist;

public sealed class AllowlistEditorTests
{
    private static readonly string[] Reloaded = ["exec box-proxy-1 proxy-reload: a.example new.example", "exec box-guard-1 /guard --reload: a.example new.example", "exec --user nobody box-gate-1 guard --reload: a.example new.example"];

    [Test]
    [Platform("Unix")]
    public async Task Should_look_again_whether_a_key_is_for_a_host_of_the_machines_list_when_it_reloads()
    {
        using var sandbox = new FakeSandbox("a.example\n", managed: "a.example\n");
        await sandbox.Editor.ReloadAsync(CancellationToken.None);
        sandbox.Calls.Clear();
        sandbox.Keys.Keep(sandbox.Keys.Find("anthropic")!, "sk-ant-secret");

        (await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.ReloadAsync(CancellationToken.None))).Message.ShouldContain("The gateway has a key for api.anthropic.com, which goes beyond ");
        sandbox.Calls.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_write_show_and_reload_proxy_then_guard_and_gate_when_a_domain_is_allowed()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        await sandbox.Editor.AllowAsync(Texts.Entry("new.example 443"), CancellationToken.None);

        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\nnew.example 443\n");
        sandbox.Calls.ShouldBe(Reloaded);
        sandbox.Lines[0].ShouldBe("allowed-sites.txt:2: + new.example 443");
        sandbox.Lines[1].ShouldStartWith("In force in sandbox box after ");
        sandbox.Lines[2].ShouldBe("  + new.example 443");
    }

    [Test]
    public async Task Should_warn_before_a_private_network_is_opened()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        await sandbox.Editor.AllowAsync(Texts.Entry("a.example private"), CancellationToken.None);
        await sandbox.Editor.AllowAsync(Texts.Entry("b.example"), CancellationToken.None);

        sandbox.Read("allowed-sites.txt").ShouldBe("a.example private\nb.example\n");
        sandbox.Read("configs/proxy/allowed-private").ShouldBe("a.example\n");
        sandbox.Lines[0].ShouldStartWith("a.example is opened on private networks too (10.0.0.0/8,");
        sandbox.Lines.Count(line => line.Contains("private networks")).ShouldBe(1);
    }

    [Test]
    public async Task Should_say_that_a_private_mark_is_not_in_force_yet()
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Write("allowed-sites.txt", "a.example private\n");

        await sandbox.Editor.AllowAsync(Texts.Entry("a.example private"), CancellationToken.None);

        sandbox.Lines[^1].ShouldBe("It is not in force yet. Next: ./build.sh --target=Reload");
    }

    [Test]
    public async Task Should_do_nothing_and_name_the_line_when_it_is_allowed_already()
    {
        using var sandbox = new FakeSandbox("# list\n.example 443 broad\n");

        await sandbox.Editor.AllowAsync(Texts.Entry("new.example 443"), CancellationToken.None);

        sandbox.Lines.ShouldBe(["new.example 443 is allowed already by allowed-sites.txt:2: .example 443 broad"]);
        sandbox.Calls.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_say_that_a_line_is_not_in_force_yet()
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Write("allowed-sites.txt", "a.example\nnew.example\n");

        await sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None);

        sandbox.Lines[^1].ShouldBe("It is not in force yet. Next: ./build.sh --target=Reload");
    }

    [TestCase("a.example\n*wrong*\n", "allowed-sites.txt:2:1 wildcard")]
    [TestCase("a.example\n10.0.0.1\n", "allowed-sites.txt:2:1 ip")]
    public async Task Should_change_nothing_when_the_list_does_not_lint(string text, string finding)
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Write("allowed-sites.txt", text);

        foreach (var verb in new Func<Task>[]
        {
            () => sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None),
            () => sandbox.Editor.DenyAsync(Texts.Entry("a.example"), CancellationToken.None),
            () => sandbox.Editor.ReloadAsync(CancellationToken.None),
        })
        {
            var refusal = await Should.ThrowAsync<SandboxException>(verb);
            refusal.ExitCode.ShouldBe(ExitCodes.Usage);
            refusal.Message.ShouldContain(finding);
        }

        sandbox.Read("allowed-sites.txt").ShouldBe(text);
        sandbox.Read("configs/proxy/allowed-443").ShouldBe("a.example\n");
        sandbox.Calls.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_not_remove_the_last_entry_because_an_empty_list_is_none()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        var refusal = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Texts.Entry("a.example"), CancellationToken.None));

        refusal.Message.ShouldContain("empty There is no entry");
        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\n");
    }

    [Test]
    public async Task Should_remove_a_name_from_both_files_and_reload()
    {
        using var sandbox = new FakeSandbox("a.example\nnew.example 22\n", "new.example 443\n");

        await sandbox.Editor.DenyAsync(Texts.Entry("new.example"), CancellationToken.None);

        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\n");
        sandbox.Read("allowed-sites.local.txt").ShouldBeEmpty();
        sandbox.Calls.ShouldBe(["exec box-proxy-1 proxy-reload: a.example", "exec box-guard-1 /guard --reload: a.example", "exec --user nobody box-gate-1 guard --reload: a.example"]);
        sandbox.Lines[^1].ShouldBe("  - new.example");
    }

    [TestCase("b.a.example\n.a.example 443\n", "b.a.example", "allowed-sites.txt:1: .a.example 443")]
    [TestCase("x.example\n.a.example 443\n", "b.a.example", "allowed-sites.txt:2: .a.example 443")]
    [TestCase(".a.example\nb.a.example 443 private\n", ".a.example", "allowed-sites.txt:1: b.a.example 443 private")]
    public async Task Should_fail_and_name_the_line_when_a_denied_name_can_still_be_reached(string text, string denied, string line)
    {
        using var sandbox = new FakeSandbox(text);

        var failure = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Texts.Entry(denied), CancellationToken.None));

        failure.ExitCode.ShouldBe(ExitCodes.Failed);
        failure.Message.ShouldContain($"{denied} can still be reached, in whole or in part, through what is left:\n{line}\n");
        sandbox.Read("allowed-sites.txt").ShouldNotContain($"\n{denied}\n");
    }

    [Test]
    public async Task Should_say_that_a_denied_name_was_not_listed()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        await sandbox.Editor.DenyAsync(Texts.Entry("b.example"), CancellationToken.None);

        sandbox.Lines.ShouldBe(["b.example is not on the list."]);
    }

    [Test]
    public async Task Should_put_the_old_list_back_when_squid_does_not_take_the_new_one()
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Reloads.Enqueue(1);

        var failure = await Should.ThrowAsync<SandboxException>(
            () => sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None));

        failure.ExitCode.ShouldBe(ExitCodes.Failed);
        failure.Message.ShouldContain("bungled line 7");
        failure.Message.ShouldContain("is back in configs/proxy, and in force");
        sandbox.Read("configs/proxy/allowed-443").ShouldBe("a.example\n");
        sandbox.Calls.ShouldBe(["exec box-proxy-1 proxy-reload: a.example new.example", "exec box-proxy-1 proxy-reload: a.example"]);
    }

    // The terminal sends Ctrl+C to docker exec as well, which ends before the answer.
    [Test]
    public async Task Should_ask_again_when_only_the_question_was_cut_off()
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Reloads.Enqueue(130);

        await sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None);

        sandbox.Calls.ShouldBe([Reloaded[0], .. Reloaded]);
        sandbox.Lines[^1].ShouldBe("  + new.example");
    }

    [Test]
    public async Task Should_not_claim_to_know_when_squid_takes_neither()
    {
        using var sandbox = new FakeSandbox("a.example\n");
        sandbox.Reloads.Enqueue(1);
        sandbox.Reloads.Enqueue(1);

        (await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None)))
            .Message.ShouldContain("not certain which of them is in force");
    }

    [Test]
    public async Task Should_say_that_tunnels_may_be_open_when_the_guard_cannot_be_told()
    {
        using var sandbox = new FakeSandbox("a.example\nb.example\n");
        sandbox.Reloads.Enqueue(0);
        sandbox.Reloads.Enqueue(1);

        var failure = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Texts.Entry("b.example"), CancellationToken.None));

        failure.Message.ShouldContain("open tunnels of names that are gone may still be open");
        sandbox.Read("configs/proxy/allowed-443").ShouldBe("a.example\n", "the proxy decides by the new list");
    }

    [Test]
    public async Task Should_reload_also_when_nothing_has_changed_because_it_may_never_have_been_told()
    {
        using var sandbox = new FakeSandbox("a.example\n");

        sandbox.Editor.Show(await sandbox.Editor.ReloadAsync(CancellationToken.None));

        sandbox.Calls.Count.ShouldBe(3);
        sandbox.Lines[0].ShouldStartWith("Nothing changed in what sandbox box may reach.");
    }

    [Test]
    public async Task Should_write_and_say_that_Up_applies_it_when_there_is_no_docker()
    {
        using var sandbox = new FakeSandbox("a.example\nb.example\n") { Running = null };

        await sandbox.Editor.AllowAsync(Texts.Entry("new.example"), CancellationToken.None);
        await sandbox.Editor.DenyAsync(Texts.Entry("b.example"), CancellationToken.None);

        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\nnew.example\n");
        sandbox.Lines[^1].ShouldBe("The list is written. Sandbox box does not run, and takes it over with ./build.sh --target=Up");
        (await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.ReloadAsync(CancellationToken.None))).Next.ShouldBe("./build.sh --target=Up");
    }

    [Test]
    public async Task Should_not_call_a_denial_done_when_the_engine_could_not_be_asked()
    {
        using var sandbox = new FakeSandbox("a.example\nb.example\n")
        {
            Version = new CommandResult(0, """{"Client":{},"Server":{"Version":"20.10.24"}}""", ""),
        };

        var failure = await Should.ThrowAsync<SandboxException>(() => sandbox.Editor.DenyAsync(Texts.Entry("b.example"), CancellationToken.None));

        failure.ExitCode.ShouldBe(ExitCodes.NoEngine);
        failure.Message.ShouldContain("a sandbox may run that still allows it");
        sandbox.Read("allowed-sites.txt").ShouldBe("a.example\n");
    }

    [Test]
    public async Task Should_tell_whichever_of_the_two_runs()
    {
        using var sandbox = new FakeSandbox("a.example\n") { Running = ["box-proxy-1"] };

        await sandbox.Editor.ReloadAsync(CancellationToken.None);

        sandbox.Calls.ShouldBe(["exec box-proxy-1 proxy-reload: a.example"]);
    }
}
