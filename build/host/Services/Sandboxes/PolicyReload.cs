using AiSandbox.Host.Adapters.Docker;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>
/// Has a running proxy and its guard take over the lists that lie in their folder: first the one that decides, then the
/// one that cuts the tunnels of what is gone.
/// </summary>
public static class PolicyReload
{
    /// <summary>Returns when both have it in force.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="proxy">The proxy's container.</param>
    /// <param name="guard">The guard's container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Adapters.Commands.CommandException">The proxy would not accept a list; nothing has changed.</exception>
    public static async Task RunAsync(DockerCli docker, string proxy, string guard, CancellationToken cancellation)
    {
        await docker.RunAsync(["exec", proxy, "proxy-reload"], cancellation);
        await docker.RunAsync(["exec", guard, "/guard", "--reload"], cancellation);
    }
}
