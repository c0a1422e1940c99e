using System.Globalization;
using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>
/// Keeps the workspace from running anything until the host has proven where it stands. compose.yaml starts it with
/// <see cref="Program"/>, which waits for a signal that nobody but the engine can send: a program without libraries, in the root,
/// so that nothing but a change of the file itself changes what starts.
/// </summary>
public sealed class WorkspaceHold(DockerCli docker)
{
    /// <summary>The program of the image.</summary>
    public const string Program = "/busybox";

    private const string Seen =
        "{{.State.Running}}|{{.State.StartedAt}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.HostConfig.NetworkMode}}|{{.Id}}";

    private const int MostBytes = 16 << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Sees to it that what starts next is held: a container whose first program was changed is removed, and one that stands in
    /// the network of a gate that is gone, or that does not run as it should, is stopped.
    /// </summary>
    /// <param name="name">The sandbox, whose gate runs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether the workspace is still to be started.</returns>
    public async Task<bool> PrepareAsync(SandboxName name, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, "workspace");
        if (await LookAsync(container, cancellation) is not { } workspace)
            return true;

        var gate = await LookAsync(SandboxStack.Container(name, "gate"), cancellation);
        if (workspace.IsRunning && workspace.Health is "healthy" && workspace.StandsIn(gate))
            return false;

        if (workspace.IsRunning)
            await docker.RunAsync(["stop", container], cancellation);
        if (workspace.Network != gate?.AsNetwork || await IsChangedAsync(name, container, cancellation))
            await docker.RunAsync(["rm", "--force", container], cancellation);
        return true;
    }

    /// <summary>Proves that the workspace is in the network that the gate closes, and not in that of a gate before it.</summary>
    /// <exception cref="SandboxException">It is not.</exception>
    public async Task ProveAsync(SandboxName name, CancellationToken cancellation)
    {
        var workspace = await LookAsync(SandboxStack.Container(name, "workspace"), cancellation);
        if (workspace is null || !workspace.StandsIn(await LookAsync(SandboxStack.Container(name, "gate"), cancellation)))
            throw new SandboxException("The workspace is not in the gate's network, and the sandbox was stopped.", $"./build.sh --target=Up --name={name}");
    }

    /// <summary>Lets the workspace go on, and waits until it has.</summary>
    /// <param name="name">The sandbox.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">It does not.</exception>
    public async Task ReleaseAsync(SandboxName name, TimeSpan limit, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, "workspace");
        for (var waited = TimeSpan.Zero; waited < limit; waited += Interval)
        {
            if (await LookAsync(container, cancellation) is not { IsRunning: true } workspace)
                break;
            if (workspace.Health is "healthy")
                return;
            // Again and again: one that comes before the program listens is lost, and later ones change nothing.
            await docker.RunAsync(["kill", "--signal", "USR1", container], cancellation);
            await Task.Delay(Interval, cancellation);
        }

        var said = await docker.TryAsync(["logs", "--tail", "20", container], cancellation);
        throw new SandboxException($"The workspace does not start: {(said.Output + said.Error).Trim()}", $"./build.sh --target=Doctor --name={name}");
    }

    // Byte for byte: some of the engine's stores tell files apart by length and time alone (docker diff), and both can be forged.
    private async Task<bool> IsChangedAsync(SandboxName name, string container, CancellationToken cancellation)
    {
        var image = (await docker.RunAsync(["container", "inspect", "--format", "{{.Image}}", container], cancellation)).Output.Trim();
        var meant = await docker.TryAsync(
            ["run", "--rm", "--pull", "never", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
             "--label", $"{SandboxLabels.Sandbox}={name}", "--workdir", "/", "--entrypoint", Program, image, "sha256sum", Program],
            cancellation);
        var found = await ContainerFile.ReadAsync(docker, container, Program, MostBytes, cancellation);

        return meant.ExitCode != 0 || found is null || !meant.Output.StartsWith($"{Convert.ToHexStringLower(SHA256.HashData(found))} ", StringComparison.Ordinal);
    }

    private async Task<Container?> LookAsync(string container, CancellationToken cancellation)
    {
        var seen = await docker.TryAsync(["container", "inspect", "--format", Seen, container], cancellation);
        return seen.ExitCode is 0 ? Container.Parse(seen.Output) : null;
    }

    /// <summary>A container as the engine shows it.</summary>
    /// <param name="IsRunning">Whether it runs.</param>
    /// <param name="StartedAt">When it last started, by the engine's clock.</param>
    /// <param name="Health">healthy, unhealthy or starting.</param>
    /// <param name="Network">Whose network it has: <c>container:ID</c>, or a network's name.</param>
    /// <param name="Id">Its id.</param>
    internal sealed record Container(bool IsRunning, DateTimeOffset StartedAt, string Health, string Network, string Id)
    {
        /// <summary>What a container that has this one's network says.</summary>
        public string AsNetwork => $"container:{Id}";

        /// <summary>
        /// Whether it has the network of another one that runs. A container joins it when it starts, so one that has started before
        /// the other is in a network that is gone.
        /// </summary>
        public bool StandsIn(Container? other) => other is { IsRunning: true } && Network == other.AsNetwork && StartedAt >= other.StartedAt;

        /// <summary>Reads the engine's answer.</summary>
        public static Container Parse(string line)
        {
            var words = line.Trim().Split('|');
            return new(words[0] is "true", DateTimeOffset.Parse(words[1], CultureInfo.InvariantCulture), words[2], words[3], words[4]);
        }
    }
}
