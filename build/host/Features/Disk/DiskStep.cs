using System.Globalization;
using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Disk;

/// <summary>
/// Has the engine's storage bound what the workspace writes, where it can: it is asked, since what it says of itself leaves out how its
/// disk was mounted. A volume gets its size when it is made, and keeps that.
/// </summary>
public sealed class DiskStep(DockerCli docker, WorkspaceEnv env, ConfigRenderer renderer, HostOptions options, Checkout checkout) : ILifecycleStep
{
    // Those whose containers have quotas: docker run --storage-opt.
    private static readonly string[] Drivers = ["overlay2", "btrfs", "zfs"];

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var size = env.Read().DiskBytes?.ToString(CultureInfo.InvariantCulture);
        var home = await HomeAsync(size, cancellation);
        var layer = size is not null && await BoundsLayersAsync(size, cancellation) ? size : null;
        if (home is null && layer is null)
            FileStore.Remove(checkout.DiskCompose);
        else
            renderer.RenderTo(checkout.DiskCompose, "compose.disk.yaml.sbn", new { Layer = layer ?? "", Home = home ?? "" });
    }

    // What another size is asked of would be made anew, and all in it lost.
    private async Task<string?> HomeAsync(string? size, CancellationToken cancellation)
    {
        var there = await docker.TryAsync(["volume", "inspect", "--format", "{{.Options.size}}", $"{options.Name}_workspace"], cancellation);
        if (there.ExitCode is 0)
            return there.Output.Trim() is { Length: > 0 } kept && kept.All(char.IsAsciiDigit) ? kept : null;
        if (size is null)
            return null;

        var trial = Trial();
        var made = await docker.TryAsync(["volume", "create", "--label", Label, "--opt", $"size={size}", trial], cancellation);
        await docker.TryAsync(["volume", "rm", trial], CancellationToken.None);
        return made.ExitCode is 0 ? size : null;
    }

    private async Task<bool> BoundsLayersAsync(string size, CancellationToken cancellation)
    {
        // Others take the option and do nothing.
        var driver = await docker.TryAsync(["info", "--format", "{{.Driver}}"], cancellation);
        if (!Drivers.Contains(driver.Output.Trim(), StringComparer.Ordinal))
            return false;

        var trial = Trial();
        var made = await docker.TryAsync(
            ["create", "--pull", "never", "--name", trial, "--label", Label, "--network", "none", "--storage-opt", $"size={size}", BaseImage.Tag, "true"], cancellation);
        await docker.TryAsync(["rm", "--force", trial], CancellationToken.None);
        return made.ExitCode is 0;
    }

    private string Label => $"{SandboxLabels.Sandbox}={options.Name}";

    private string Trial() => $"{options.Name}-disk-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
}
