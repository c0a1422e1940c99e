using System.Globalization;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Suggestions;

/// <inheritdoc cref="ISandboxStart"/>
/// <param name="docker">The engine.</param>
/// <param name="options">How the user calls the host.</param>
public sealed class DockerSandboxStart(DockerCli docker, HostOptions options) : ISandboxStart
{
    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadAsync(SandboxName name, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, "proxy");
        var seen = await docker.TryAsync(
            ["container", "inspect", "--format", "{{.State.Running}} {{.State.StartedAt}}", container], cancellation);

        return seen.ExitCode == 0 && seen.Output.Trim().Split(' ') is ["true", var started]
            ? DateTimeOffset.Parse(started, CultureInfo.InvariantCulture)
            : throw new SandboxException(
                $"Sandbox {name} does not run, so that there is no log of what it was denied.", options.CommandFor("Up"));
    }
}
