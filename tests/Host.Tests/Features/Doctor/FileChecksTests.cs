using System.Runtime.Versioning;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;
using AiSandbox.Policy;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Doctor;

public sealed class FileChecksTests
{
    private static readonly HostOptions Options = new() { Name = SandboxName.Parse("box"), NameIsDefault = true };

    private static readonly DoctorScope Scope = new(Options);

    private TempCheckout _temp = null!;

    private FilesFamily Files => new(_temp.Checkout, new AllowlistStore(_temp.Checkout, Options, TimeProvider.System), _temp.Env, new HandEdits(_temp.Checkout));

    private IdentityFamily Identity => new(_temp.Checkout, _temp.Renderer);

    private MachineFamily Machine => new(_temp.Checkout);

    private SshFiles Ssh => new(_temp.Checkout.Configs);

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        var data = Directory.CreateDirectory(Path.Combine(_temp.Checkout.Templates, "data")).FullName;
        File.Copy(Path.Combine(TempCheckout.Repository, "templates", "data", "public_suffix_list.dat"), Path.Combine(data, "public_suffix_list.dat"));
        Directory.CreateDirectory(_temp.Checkout.Presets);
        Directory.CreateDirectory(_temp.Checkout.Projects);
        Directory.CreateDirectory(_temp.Checkout.Images);
        File.WriteAllText(_temp.Checkout.AllowedSites, "github.com\n");
        File.WriteAllText(Path.Combine(_temp.Checkout.Root, "build.sh"), "#!/usr/bin/env bash\n");
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    private static async Task<string> At(ICheckFamily family, string name)
    {
        var answer = await Look.AtAsync(family, name, Scope);
        return $"{answer.State}: {answer.Found} / {answer.Repair}";
    }

    private Task<PreparedSsh> PrepareSsh(SshRequest request) =>
        new SshKeys(_temp.Checkout, _temp.Renderer, new FakeGit("Ada", "ada@example.com"), [new FakeKeygen()]).PrepareAsync(request, CancellationToken.None);

