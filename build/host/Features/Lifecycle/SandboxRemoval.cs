using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Removes what belongs to a sandbox, found by its label; images by their names, since sandboxes share them.</summary>
/// <param name="packages">The day that the next images' packages are of: who removes images wants newer ones.</param>
public sealed class SandboxRemoval(DockerCli docker, EngineAccess engine, IReporter reporter, UnusedImages unused, PackageDay packages, Checkout checkout)
{
    /// <summary>Removes containers, networks, images, and the volumes where asked for.</summary>
    /// <exception cref="SandboxException">No engine answers, so nothing was looked for (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<Removed> RemoveAsync(SandboxName name, bool volumes, CancellationToken cancellation)
    {
        await RequireEngineAsync(name, cancellation);
        return await reporter.StepAsync($"Removing sandbox {name}", async detail =>
        {
            var removed = new Removed(0, 0, 0, 0, BaseImage: false);
            foreach (var left in volumes ? await LeftByVerifyAsync(name, cancellation) : [])
            {
                // One that is at work holds its lock.
                using var held = FileLock.Try(Path.Combine(checkout.Reports, "verify", "run", $"{left}.lock"), "Cleanup");
                if (held is null)
                    reporter.Line($"Verify of {name} runs, and its sandbox {left} is left to it.");
                else
                    removed += await RemoveAsync(left, volumes: true, detail, cancellation);
            }

            return removed + await RemoveAsync(name.Value, volumes, detail, cancellation);
        });
    }

    // What a Verify that was killed did not take away. Nobody can name it: such names are Verify's own.
    private async Task<IReadOnlyList<string>> LeftByVerifyAsync(SandboxName name, CancellationToken cancellation)
    {
        string[] label = ["--filter", $"label={SandboxLabels.Sandbox}", "--format", $"{{{{.Label \"{SandboxLabels.Sandbox}\"}}}}"];
        var names = new List<string>();
        foreach (var list in new string[][] { ["ps", "--all"], ["network", "ls"], ["volume", "ls"] })
            names.AddRange(await docker.ListAsync([.. list, .. label], cancellation));

        return [.. names.Where(name.IsVerifiedAs).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // An engine that does not answer may hold all of it, a stopped one as well.
    private async Task RequireEngineAsync(SandboxName name, CancellationToken cancellation)
    {
        try
        {
            await engine.ConnectAsync(cancellation);
        }
        catch (SandboxException silent) when (silent.ExitCode == ExitCodes.NoEngine)
        {
            throw new SandboxException(
                $"{silent.Reason} Containers and volumes of sandbox {name} cannot be listed: nothing was removed.", silent.Next, ExitCodes.NoEngine, silent);
        }
    }

    private async Task<Removed> RemoveAsync(string name, bool volumes, Action<string> detail, CancellationToken cancellation)
    {
        var label = $"label={SandboxLabels.Sandbox}={name}";
        var containers = await AllAsync("containers", ["ps", "--all", "--quiet", "--filter", label], ["rm", "--force"]);
        var networks = await AllAsync("networks", ["network", "ls", "--quiet", "--filter", label], ["network", "rm"]);
        var volumesGone = volumes ? await AllAsync("volumes", ["volume", "ls", "--quiet", "--filter", label], ["volume", "rm"]) : 0;
        // Of an image that another sandbox shares the name goes, and the image stays.
        var names = SandboxImages.All.SelectMany(image => new[] { "--filter", $"reference={name}-{image}" });
        var images = await AllAsync("images", ["image", "ls", "--format", "{{.Repository}}", "--filter", $"label={SandboxLabels.Image}", .. names], ["image", "rm"]);
        images += await AllAsync("images with its label", ["image", "ls", "--quiet", "--filter", label], ["image", "rm", "--force"]); // of an earlier release
        await unused.PruneAsync(cancellation);
        packages.Forget();

        return new Removed(containers, networks, volumesGone, images, volumes && await RemoveBaseAsync(cancellation));

        async Task<int> AllAsync(string what, string[] list, string[] remove)
        {
            var found = (await docker.ListAsync(list, cancellation)).Distinct(StringComparer.Ordinal).ToArray();
            if (found.Length > 0)
            {
                detail($"{found.Length} {what}");
                await docker.RunAsync([.. remove, .. found], cancellation);
            }

            return found.Length;
        }
    }

    // The base image is shared: the last sandbox of the machine takes it along. A private engine keeps it, where it took a
    // minute to make; it goes with the engine.
    private async Task<bool> RemoveBaseAsync(CancellationToken cancellation)
    {
        if ((await engine.ConnectAsync(cancellation)).Private)
            return false;
        if ((await docker.ListAsync(["image", "ls", "--quiet", "--filter", $"label={SandboxLabels.Image}"], cancellation)).Length > 0)
            return false;

        var images = (await docker.ListAsync(["image", "ls", "--quiet", "--filter", $"label={SandboxLabels.Base}"], cancellation)).Distinct(StringComparer.Ordinal).ToArray();
        if (images.Length > 0)
            await docker.RunAsync(["image", "rm", "--force", .. images], cancellation);
        return images.Length > 0;
    }
}

/// <summary>How much was removed.</summary>
/// <param name="Containers">Containers.</param>
/// <param name="Networks">Networks.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="Images">Images.</param>
/// <param name="BaseImage">Whether the base image, which sandboxes share, went as the last one's.</param>
public sealed record Removed(int Containers, int Networks, int Volumes, int Images, bool BaseImage)
{
    /// <summary>Both.</summary>
    public static Removed operator +(Removed one, Removed other) => new(
        one.Containers + other.Containers, one.Networks + other.Networks, one.Volumes + other.Volumes, one.Images + other.Images, one.BaseImage || other.BaseImage);

    /// <summary>The sentence for the user.</summary>
    public string Describe(SandboxName name) => this is { Containers: 0, Networks: 0, Volumes: 0, Images: 0 }
        ? $"Nothing of sandbox {name} was left to remove."
        : $"Removed of sandbox {name}: {Containers} containers, {Networks} networks, {Volumes} volumes, {Images} images"
            + $"{(BaseImage ? ", and the base image, which no other sandbox uses" : "")}.";
}
