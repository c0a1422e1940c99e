using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>What the containers that hold keys have done with them, a line each (guard/Keys/KeysLog.cs, gateway/GatewayLog.cs).</summary>
public sealed class KeyLog(DockerCli docker, HostOptions options)
{
    /// <summary>Reads all of one container's; nothing where there is none.</summary>
    public async Task ReadAsync(string service, Action<string> line, CancellationToken cancellation)
    {
        try
        {
            await docker.StreamAsync(["logs", SandboxStack.Container(options.Name, service)], environment: null, line, cancellation);
        }
        catch (CommandException)
        {
            // A sandbox without it, or one that was removed: its traffic is shown all the same.
        }
    }
}
