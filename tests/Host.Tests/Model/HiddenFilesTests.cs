using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model;

[Platform("Unix")]
public sealed class HiddenFilesTests
{
    private TempCheckout _temp = null!;
    private string _work = null!, _lib = null!;

    private HiddenFiles Hidden => new(_temp.Checkout);

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        (_work, _lib) = (Path.Combine(_temp.Home, "app"), Path.Combine(_temp.Home, "lib"));
        foreach (var file in new[] { ".env", "deep/er/.env", "deep/a.pem", "deep/cacert.pem", "secrets/key", ".git/moved here/.env", "plain" })
            Write(_work, file);
        Write(_lib, "$it's \"quoted\".pem");
        File.CreateSymbolicLink(Path.Combine(_work, "link.pem"), "plain");
        Directory.CreateSymbolicLink(Path.Combine(_work, "linked"), _temp.Folder("elsewhere"));
        Write(_temp.Folder("elsewhere"), ".env");
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_be_found_by_name_at_any_depth_and_behind_no_link()
    {
        var (mounts, _) = Hidden.Cover(Settings());

        mounts.Select(mount => (Path.GetFileName(mount.Source), mount.Target)).ShouldBe([
            ("file", "/mnt/lib/$it's \"quoted\".pem"),
            ("file", "/root/workspace/.env"),
            ("file", "/root/workspace/.git/moved here/.env"),
            ("file", "/root/workspace/deep/a.pem"),
            ("file", "/root/workspace/deep/er/.env"),
            ("folder", "/root/workspace/secrets"),
        ]);
        foreach (var source in mounts.Select(mount => mount.Source).Distinct())
            (Directory.Exists(source) ? Directory.EnumerateFileSystemEntries(source).Count() : File.ReadAllBytes(source).Length).ShouldBe(0);
        HiddenFiles.Note(Settings()).ShouldBe(
            "Hidden from the agent: /mnt/lib/$it's \"quoted\".pem, /root/workspace/.env, /root/workspace/.git/moved here/.env, /root/workspace/deep/a.pem, /root/workspace/deep/er/.env and 1 more. "
            + "Not hidden, because they are links: /root/workspace/link.pem.");
    }

    [Test]
    public void Should_be_open_when_it_was_made_or_replaced_since_it_was_looked_for()
    {
        var (_, before) = Hidden.Cover(Settings());
        Hidden.Open(Settings()).ShouldBeEmpty();

        Write(_work, "new/.env");
        if (OperatingSystem.IsLinux()) // as editors save
        {
            Write(_work, "saved");
            File.Move(Path.Combine(_work, "saved"), Path.Combine(_work, ".env"), overwrite: true);
        }

        Hidden.Open(Settings()).Select(one => one.Target).ShouldBe(OperatingSystem.IsLinux() ? ["/root/workspace/.env", "/root/workspace/new/.env"] : ["/root/workspace/new/.env"]);
        Hidden.Cover(Settings()).Hash.ShouldNotBe(before);
        Hidden.Open(Settings()).ShouldBeEmpty();
    }

    [Test]
    public void Should_stop_when_not_all_can_be_looked_at()
    {
        foreach (var number in Enumerable.Range(0, 257))
            Write(_work, $"many/{number}/.env");
        Should.Throw<SandboxException>(() => Hidden.Cover(Settings())).Message.ShouldContain("more than 256");

        Hidden.Cover(Settings(".none")).Mounts.ShouldBeEmpty();
        Directory.Delete(Path.Combine(_work, "many"), recursive: true);
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Path.Combine(_work, "deep"), UnixFileMode.None);
        Should.Throw<SandboxException>(() => Hidden.Cover(Settings())).Message.ShouldContain("cannot be read");
        File.SetUnixFileMode(Path.Combine(_work, "deep"), FileStore.PrivateFolder);
    }

    [Test]
    public void Should_be_rendered_for_Compose_and_gone_with_the_settings()
    {
        MountsFile.Write(_temp.Checkout, _temp.Renderer, Settings());

        var text = File.ReadAllText(_temp.Checkout.MountsCompose);
        text.ShouldContain($"""
                  - type: bind
                    source: "{_lib}"
                    target: "/mnt/lib"
                    read_only: true

            """);
        text.ShouldContain("target: \"/mnt/lib/$$it's \\\"quoted\\\".pem\"\n");
        text.Split('\n').Count(line => line is "        read_only: true").ShouldBe(7);
        text.Split('\n').ShouldContain(line => line.StartsWith("      dev.ai-sandbox.hidden: \"", StringComparison.Ordinal) && line.Length > 80);

        MountsFile.Write(_temp.Checkout, _temp.Renderer, new WorkspaceSettings { Mount = _work });
        File.Exists(_temp.Checkout.MountsCompose).ShouldBeFalse();
    }

    private WorkspaceSettings Settings(string hide = ".env,*.pem,!cacert.pem,secrets/") => new()
    {
        Mount = _work,
        Mounts = [new ExtraMount(_lib, "/mnt/lib", [], null)],
        Hide = HidePatterns.Parse(hide),
    };

    private static void Write(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "secret");
    }
}
