using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Debian;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Services.Engine;

namespace AiSandbox.Host.Services.Images;

/// <summary>
/// What both images build on: Debian 13, from the image registry or, where none answers, made from the machine's own Debian
/// mirror. Either way it is kept under one tag, with a label of ours.
/// </summary>
/// <param name="docker">The engine.</param>
/// <param name="commands">Starts debootstrap.</param>
/// <param name="reporter">What the user sees.</param>
/// <param name="checkout">The checkout, whose private engine has debootstrap.</param>
public sealed class BaseImage(DockerCli docker, ICommandRunner commands, IReporter reporter, Checkout checkout)
{
    /// <summary>The tag that the Dockerfiles build on.</summary>
    public const string Tag = "ai-sandbox-base:13";

    private const string Release = "trixie";
    private const string Official = "debian:13-slim";

    // A registry that is blocked without an answer must not hold the run for minutes.
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(3);

    /// <summary>Makes sure that the image is there.</summary>
    /// <exception cref="SandboxException">Neither a registry nor a Debian mirror can be had.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if ((await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", Tag], cancellation)).ExitCode == 0)
            return;

        var refusal = await reporter.StepAsync($"Getting the base image {Official}", _ => PullAsync(cancellation));
        if (refusal is null)
            return;
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || OsRelease.Read() is not { Id: "debian" } host)
        {
            throw new SandboxException(
                $"The image registry did not give {Official} ({refusal}), and only on Debian and as root can it be made from the package mirror.",
                $"docker pull {Official}");
        }

        await reporter.StepAsync("No image registry answers: making the base image from this machine's Debian mirror", async detail =>
        {
            await BootstrapAsync(host, detail, cancellation);
            return true;
        });
    }

    private async Task<string?> PullAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PullLimit);
        try
        {
            var pull = await docker.TryAsync(["pull", "--quiet", Official], limit.Token);
            if (pull.ExitCode != 0)
                return pull.Error.Trim().Split('\n')[^1];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"no answer within {PullLimit.TotalMinutes} minutes";
        }

        await docker.RunAsync(["build", "--quiet", "--tag", Tag, "--label", $"{SandboxLabels.Base}=registry", "-"], cancellation, input: $"FROM {Official}\n");
        return null;
    }

    private async Task BootstrapAsync(OsRelease host, Action<string> detail, CancellationToken cancellation)
    {
        var sources = AptSources.Find(host.Codename)
            ?? throw new SandboxException($"No source in /etc/apt names a mirror of {host.Codename}.", "cat /etc/apt/sources.list.d/*");
        var layout = new PrivateEngineLayout(checkout.Engine);
        var own = File.Exists(layout.Debootstrap);
        // debootstrap does not take a path with a space, and a temporary folder may have one.
        var work = Directory.CreateDirectory($"/var/tmp/ai-sandbox-base-{Path.GetRandomFileName()}").FullName;
        var (root, archive) = (Path.Combine(work, "root"), Path.Combine(work, "root.tar"));
        try
        {
            string[] keyring = sources.Keyring is null ? [] : [$"--keyring={sources.Keyring}"];
            await commands.StreamAsync(
                new Command(own ? layout.Debootstrap : "debootstrap", ["--variant=minbase", .. keyring, Release, root, sources.Mirror])
                {
                    Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["DEBOOTSTRAP_DIR"] = own ? Path.Combine(layout.Root, "usr", "share", "debootstrap") : null,
                    },
                },
                line => detail(line.Replace("I: ", "", StringComparison.Ordinal)),
                cancellation);
            await commands.RunAsync(new Command("tar", "--create", "--file", archive, "--directory", root, "--exclude=./var/cache/apt/*", "--exclude=./var/lib/apt/lists/*", "."), cancellation);

            detail("importing");
            await docker.RunAsync(["import", "--change", $"LABEL {SandboxLabels.Base}=debootstrap", "--change", "CMD [\"bash\"]", archive, Tag], cancellation);
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            throw new SandboxException("There is no debootstrap to make the base image with.", "apt-get install debootstrap", inner: missing);
        }
        finally
        {
            foreach (var mount in EngineProcesses.MountsBelow(root))
                await commands.TryAsync(new Command("umount", "--lazy", mount), CancellationToken.None);
            Directory.Delete(work, recursive: true);
        }
    }
}
