using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>What the container of the keys has signed and refused, a line each (guard/Keys/KeysLog.cs).</summary>
public sealed class SignatureLog(DockerCli docker, HostOptions options)
{
    /// <summary>Reads all of it; nothing where there is no such container.</summary>
    public async Task ReadAsync(Action<string> line, CancellationToken cancellation)
    {
        try
        {
            await docker.StreamAsync(["logs", SandboxStack.Container(options.Name, "keys")], environment: null, line, cancellation);
        }
        catch (CommandException)
        {
            // A sandbox of an earlier version, or one that was removed: its traffic is shown all the same.
        }
    }
}
