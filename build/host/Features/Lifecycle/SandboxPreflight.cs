using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>What would make a start fail, found before anything is built.</summary>
public sealed class SandboxPreflight(
    EngineSight sight, ContainerStates states, PolicyCheck policy, SandboxStop stop, IReporter reporter, HostOptions options, Checkout checkout)
{
    /// <summary>Looks. A sandbox that lost its policy's folder is stopped: what starts next is given the new one.</summary>
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
            reporter.Line($"{checkout.Show("configs/proxy")} was removed while guard and proxy ran: the sandbox is stopped and started again, with the policy as it is now.");
            await stop.RunAsync(options.Name, cancellation);
        }
    }
    /// <inheritdoc cref="PolicyCheck.RequireAsync"/>
    public Task RequirePolicyAsync(CancellationToken cancellation) => policy.RequireAsync(cancellation);
}
