using System.Security.Cryptography;
using System.Text.Json;
using AiSandbox.Host;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services;

namespace Sandbox.Tests.Verification;

/// <summary>Verify as a user calls it, in a checkout whose rendered policy somebody has opened by hand.</summary>
[NonParallelizable]
public sealed class HandEditTests
{
    private readonly string _name = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly string _root = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;
    private readonly CommandRunner _commands = new();

    [OneTimeSetUp]
    public void Copy()
    {
        foreach (var part in new[] { "compose.yaml", "allowed-sites.txt", "build.sh", "global.json", "Directory.Build.props", "Directory.Packages.props", "guard", "artifacts/guard/program", "artifacts/guard/stamp", "images", "templates", "build/verification/compose.verify.yaml", "build/pages", "build/verification/report", "build/verification/runner.sh", "build/verification/cases/demo.yaml", "configs/README.md", "projects/.gitkeep" })
            Copy(Path.Combine(BuildScript.Checkout.Root, part), Path.Combine(_root, part));
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        var removed = await HostAsync("Cleanup", CancellationToken.None, "--yes");
        Directory.Delete(_root, recursive: true);
        removed.ExitCode.ShouldBe(0, removed.Error);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_end_with_3_and_say_why_when_the_final_deny_was_turned_to_allow_by_hand(CancellationToken cancellation)
    {
        var built = await HostAsync("Build", cancellation);
        built.ExitCode.ShouldBe(0, built.Error);
        var home = new Checkout(_root).Of(SandboxName.Parse(_name));
        var conf = Path.Combine(home.Configs, "proxy", "squid.conf");
        var policy = await File.ReadAllTextAsync(conf, cancellation);
        await File.WriteAllTextAsync(conf, policy.Replace("\nhttp_access deny all", "\nhttp_access allow all", StringComparison.Ordinal), cancellation);

        var verified = await HostAsync("Verify", cancellation);

        verified.ExitCode.ShouldBe(3, verified.Error + verified.Output);
        verified.Error.ShouldContain("squid.conf was edited by hand");
        verified.Error.ShouldContain("http_access allow all");
        verified.Error.ShouldContain("Verify found a hole");
        verified.Output.ShouldContain("HOLE: https-unlisted");
        File.ReadAllText(conf).ShouldBe(policy, "the edit is gone, and said to be");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home.Reports, "verify", "report.json"), cancellation));
        report.RootElement.GetProperty("green").GetBoolean().ShouldBeFalse();
        File.Exists(Path.Combine(home.Reports, "verify", "junit.xml")).ShouldBeTrue();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_say_Up_first_when_live_has_nothing_to_verify(CancellationToken cancellation)
    {
        var verified = await HostAsync("Verify", cancellation, "--live", "--exclusive");

        verified.ExitCode.ShouldBe(1);
        verified.Error.ShouldContain($"Sandbox {_name} does not run");
        verified.Error.ShouldContain("--target=Up");
    }

    // The compiled host of these tests, on the copied checkout.
    private Task<CommandResult> HostAsync(string target, CancellationToken cancellation, params string[] more) => _commands.TryAsync(
        new Command("dotnet", ["exec", typeof(RunState).Assembly.Location, $"--target={target}", $"--name={_name}", .. more])
        {
            WorkingDirectory = _root,
            Environment = new Dictionary<string, string?> { [EnvironmentNames.Root] = _root },
        },
        cancellation);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }
}