    [Test]
    public async Task Should_hint_at_what_a_new_checkout_has_not_yet()
    {
        (await At(Files, "files.env")).ShouldBe("Hint: not there yet / ./build.sh --target=PrepareEnv");
        (await At(Files, "files.env-mode")).ShouldStartWith("Skipped: ");
        (await At(Files, "files.squid")).ShouldStartWith("Skipped: ");
        (await At(Files, "files.policy-mode")).ShouldStartWith("Skipped: ");
        (await At(Identity, "files.ssh-key")).ShouldBe("Hint: not there yet / ./build.sh --target=PrepareSsh");
        (await At(Identity, "files.host-keys")).ShouldStartWith("Skipped: ");
        (await At(Identity, "files.identity")).ShouldStartWith("Hint: nobody / ./build.sh --target=PrepareSsh --git-username=");
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_find_nothing_wrong_and_change_nothing_when_all_is_prepared()
    {
        File.SetUnixFileMode(Path.Combine(_temp.Checkout.Root, "build.sh"), FileStore.Public | UnixFileMode.UserExecute);
        _temp.Env.Prepare();
        await PrepareSsh(new SshRequest { Host = "github.com" });
        new HandEdits(_temp.Checkout).Write("http_access deny all\n");
        var before = Snapshot();

        foreach (var family in new ICheckFamily[] { Files, Identity, Machine })
        {
            foreach (var requirement in family.Requirements(Scope).Where(requirement => requirement.Name is not "machine.disk" and not "machine.memory"))
                (await At(family, requirement.Name)).ShouldStartWith("Ok: ", Case.Sensitive, requirement.Name);
        }

        (await At(Identity, "files.ssh-key")).ShouldBe("Ok: id_ed25519, sign_ed25519, id_ed25519.github.com / ");
        (await At(Identity, "files.identity")).ShouldBe("Ok: Ada <ada@example.com> / ");
        Snapshot().ShouldBe(before);
    }

    [Test]
    public async Task Should_not_make_projects_when_it_is_missing()
    {
        _temp.Env.Prepare();
        Directory.Delete(_temp.Checkout.Projects);

        (await At(Files, "files.env")).ShouldStartWith("Hint: ");

        Directory.Exists(_temp.Checkout.Projects).ShouldBeFalse();
    }

    [Test]
    public async Task Should_name_the_first_wrong_line_and_the_command_when_the_list_does_not_lint()
    {
        File.WriteAllText(_temp.Checkout.AllowedSites, "github.com\n*.example.com\nhttps://example.org/\n");

        (await At(Files, "files.allowlist")).ShouldMatch("^Wrong: 2 errors, the first: allowed-sites.txt:2:1 wildcard .* / ./build.sh --target=Lint --fix$");
    }

    [Test]
    public async Task Should_name_the_lines_that_were_edited_by_hand_and_leave_them()
    {
        var edits = new HandEdits(_temp.Checkout);
        edits.Write("http_access deny all\n");
        File.WriteAllText(edits.Path, "http_access allow all\n");

        (await At(Files, "files.squid")).ShouldBe("Wrong: edited by hand: line 1: http_access allow all; missing: http_access deny all / ./build.sh --target=Up");

        File.ReadAllText(edits.Path).ShouldBe("http_access allow all\n");
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_name_file_and_mode_when_others_can_read_a_secret()
    {
        _temp.Env.Prepare();
        await PrepareSsh(new SshRequest { Host = "github.com" });
        File.SetUnixFileMode(_temp.Checkout.WorkspaceEnv, FileStore.Public);
        File.SetUnixFileMode(Path.Combine(Ssh.KeyFolder, "id_ed25519.github.com"), FileStore.Private | UnixFileMode.GroupRead);

        (await At(Files, "files.env-mode")).ShouldBe("Wrong: env/workspace.env has mode 0644 / chmod 0600 env/workspace.env");
        (await At(Identity, "files.ssh-mode")).ShouldBe("Wrong: configs/keys/id_ed25519.github.com has mode 0640 / chmod 0600 configs/keys/id_ed25519.github.com");
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_name_the_policy_that_guard_and_proxy_cannot_read_until_it_is_rendered_anew()
    {
        ProxyListFiles.Write(_temp.Checkout.Configs, ProxyLists.Of(AllowedSites.Nothing));
        (await At(Files, "files.policy-mode")).ShouldStartWith("Ok: ");
        var folder = Path.Combine(_temp.Checkout.Configs, "proxy");
        // Beside the lists, which every render writes anew, lies what only some renders write.
        var others = new[] { "proxy/squid.conf", "allowed/name", "upstream/proxy/upstream.conf", "certificates/workspace.crt" };
        foreach (var other in others.Select(file => Path.Combine(_temp.Checkout.Configs, file)))
        {
            FileStore.CreateFolder(Path.GetDirectoryName(other)!);
            await File.WriteAllTextAsync(other, "");
            File.SetUnixFileMode(other, FileStore.Private);
        }

        File.SetUnixFileMode(folder, FileStore.PrivateFolder);
        File.SetUnixFileMode(Path.Combine(_temp.Checkout.Configs, "allowed", "443"), FileStore.Private);

        (await At(Files, "files.policy-mode")).ShouldBe(
            "Wrong: configs/proxy has mode 0700, configs/proxy/squid.conf has mode 0600, configs/allowed/443 has mode 0600 / chmod -R a+rX configs/proxy configs/allowed configs/upstream/proxy configs/certificates");

        ProxyListFiles.Write(_temp.Checkout.Configs, ProxyLists.Of(AllowedSites.Nothing));
        (await At(Files, "files.policy-mode")).ShouldStartWith("Ok: ");
    }

    [Test]
    public async Task Should_say_it_when_a_half_of_a_pair_or_a_pinned_key_is_not_what_it_was()
    {
        await PrepareSsh(new SshRequest());
        File.Delete(Path.Combine(Ssh.Folder, KeyFiles.PublicKeyName));
        File.AppendAllText(Ssh.KnownHosts, "github.com ssh-ed25519 AAAA\n");

        (await At(Identity, "files.ssh-key")).ShouldBe("Wrong: half of id_ed25519 is missing / ./build.sh --target=PrepareSsh");
        (await At(Identity, "files.host-keys")).ShouldBe("Wrong: configs/.ssh/known_hosts was changed / ./build.sh --target=PrepareSsh");

        File.Move(Path.Combine(Ssh.KeyFolder, KeyFiles.PrivateKeyName), Path.Combine(Ssh.Folder, KeyFiles.PrivateKeyName));
        (await At(Identity, "files.ssh-key")).ShouldBe("Wrong: a private key lies in configs/.ssh, which the workspace sees / ./build.sh --target=PrepareSsh");
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Unix")]
    public async Task Should_name_the_files_when_git_has_converted_them_or_the_script_cannot_be_executed()
    {
        File.WriteAllText(Path.Combine(_temp.Checkout.Images, "gate-start"), "#!/bin/bash\r\n");
        File.SetUnixFileMode(Path.Combine(_temp.Checkout.Root, "build.sh"), FileStore.Public);

        (await At(Machine, "machine.line-endings")).ShouldBe(@"Wrong: carriage returns in images/gate-start / sed -i.crlf 's/\r$//' images/gate-start");
        (await At(Machine, "machine.executable")).ShouldBe("Wrong: build.sh cannot be executed / chmod +x build.sh");
    }

    private List<(string Path, string Text, DateTime Written)> Snapshot() =>
        [.. Directory.GetFiles(_temp.Checkout.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path), File.GetLastWriteTimeUtc(path)))];
}
