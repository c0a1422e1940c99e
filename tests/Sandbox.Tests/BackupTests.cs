using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>Homes that are written into a file, made of one, and copied. One sandbox is up, others have a volume alone.</summary>
public sealed class BackupTests
{
    private static readonly string Random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private static readonly string Name = $"backup-{Random}", Other = $"backup-other-{Random}", Third = $"backup-third-{Random}";

    // All that a file is, but for what a start may touch: the home itself, and links that it puts there.
    private const string List =
        """
        import hashlib, os, stat
        for folder, folders, files in os.walk(b'/root/kept'):
            for path in sorted([folder] + [os.path.join(folder, name) for name in folders + files]):
                s = os.lstat(path)
                if stat.S_ISSOCK(s.st_mode): continue
                said = os.readlink(path) if stat.S_ISLNK(s.st_mode) else hashlib.sha256(open(path, 'rb').read()).hexdigest() if stat.S_ISREG(s.st_mode) else ''
                print(path, oct(s.st_mode), s.st_uid, s.st_gid, s.st_size if not stat.S_ISDIR(s.st_mode) else '', s.st_mtime_ns, s.st_nlink, s.st_blocks < 4096, said)
        """;

    private const string Make =
        """
        set -e; umask 022; mkdir -p ~/kept/deep; cd ~/kept
        echo plain > plain; echo run > run; chmod 0751 run; echo other > other; chown 1234:4321 other
        printf '%s' x > "$(printf 'new\nline')"; echo u > 'ünï ✓'; echo b > "$(printf 'no text \377')"; echo d > ./-rf; echo s > 'a b'
        long=$(printf 'l%.0s' $(seq 200)); mkdir -p "$long/$long"; echo l > "$long/$long/end"
        ln -s /etc/passwd link; ln -s nowhere dangling; ln plain hard; mkfifo pipe; mkdir -m 3770 shared
        truncate -s 64M sparse; printf tail >> sparse
        touch -d '2001-02-03T04:05:06.789012345Z' plain; chmod 0600 deep
        python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("/root/kept/socket")'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("backup ").FullName;
    private EngineConnection _engine = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        var up = await RunAsync("Up");
        up.ExitCode.ShouldBe(0, up.Error);
        var made = await RunAsync("Exec", $"--command={Make}");
        made.ExitCode.ShouldBe(0, made.Error);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        Directory.Delete(_folder, recursive: true);
        foreach (var name in new[] { Name, Other, Third })
        {
            await BuildScript.CleanupAsync(name);
            (await DockerAsync("volume", "ls", "--quiet", "--filter", $"label={SandboxLabels.Sandbox}={name}")).ShouldBeEmpty();
            (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label={SandboxLabels.Sandbox}={name}")).ShouldBeEmpty();
        }
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_come_back_the_same_in_a_sandbox_that_was_never_up(CancellationToken cancellation)
    {
        var before = await ListAsync(Name);
        before.Split('\n').Length.ShouldBeGreaterThan(15);
        var file = Path.Combine(_folder, "same.tar.gz");
        var saved = await RunAsync("Backup", $"--file={file}");
        saved.ExitCode.ShouldBe(0, saved.Error);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(file).Length.ShouldBeLessThan(1 << 20, "64 MiB of nothing take no room");

        var restored = await BuildScript.RunAsync("Restore", Other, cancellation, $"--file={file}");
        restored.ExitCode.ShouldBe(0, restored.Error);
        var up = await BuildScript.RunAsync("Up", Other, cancellation);
        up.ExitCode.ShouldBe(0, up.Error);
        (up.Output + up.Error).ShouldNotContain("already exists", Case.Insensitive, "Compose takes the volume for its own");

        (await ListAsync(Other)).ShouldBe(before);
        (await BuildScript.RunAsync("Exec", Other, cancellation, "--command=ls -A ~/kept/socket ~/.ai-sandbox-restore")).ExitCode.ShouldNotBe(0);

        // No key of the sandbox's own is in a home; the control: its public half is in the workspace.
        var key = await BuildScript.RunAsync("Exec", Other, cancellation, "--command=ls /etc/ai-sandbox/ssh/id_ed25519.pub && tar --one-file-system -c /root | grep -ac 'OPENSSH PRIVATE'");
        key.Output.ShouldBe("/etc/ai-sandbox/ssh/id_ed25519.pub\n0\n");

        var running = await BuildScript.RunAsync("Restore", Other, cancellation, $"--file={file}", "--yes");
        running.ExitCode.ShouldBe(1);
        running.Error.ShouldContain("is running");
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_leave_the_home_as_it_was_when_an_archive_is_broken_or_strange(CancellationToken cancellation)
    {
        var good = Path.Combine(_folder, "good.tar.gz");
        (await RunAsync("Backup", $"--file={good}")).ExitCode.ShouldBe(0);
        await RestoreAsync(good, cancellation);
        var before = await VolumeAsync(Third);
        before.ShouldContain("kept/plain");

        var bytes = await File.ReadAllBytesAsync(good, cancellation);
        await RefuseAsync("short", bytes[..(bytes.Length / 2)], "ends too early");
        await RefuseAsync("empty", [], "ends too early");
        await RefuseAsync("turned", [.. bytes[..(bytes.Length / 2)], .. bytes[(bytes.Length / 2)..].Select(b => (byte)(b ^ 0x55))], "was not restored");
        await RefuseAsync("text", "no archive"u8.ToArray(), "was not restored");
        await RefuseAsync("absolute", Pack(Entry("/volume/planted")), "leads out of it");
        await RefuseAsync("above", Pack(Entry("./../planted")), "leads out of it");
        await RefuseAsync("through", Pack(Link("./a", "/volume"), Entry("./a/planted")), "through a symbolic link");
        await RefuseAsync("hard", Pack(new PaxTarEntry(TarEntryType.HardLink, "./a") { LinkName = "/etc/passwd" }), "leads out of it");
        await RefuseAsync("device", Pack(new PaxTarEntry(TarEntryType.BlockDevice, "./a") { DeviceMajor = 8 }), "is a device");

        // The control: an archive made the same way that holds nothing strange.
        var control = Path.Combine(_folder, "control.tar.gz");
        await File.WriteAllBytesAsync(control, Pack(Entry("./control"), Link("./a", "/volume")), cancellation);
        await RestoreAsync(control, cancellation);
        (await VolumeAsync(Third)).ShouldBe("a\ncontrol\n");

        async Task RefuseAsync(string name, byte[] archive, string why)
        {
            var path = Path.Combine(_folder, $"{name}.tar.gz");
            await File.WriteAllBytesAsync(path, archive, cancellation);
            var refused = await BuildScript.RunAsync("Restore", Third, cancellation, $"--file={path}", "--yes");
            refused.ExitCode.ShouldBe(1, name);
            refused.Error.ShouldContain(why, Case.Sensitive, name);
            refused.Error.ShouldContain("the home is as it was", Case.Sensitive, name);
            (await VolumeAsync(Third)).ShouldBe(before, name);
            (await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={Third}-home-")).ShouldBeEmpty($"{name}: its container is gone");
        }
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_name_secrets_and_write_nothing_unless_they_may_go_along(CancellationToken cancellation)
    {
        // In two parts, so that nobody takes this file for one that holds secrets.
        (await RunAsync("Exec",
            """
            --command=set -e; mkdir -p ~/secret/bin; cd ~/secret; echo 'machine x password y' > .netrc
            printf 'export A=%s%s\n' gh p_0123456789abcdefghijABCDEFGHIJ012345 > history
            printf '\0\0-----BEGIN OPENSSH %s\n' 'PRIVATE KEY-----' > 'bin/new
            line'; echo 'AKIAIOSFODNN7EXAMPLE' > documented
            key=$(printf 'sk-ant-%s' api03-0123456789abcdefghij); mkdir -p node_modules/tool; echo "$key" > node_modules/tool/README.md; echo "$key" > node_modules/tool/settings.js
            { cat /bin/true; printf '\0-----BEGIN RSA %s\0' 'PRIVATE KEY-----'; } > bin/program
            mkdir .copilot; printf '{\n"firstLaunchAt": ""\n}' > .copilot/config.json
            """)).ExitCode.ShouldBe(0);
        var file = Path.Combine(_folder, "secret.tar.gz");

        var stopped = await RunAsync("Backup", $"--file={file}");
        stopped.ExitCode.ShouldBe(1);
        stopped.Error.ShouldContain("/root/secret/.netrc: a file that is there to hold secrets");
        stopped.Error.ShouldContain("/root/secret/history: a GitHub token");
        stopped.Error.ShouldContain(@"/root/secret/bin/new\u{a}line: a private key");
        stopped.Error.ShouldContain("/root/secret/node_modules/tool/settings.js: an Anthropic key");
        foreach (var other in new[] { "documented", "README", "program", "copilot" })
            stopped.Error.ShouldNotContain(other);
        stopped.Error.ShouldNotContain("0123456789");
        Directory.GetFiles(_folder, "*secret*").ShouldBeEmpty();

        (await RunAsync("Backup", $"--file={file}", "--with-secrets")).ExitCode.ShouldBe(0);
        (await RunAsync("Backup", $"--file={file}", "--with-secrets")).ExitCode.ShouldBe(2, "it is there already");

        (await RunAsync("Exec", "--command=rm -r ~/secret")).ExitCode.ShouldBe(0);
        (await RunAsync("Backup", $"--file={Path.Combine(_folder, "control.gz")}")).ExitCode.ShouldBe(0);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_leave_caches_out_unless_they_are_asked_for(CancellationToken cancellation)
    {
        (await RunAsync("Exec",
            """
            --command=set -e; mkdir -p ~/.cache/tool ~/.codex/packages ~/kept/.cache; echo kept > ~/.codex/history; echo kept > ~/kept/.cache/own
            printf 'sk-ant-%s' api03-0123456789abcdefghij > ~/.cache/tool/answer; echo fetched > ~/.codex/packages/codex
            """)).ExitCode.ShouldBe(0);
        var (without, with) = (Path.Combine(_folder, "without.tar.gz"), Path.Combine(_folder, "with.tar.gz"));

        var saved = await RunAsync("Backup", $"--file={without}");
        saved.ExitCode.ShouldBe(0, saved.Error);
        saved.Output.ShouldContain("--with-caches");
        var stopped = await RunAsync("Backup", $"--file={with}", "--with-caches");
        stopped.ExitCode.ShouldBe(1);
        stopped.Error.ShouldContain("/root/.cache/tool/answer: an Anthropic key");
        (await RunAsync("Backup", $"--file={with}", "--with-caches", "--with-secrets")).ExitCode.ShouldBe(0);
        (await RunAsync("Exec", "--command=rm -r ~/.cache/tool ~/.codex ~/kept/.cache")).ExitCode.ShouldBe(0);

        string[] caches = ["./.cache/tool/answer", "./.codex/packages/codex"], kept = ["./.codex/history", "./kept/.cache/own"];
        NamesIn(with).Intersect([.. caches, .. kept]).ShouldBe([.. caches, .. kept], ignoreOrder: true);
        NamesIn(without).Intersect([.. caches, .. kept]).ShouldBe(kept, ignoreOrder: true);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_write_nothing_through_a_link_of_the_agents(CancellationToken cancellation)
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        (await RunAsync("Exec", $"--command=ln -sfn '{elsewhere}' ~/workspace/folder && ln -sf '{elsewhere}/b' ~/workspace/file")).ExitCode.ShouldBe(0);
        var projects = BuildScript.Of(Name).Projects;
        var before = Directory.GetFileSystemEntries(projects).Order(StringComparer.Ordinal).ToList();

        foreach (var path in new[] { "folder/a.tar.gz", "file", "new" })
        {
            var refused = await RunAsync("Backup", $"--file={Path.Combine(projects, path)}", "--yes", "--with-secrets");
            refused.ExitCode.ShouldBe(2, path);
            refused.Error.ShouldContain("its agent can replace what lies there");
        }

        Directory.GetFileSystemEntries(elsewhere).ShouldBeEmpty();
        Directory.GetFileSystemEntries(projects).Order(StringComparer.Ordinal).ShouldBe(before);
        var control = Path.Combine(elsewhere, "a.tar.gz");
        (await RunAsync("Backup", $"--file={control}", "--with-secrets")).ExitCode.ShouldBe(0);
        File.Exists(control).ShouldBeTrue();
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_copy_into_an_empty_home_and_into_a_used_one_when_told_to(CancellationToken cancellation)
    {
        var to = $"--to={Third}";
        await DockerAsync("volume", "rm", "--force", $"{Third}_workspace");
        var copied = await RunAsync("Clone", to);
        copied.ExitCode.ShouldBe(0, copied.Error);
        (await VolumeAsync(Third)).ShouldContain("kept/deep");

        (await RunAsync("Exec", "--command=touch ~/later")).ExitCode.ShouldBe(0);
        (await RunAsync("Clone", to)).ExitCode.ShouldBe(2, "nobody is there to ask");
        (await VolumeAsync(Third)).ShouldNotContain("later");
        (await RunAsync("Clone", to, "--yes")).ExitCode.ShouldBe(0);
        (await VolumeAsync(Third)).ShouldContain("later");
        (await RunAsync("Clone", $"--to={Name}")).ExitCode.ShouldBe(2);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_leave_no_half_file_and_no_container_when_it_is_interrupted(CancellationToken cancellation)
    {
        (await RunAsync("Exec", "--command=head -c 300M /dev/urandom > ~/noise")).ExitCode.ShouldBe(0);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var backups = BuildScript.Of(Name).Backups;

        try
        {
            await BuildScript.StreamAsync(
                "Backup",
                Name,
                line =>
                {
                    if (line.Contains("Writing the backup", StringComparison.Ordinal))
                        interrupt.Cancel();
                },
                interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            // Or it was done before: either is right, half is not.
        }

        (await RunAsync("Exec", "--command=rm ~/noise")).ExitCode.ShouldBe(0);
        var left = Directory.Exists(backups) ? Directory.GetFiles(backups, $"*{Name}*") : [];
        left.ShouldAllBe(file => Path.GetFileName(file).StartsWith(Name, StringComparison.Ordinal));
        foreach (var file in left)
            File.Delete(file);
        (await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={Name}-home")).ShouldBeEmpty();
    }

    private static PaxTarEntry Entry(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static byte[] Pack(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
        using (var writer = new TarWriter(zip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }

        return stream.ToArray();
    }

    private static List<string> NamesIn(string archive)
    {
        using var zip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var reader = new TarReader(zip);
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        return names;
    }

    private static async Task RestoreAsync(string file, CancellationToken cancellation)
    {
        var restored = await BuildScript.RunAsync("Restore", Third, cancellation, $"--file={file}", "--yes");
        restored.ExitCode.ShouldBe(0, restored.Error);
    }

    private static async Task<string> ListAsync(string name)
    {
        var list = await BuildScript.RunAsync(["--target=Exec", $"--name={name}", "--", "python3", "-c", List], TestContext.CurrentContext.CancellationToken);
        list.ExitCode.ShouldBe(0, list.Error);
        return list.Output;
    }

    // By the host's engine and not by what is tested.
    private async Task<string> VolumeAsync(string name) => (await DockerAsync(
        "run", "--rm", "--network", "none", "--label", $"{SandboxLabels.Sandbox}={name}", "--mount", $"type=volume,source={name}_workspace,target=/volume,readonly",
        BaseImage.Tag, "sh", "-c", "cd /volume && find . -mindepth 1 -printf '%P\\n' | sort")).ReplaceLineEndings("\n");

    private Task<string> DockerAsync(params string[] arguments) => _engine.RunAsync(arguments, TestContext.CurrentContext.CancellationToken);

    private static Task<CommandResult> RunAsync(string target, params string[] more) =>
        BuildScript.RunAsync(target, Name, TestContext.CurrentContext.CancellationToken, more);
}
