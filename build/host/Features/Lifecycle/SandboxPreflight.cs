using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>What would make a start fail, found before anything is built.</summary>
public sealed class SandboxPreflight(
    EngineSight sight, ContainerStates states, PolicyCheck policy, DockerCli docker, IReporter reporter, HostOptions options, Checkout checkout)
{
    /// <summary>Looks. Guard and proxy that lost their policy's folder are removed: what starts next is given the new one.</summary>
    /// <exception cref="SandboxException">Something is in the way.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        var looking = states.ReadAsync(options.Name, cancellation);
        await sight.RequireAsync(cancellation);
        var containers = await looking;
        foreach (var (service, state) in containers)
        {
            if (state.Trouble is { } trouble)
                throw new SandboxException($"The {service} of sandbox {options.Name} {trouble.What}.", trouble.Next);
        }

        if (await policy.IsLostAsync(containers.GetValueOrDefault("proxy"), cancellation))
        {
            reporter.Line($"{checkout.Show("configs/proxy")} was removed while guard and proxy ran: both containers are replaced, with the policy as it is now.");
            await docker.RunAsync(["rm", "--force", SandboxStack.Container(options.Name, "proxy"), SandboxStack.Container(options.Name, "guard")], cancellation);
        }
    }
    /// <inheritdoc cref="PolicyCheck.RequireAsync"/>
    public Task RequirePolicyAsync(CancellationToken cancellation) => policy.RequireAsync(cancellation);
}
