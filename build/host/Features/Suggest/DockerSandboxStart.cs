using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Suggest;

/// <inheritdoc cref="ISandboxStart"/>
public sealed class DockerSandboxStart(DockerCli docker, HostOptions options) : ISandboxStart
{
    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadAsync(SandboxName name, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, "proxy");
        var seen = await docker.TryAsync(
            ["container", "inspect", "--format", "{{.State.StartedAt}}", container], cancellation);

        return seen.ExitCode == 0
            ? DateTimeOffset.Parse(seen.Output.Trim(), CultureInfo.InvariantCulture)
            : throw new SandboxException(
                $"Sandbox {name} has not run, or was removed, so the log has no time to start from.",
                $"{options.CommandFor("Up")}, or {options.CommandFor("Suggest")} {Option.Since}=1d");
    }
}
