using System.Runtime.Versioning;

namespace Sandbox.Tests;

/// <summary>A user whose umask lets nobody else read what he makes, checkout included.</summary>
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
[Parallelizable(ParallelScope.All)]
public sealed class UmaskTests
{
    [TestCase("077", "go-rwx")]
    [TestCase("027", "o-rwx")]
    [CancelAfter(900_000)]
    public async Task Should_come_up_and_let_everybody_inside_read_what_is_there_for_all(string umask, string narrow, CancellationToken cancellation)
    {
        await using var checkout = await WholeCheckout.CreateAsync($"umask {umask}");
        (await checkout.ToolAsync("chmod", ["-R", narrow, checkout.Root], cancellation)).ExitCode.ShouldBe(0);

        var up = await checkout.ToolAsync("bash", ["-c", $"umask {umask}; exec ./build.sh --target=Up"], cancellation);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);

        // An editor's account has no right of root's. The control: what is not for it.
        var workspace = $"{checkout.Name}-workspace-1";
        foreach (var file in new[] { "/usr/local/share/ai-sandbox/AGENTS.md", "/run/host/allowed/443", "/etc/environment", "/etc/dpkg/dpkg.cfg.d/ai-sandbox", "/etc/apt/sources.list.d/debian.sources" })
            (await checkout.DockerAsync("exec", "--user", "4711:4711", workspace, "cat", file)).ShouldNotBeEmpty(file);
        var key = await checkout.DockerAsync("exec", "--user", "4711:4711", workspace, "sh", "-c", "cat /run/host/ssh/id_ed25519.pub 2>&1 || true");
        key.ShouldContain("Permission denied");

        // As it was made by an earlier run: rendered anew, it can be read again.
        (await checkout.ToolAsync("chmod", ["-R", "go-rwx", "configs"], cancellation)).ExitCode.ShouldBe(0);
        var doctor = await checkout.RunAsync("Doctor", cancellation);
        doctor.Output.ShouldContain("chmod -R a+rX configs/proxy configs/allowed configs/upstream/proxy configs/certificates");
        var reload = await checkout.ToolAsync("bash", ["-c", $"umask {umask}; exec ./build.sh --target=Reload"], cancellation);
        reload.ExitCode.ShouldBe(0, reload.Error);
        (await checkout.RunAsync("Doctor", cancellation)).Output.ShouldNotContain("chmod -R a+rX");
        (await checkout.DockerAsync("exec", $"{checkout.Name}-guard-1", "/guard", "--health")).ShouldBeEmpty();
    }
}
