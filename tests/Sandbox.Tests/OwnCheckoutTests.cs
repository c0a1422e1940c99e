using System.Runtime.Versioning;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Terminal;

namespace Sandbox.Tests;

/// <summary>A checkout in which somebody else was first, and one that cannot be written.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class OwnCheckoutTests
{
    private static readonly CommandRunner Commands = new();

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_write_no_key_and_run_nothing_where_another_user_was_first(CancellationToken cancellation)
    {
        NeedRoot();
        using var copy = new CheckoutCopy();
        var elsewhere = Directory.CreateTempSubdirectory("elsewhere ").FullName;
        try
        {
            // Whoever can write to the folder that a checkout is unpacked in puts his link there before.
            Directory.Delete(Path.Combine(copy.Root, "configs"), recursive: true);
            File.CreateSymbolicLink(Path.Combine(copy.Root, "configs"), elsewhere);
            var refused = await copy.RunAsync("PrepareSsh", "own", cancellation, "--git-username=Ada", "--git-email=ada@example.com");
            refused.ExitCode.ShouldBe(1, refused.Output);
            refused.Error.ShouldContain($"configs is a link to {elsewhere}");
            refused.Error.ShouldContain("rm 'configs'");
            Directory.EnumerateFileSystemEntries(elsewhere).ShouldBeEmpty();

            // The control: the command it named, and the same words once more.
            File.Delete(Path.Combine(copy.Root, "configs"));
            var made = await copy.RunAsync("PrepareSsh", "own", cancellation, "--git-username=Ada", "--git-email=ada@example.com");
            made.ExitCode.ShouldBe(0, made.Error);
            File.Exists(Path.Combine(copy.Of("own").Configs, "keys", "id_ed25519")).ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_at_once_that_the_list_cannot_be_written_when_the_checkout_is_read_only(CancellationToken cancellation)
    {
        NeedRoot();
        using var copy = new CheckoutCopy();
        // What the mode is changed to is the only difference; 60 s are far more than it takes, and it waited for ever.
        const string script =
            """mount --bind "$1" "$1" && mount -o "remount,bind,$3" "$1" && cd "$1" && AI_SANDBOX_ROOT=$1 exec timeout 60 dotnet exec "$2" --target=Allow --domain=example.org""";

        var refused = await AllowAsync("ro");
        refused.ExitCode.ShouldBe(1, refused.Output + refused.Error);
        refused.Error.ShouldContain(".allowlist.lock cannot be written");
        var allowed = await AllowAsync("rw");
        allowed.ExitCode.ShouldBe(0, allowed.Error);
        (await File.ReadAllTextAsync(Path.Combine(copy.Root, "allowed-sites.txt"), cancellation)).ShouldContain("example.org");

        Task<CommandResult> AllowAsync(string mode) => Commands.TryAsync(
            new Command("unshare", "--mount", "bash", "-c", script, "allow", copy.Root, typeof(RunState).Assembly.Location, mode), cancellation);
    }

    private static void NeedRoot()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can be another user, and mount.");
    }
}
