using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>
/// Has a running proxy, its guard and the gate take over the lists that lie in their folder: first the one that decides, then the
/// one that cuts the tunnels of what is gone, and the one that answers names.
/// </summary>
public static class PolicyReload
{
    /// <summary>Returns when all have it in force.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="proxy">The proxy's container.</param>
    /// <param name="guard">The guard's container.</param>
    /// <param name="gate">The gate's container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">The proxy would not accept a list; nothing has changed.</exception>
    public static async Task RunAsync(DockerCli docker, string proxy, string guard, string gate, CancellationToken cancellation)
    {
        await ProxyAsync(docker, proxy, cancellation);
        await Task.WhenAll(GuardAsync(docker, guard, cancellation), GateAsync(docker, gate, cancellation));
    }

    /// <summary>Has the proxy take over its lists, and returns when they decide.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="proxy">The proxy's container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">It would not accept a list; nothing has changed.</exception>
    public static Task ProxyAsync(DockerCli docker, string proxy, CancellationToken cancellation) =>
        docker.RunAsync(["exec", proxy, "proxy-reload"], cancellation);

    /// <summary>Has the guard read the lists again, and cut the tunnels of what is gone.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="guard">The guard's container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">The guard does not run.</exception>
    public static Task GuardAsync(DockerCli docker, string guard, CancellationToken cancellation) =>
        docker.RunAsync(["exec", guard, "/guard", "--reload"], cancellation);

    /// <summary>Has the gate read the lists again, and answer names by them.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="gate">The gate's container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">The gate does not run.</exception>
    public static Task GateAsync(DockerCli docker, string gate, CancellationToken cancellation) =>
        docker.RunAsync(["exec", "--user", "nobody", gate, "guard", "--reload"], cancellation);
}
