using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Debian;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Images;

/// <summary>
/// What all images build on: Debian 13, from the image registry or, where none answers, made from the machine's own Debian
/// mirror. Either way it is kept under one tag, with a label of ours.
/// </summary>
/// <param name="checkout">The checkout, whose private engine has debootstrap.</param>
public sealed class BaseImage(DockerCli docker, ICommandRunner commands, IReporter reporter, Checkout checkout)
{
    /// <summary>The tag that the Dockerfiles build on.</summary>
    public const string Tag = Sandbox.BaseImage;

    private const string Release = "trixie";
    private const string Official = "debian:13-slim";

    // A registry that is blocked without an answer must not hold the run for minutes.
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(3);

    /// <summary>Makes sure that the image is there.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="anew">Whether it is made again where it is there; the one before is then gone.</param>
    /// <exception cref="SandboxException">Neither a registry nor a Debian mirror can be had.</exception>
    public async Task EnsureAsync(CancellationToken cancellation, bool anew = false)
    {
        var before = (await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", Tag], cancellation)).Output.Trim();
        if (before.Length > 0 && !anew)
            return;

        await MakeAsync(anew, cancellation);
        // The tag has moved on. One that is the same, or that something of the user's is made from, stays.
        if (before.Length > 0)
            await docker.TryAsync(["image", "rm", before], cancellation);
    }

    private async Task MakeAsync(bool anew, CancellationToken cancellation)
    {
        var refusal = await reporter.StepAsync($"Getting the base image {Official}", _ => PullAsync(anew, cancellation));
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
        });
    }

    private async Task<bool> IsThereAsync(string image, CancellationToken cancellation) =>
        (await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellation)).ExitCode is 0;

    private async Task<string?> PullAsync(bool anew, CancellationToken cancellation)
    {
        var users = await IsThereAsync(Official, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PullLimit);
        try
        {
            var pull = await docker.TryAsync(["pull", "--quiet", Official], limit.Token);
            if (pull.ExitCode is not 0 && (anew || !users))
                return pull.Error.Trim().Split('\n')[^1];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            if (anew || !users)
                return $"no answer within {PullLimit.TotalMinutes} minutes";
        }

        await docker.RunAsync(["build", "--quiet", "--tag", Tag, "--label", $"{SandboxLabels.Base}=registry", "-"], cancellation, input: $"FROM {Official}\n");
        // Its layers stay with our tag, and go with it; a tag that the user had is the user's.
        if (!users)
            await docker.TryAsync(["image", "rm", Official], cancellation);
        return null;
    }

    private async Task BootstrapAsync(OsRelease host, Action<string> detail, CancellationToken cancellation)
    {
        var sources = AptSources.Find(host)
            ?? throw new SandboxException($"No source in /etc/apt names a mirror of Debian {host.Codename}.", "cat /etc/apt/sources.list.d/*");
        // debootstrap does not take a path with a space, and a temporary folder may have one.
        var work = Directory.CreateDirectory($"/var/tmp/ai-sandbox-base-{Path.GetRandomFileName()}").FullName;
        var (root, archive) = (Path.Combine(work, "root"), Path.Combine(work, "root.tar"));
        try
        {
            await Debootstrap().MakeAsync(Release, root, sources, detail, cancellation);
            detail("packing");
            await commands.RunAsync(
                new Command(
                    "tar", "--create", "--file", archive, "--directory", root, "--numeric-owner",
                    "--exclude=./dev/*", "--exclude=./proc/*", "--exclude=./sys/*", "--exclude=./tmp/*", "--exclude=./debootstrap",
                    "--exclude=./var/cache/apt/*", "--exclude=./var/lib/apt/lists/*", "--exclude=./var/log/*.log", "."),
                cancellation);

            detail("importing");
            await docker.RunAsync(["import", "--change", $"LABEL {SandboxLabels.Base}=debootstrap", "--change", "CMD [\"bash\"]", archive, Tag], cancellation);
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            throw new SandboxException("debootstrap is missing, and the base image is made with it.", "apt-get install debootstrap", inner: missing);
        }
        catch (CommandException failed)
        {
            throw checkout.Log("base-image").Fail("The base image could not be made from this machine's Debian mirror.", failed);
        }
        finally
        {
            Remove(work);
        }
    }

    // The private engine's, which may be another checkout's, or else the machine's.
    private Debootstrap Debootstrap()
    {
        var own = new PrivateEngineLayout(checkout.Engine);
        var engine = File.Exists(own.Debootstrap) ? own : PrivateEngineState.Read()?.Layout ?? own;
        return File.Exists(engine.Debootstrap)
            ? new Debootstrap(commands, engine.Debootstrap, new Dictionary<string, string?>(engine.DaemonEnvironment(), StringComparer.Ordinal)
            {
                ["DEBOOTSTRAP_DIR"] = Path.Combine(engine.Root, "usr", "share", "debootstrap"),
            })
            : new Debootstrap(commands, "debootstrap", new Dictionary<string, string?>(StringComparer.Ordinal));
    }

    // debootstrap, cut off, leaves /proc and /sys mounted in the tree; they must be gone before anything in it is deleted.
    private static void Remove(string work)
    {
        foreach (var mount in EngineProcesses.MountsBelow(work))
            LinuxKernel.Unmount(mount);
        if (EngineProcesses.MountsBelow(work).Count is 0)
            Directory.Delete(work, recursive: true);
    }
}
