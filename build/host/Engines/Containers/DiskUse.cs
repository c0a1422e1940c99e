using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>How much of WORKSPACE_DISK a workspace has written.</summary>
public sealed class DiskUse(DockerCli docker, WorkspaceEnv env, HostOptions options, Checkout checkout)
{
    // A home of a million files takes longer: what was counted until then is said.
    private const string Seconds = "5";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // The files' blocks, those of the mounted folder left out. It counts in a container of its own: what an agent has put in the place of a program has no say.
    private const string Count = "timeout $1 find /home-of-it -xdev -path /home-of-it/workspace -prune -o -printf '%b\\n' | awk '{ sum += $1 } END { printf \"%.0f\", sum * 512 }'; echo \" ${PIPESTATUS[0]}\"";

    /// <summary>Measures; <see langword="null"/> without the setting, and where the engine does not say.</summary>
    public async Task<DiskLook?> ReadAsync(CancellationToken cancellation)
    {
        if (env.Read().DiskBytes is not { } most)
            return null;

        var (home, layer) = (HomeAsync(cancellation), docker.AskAsync(
            ["container", "inspect", "--size", "--format", "{{.SizeRw}}", SandboxStack.Container(options.Name, "workspace")], cancellation));
        var own = await layer is { ExitCode: 0 } said && long.TryParse(said.Output.Trim(), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        return await home is { } counted
            ? new DiskLook(counted.Bytes, own, counted.IsAll, most, FileStore.Read(checkout.DiskCompose) is { } bound ? BoundParts(bound) : [])
            : null;
    }

    private async Task<(long Bytes, bool IsAll)?> HomeAsync(CancellationToken cancellation)
    {
        if (await docker.AskAsync(["volume", "inspect", $"{options.Name}_workspace"], cancellation) is not { ExitCode: 0 })
            return (0, true);

        var said = await docker.AskAsync(
            ["run", "--rm", "--pull", "never", "--label", $"{SandboxLabels.Sandbox}={options.Name}", "--network", "none", "--log-driver", "none", "--user", "0:0", "--read-only",
             "--cap-drop", "ALL", "--cap-add", "DAC_READ_SEARCH", "--security-opt", "no-new-privileges", "--pids-limit", "16", "--memory", "256m",
             "--mount", $"type=volume,source={options.Name}_workspace,target=/home-of-it,readonly", "--entrypoint", "bash", BaseImage.Tag,
             "-c", Count, "count", Seconds],
            cancellation, Limit);
        return said is { ExitCode: 0 } ? Parse(said.Output) : null;
    }

    /// <summary>Reads what the count printed: bytes, and the exit code of find.</summary>
    internal static (long Bytes, bool IsAll)? Parse(string output) =>
        output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var sum, var code] && long.TryParse(sum, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? (bytes, code is not "124")
            : null;

    private static IReadOnlyList<string> BoundParts(string compose) =>
        [.. new[] { ("storage_opt", "its own layer"), ("driver_opts", "/root") }.Where(part => compose.Contains(part.Item1, StringComparison.Ordinal)).Select(part => part.Item2)];
}

/// <summary>What a workspace has written, and how much it may.</summary>
/// <param name="Home">Bytes below /root, the mounted folder left out.</param>
/// <param name="Layer">Bytes that it has changed of its image.</param>
/// <param name="IsAll">Whether all was counted: else it is more.</param>
/// <param name="Most">The setting.</param>
/// <param name="Bound">Of which of them the engine's storage is the limit.</param>
public sealed record DiskLook(long Home, long Layer, bool IsAll, long Most, IReadOnlyList<string> Bound)
{
    /// <summary>What makes room.</summary>
    public const string Repair = "remove what is not needed below /root, or raise WORKSPACE_DISK";

    private const double Much = 0.8;

    /// <summary>Whether that is much of it.</summary>
    public bool IsMuch => Home + Layer >= Much * Most;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsAll ? "" : "at least ")}{Quantity.Size(Home + Layer)} of {Quantity.Size(Most)}: /root {Quantity.Size(Home)}, its own layer {Quantity.Size(Layer)}; "
        + (Bound.Count is 0 ? "the engine's storage cannot bound it" : $"the engine's storage bounds {string.Join(" and ", Bound)}, each for itself");
}
