using System.Security.Cryptography;
using System.Text.Json;

namespace Sandbox.Tests.Verification;

/// <summary>Verify as a user calls it, in a checkout whose rendered policy somebody has opened by hand.</summary>
public sealed class HandEditTests
{
    private readonly string _name = $"test-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly CheckoutCopy _copy = new();

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        var removed = await _copy.RunAsync("Cleanup", _name, CancellationToken.None, "--yes");
        _copy.Dispose();
        removed.ExitCode.ShouldBe(0, removed.Error);
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_end_with_3_and_say_why_when_the_final_deny_was_turned_to_allow_by_hand(CancellationToken cancellation)
    {
        var built = await _copy.RunAsync("Build", _name, cancellation);
        built.ExitCode.ShouldBe(0, built.Error);
        var home = _copy.Of(_name);
        var conf = Path.Combine(home.Configs, "proxy", "squid.conf");
        var policy = await File.ReadAllTextAsync(conf, cancellation);
        await File.WriteAllTextAsync(conf, policy.Replace("\nhttp_access deny all", "\nhttp_access allow all", StringComparison.Ordinal), cancellation);

        var verified = await _copy.RunAsync("Verify", _name, cancellation);

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
    [CancelAfter(600_000)]
    public async Task Should_say_Up_first_when_live_has_nothing_to_verify(CancellationToken cancellation)
    {
        var built = await _copy.RunAsync("Build", _name, cancellation);
        built.ExitCode.ShouldBe(0, built.Error);

        var verified = await _copy.RunAsync("Verify", _name, cancellation, "--live", "--exclusive");

        verified.ExitCode.ShouldBe(1);
        verified.Error.ShouldContain($"Sandbox {_name} does not run");
        verified.Error.ShouldContain("--target=Up");
    }
}
