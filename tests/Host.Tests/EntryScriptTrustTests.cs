using System.Runtime.Versioning;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests;

/// <summary>What build.sh compiles and runs, in a checkout where a script stands for the SDK: it says what it was called with.</summary>
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
public sealed class EntryScriptTrustTests
{
    private const UnixFileMode Executable = FileStore.PublicFolder, Open = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const string Ran = "ran AiSandbox.Host.dll --target=Up\n";

    private string _folder = "";

    private string Root => Path.Combine(_folder, "the checkout");

    private string Release => Path.Combine(Root, "artifacts", "bin", "AiSandbox.Host", "release");

    [SetUp]
    public void CreateCheckout()
    {
        Tool.Need("bash", "find");
        _folder = Directory.CreateTempSubdirectory("entry script ").FullName;
        foreach (var folder in new[] { "build/host", "build/policy", "build/verification", "build/frosting", "projects" })
            FileStore.CreateFolder(Path.Combine(Root, folder));
        foreach (var file in new[] { "build.sh", "global.json", "Directory.Build.props", "Directory.Packages.props", "build/Cake.props" })
            FileStore.Write(Path.Combine(Root, file), File.ReadAllText(Path.Combine(TempCheckout.Repository, file)), file is "build.sh" ? Executable : FileStore.Public);
        FileStore.Write(Path.Combine(Release, "AiSandbox.Host.dll"), "");
        FileStore.Write(Path.Combine(Root, "artifacts", "host.stamp"), "");
        File.SetUnixFileMode(Path.Combine(Root, "projects"), Open);
        FileStore.Write(Path.Combine(_folder, "bin", "dotnet"), "#!/bin/sh\ncase $1 in --version | build) ;; *) echo ran \"${1##*/}\" \"$2\" ;; esac\n", Executable);
    }

    [TearDown]
    public void RemoveCheckout() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_run_what_is_the_users_own(CancellationToken cancellation) => (await RunAsync(cancellation)).Output.ShouldBe(Ran);

    [TestCase("build/host/Program.cs")]
    [TestCase("build/policy/Finding.cs")]
    [TestCase("build/verification/CaseRunner.cs")]
    [TestCase("build/frosting/CakeHost.cs")]
    [CancelAfter(60_000)]
    public async Task Should_compile_again_when_a_source_is_newer(string source, CancellationToken cancellation)
    {
        var stamp = Path.Combine(Root, "artifacts", "host.stamp");
        File.SetLastWriteTimeUtc(stamp, DateTime.UtcNow.AddMinutes(1));
        (await RunAsync(cancellation)).Error.ShouldBeEmpty();
        FileStore.Write(Path.Combine(Root, source), "");
        File.SetLastWriteTimeUtc(Path.Combine(Root, source), DateTime.UtcNow.AddMinutes(2));

        (await RunAsync(cancellation)).Error.ShouldStartWith("Compiling the build host …\n");
    }

    [TestCase("artifacts")]
    [TestCase("artifacts/bin")]
    [TestCase("artifacts/bin/AiSandbox.Host/release/AiSandbox.Host.dll")]
    [TestCase("build/host")]
    [TestCase("build/policy")]
    [TestCase("build/verification")]
    [TestCase("global.json")]
    [CancelAfter(60_000)]
    public async Task Should_run_nothing_that_others_can_write(string path, CancellationToken cancellation)
    {
        File.SetUnixFileMode(Path.Combine(Root, path), Open);
        await RefuseAsync("would run it", cancellation);
        File.SetUnixFileMode(Path.Combine(Root, path), Executable | UnixFileMode.GroupWrite);
        await RefuseAsync("would run it", cancellation);

        // A group that can write to the checkout's own folder can exchange build.sh as well.
        File.SetUnixFileMode(Root, Executable | UnixFileMode.GroupWrite);
        (await RunAsync(cancellation)).Output.ShouldBe(Ran);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_run_nothing_behind_a_link(CancellationToken cancellation)
    {
        Directory.Move(Path.Combine(Root, "artifacts"), Path.Combine(_folder, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(Root, "artifacts"), Path.Combine(_folder, "elsewhere"));

        await RefuseAsync($"Next: look at it, then: rm -rf '{Root}/artifacts'", cancellation);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_run_nothing_where_everyone_can_exchange_it(CancellationToken cancellation)
    {
        File.SetUnixFileMode(Root, Open);
        await RefuseAsync($"Next: chmod o-w '{Root}'", cancellation);

        File.SetUnixFileMode(Root, Open | UnixFileMode.StickyBit);
        (await RunAsync(cancellation)).Output.ShouldBe(Ran);
    }

    [TestCase("artifacts")]
    [TestCase("artifacts/bin/AiSandbox.Host/release/AiSandbox.Host.dll")]
    [TestCase("build")]
    [TestCase("NuGet.config")]
    [CancelAfter(60_000)]
    public async Task Should_run_nothing_that_another_user_made(string path, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can make a file another user's.");
        var full = Path.Combine(Root, path);
        if (!Directory.Exists(full))
            FileStore.Write(full, "");
        await Tool.RunAsync("chown", "4711", full);
        await RefuseAsync("sudo rm -rf", cancellation, path.StartsWith("artifacts", StringComparison.Ordinal) ? "artifacts" : path);

        // A checkout of the user's, where root runs it.
        await Tool.RunAsync("chown", "4711", Root);
        (await RunAsync(cancellation)).Output.ShouldBe(Ran);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_name_who_compiles_and_go_on_once_he_has_ended(CancellationToken cancellation)
    {
        var held = Path.Combine(Root, "artifacts", "host.lock");
        FileStore.Write(Path.Combine(held, "pid"), $"{Environment.ProcessId} ./build.sh\n");
        File.Delete(Path.Combine(Root, "artifacts", "host.stamp"));
        var run = RunAsync(cancellation);
        await Task.Delay(1000, cancellation);
        run.IsCompleted.ShouldBeFalse();
        Directory.Delete(held, recursive: true);

        var result = await run;

        result.Output.ShouldBe(Ran);
        result.Error.ShouldStartWith($"Waiting: process {Environment.ProcessId} (./build.sh) compiles the build host …\nCompiling the build host …\n");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_compile_where_nobody_else_can_write_whatever_umask_says(CancellationToken cancellation)
    {
        Directory.Delete(Path.Combine(Root, "artifacts"), recursive: true);

        await Tool.Runner.TryAsync(Command("umask 000; exec ./build.sh --target=Up"), cancellation);

        var artifacts = Path.Combine(Root, "artifacts");
        File.GetUnixFileMode(artifacts).ShouldBe(FileStore.PublicFolder);
        File.GetUnixFileMode(Path.Combine(artifacts, "host.log")).ShouldBe(FileStore.Public);
    }

    private Command Command(string line) => new("bash", "-c", line)
    {
        WorkingDirectory = Root,
        Environment = new Dictionary<string, string?> { ["PATH"] = $"{_folder}/bin:/usr/bin:/bin" },
    };

    private Task<CommandResult> RunAsync(CancellationToken cancellation) => Tool.Runner.TryAsync(Command("exec ./build.sh --target=Up"), cancellation);

    private async Task RefuseAsync(string words, CancellationToken cancellation, string? place = null)
    {
        var refused = await RunAsync(cancellation);
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldBeEmpty();
        refused.Error.ShouldContain(words);
        if (place is not null)
            refused.Error.ShouldContain($"'{Root}/{place}'");
    }
}
