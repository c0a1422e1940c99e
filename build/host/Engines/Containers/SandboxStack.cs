using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Starts and stops the containers of a sandbox.</summary>
public sealed class SandboxStack(
    DockerCli docker, FailedStart start, SandboxStop stop, IReporter reporter, HostOptions options, Checkout checkout, WorkspaceHold hold, OwnAddresses addresses)
{
    /// <summary>The services of a sandbox, from the inside out.</summary>
    public static IReadOnlyList<string> Services { get; } = ["workspace", "gate", "guard", "proxy"];

    private const int HealthLimit = 90; // seconds; a machine under load takes its time

    /// <summary>
    /// Starts what does not run, recreates what has changed, waits until all is healthy, and proves that it is closed.
    /// What is not proven does not run: the workspace is held until then, and the sandbox is stopped where the proof fails, as it
    /// is when the start is cut off.
    /// </summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="prove">Throws where the sandbox is not closed. It is told whether nothing runs yet in the workspace.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task StartAsync(Sandbox sandbox, Func<bool, Task> prove, CancellationToken cancellation)
    {
        var isHeld = false;
        try
        {
            await EndPauseAsync(sandbox.Name, cancellation);
            await reporter.StepAsync("Starting the containers", async _ =>
            {
                await UpAsync("--remove-orphans", "--wait", "--wait-timeout", $"{HealthLimit}", "gate", "guard", "proxy");
                isHeld = await hold.PrepareAsync(sandbox.Name, cancellation);
                // The networks are there by now, and the machine has an address on each.
                await Task.WhenAll(UpAsync("workspace"), addresses.ForbidAsync(sandbox, cancellation));
                // A proxy that ran already has the old list in force, and a name that was removed must not stay open.
                await PolicyReload.RunAsync(
                    docker, Container(sandbox.Name, "proxy"), Container(sandbox.Name, "guard"), cancellation);
            });
            await reporter.StepAsync("Proving that nothing else gets out", async _ =>
            {
                await Task.WhenAll(hold.ProveAsync(sandbox.Name, cancellation), prove(isHeld));
                await hold.ReleaseAsync(sandbox.Name, TimeSpan.FromSeconds(HealthLimit), cancellation);
            });
        }
        catch (Exception failure)
        {
            await StopAsync(sandbox.Name, CancellationToken.None);
            if (failure is CommandException failed && NetworkShortage.Is(failed))
                throw NetworkShortage.Explain(sandbox.Name, options, failed);
            throw;
        }

        Task UpAsync(params string[] arguments) => start.WatchAsync(
            end => docker.RunAsync([.. ComposeArguments.Of(checkout), "up", "--detach", "--no-build", .. arguments], end, sandbox.Interpolation()),
            cancellation);
    }

    // Compose cannot start what is paused, and the engine calls it unhealthy for half a minute after: it is stopped and started.
    private async Task EndPauseAsync(SandboxName name, CancellationToken cancellation)
    {
        if (await docker.ListAsync(["ps", "--quiet", "--filter", Containers(name), "--filter", "status=paused"], cancellation) is not { Length: > 0 } paused)
            return;

        reporter.Line($"Sandbox {name} is paused: it is stopped and started again.");
        await docker.RunAsync(["unpause", .. paused], cancellation);
        await StopAsync(name, cancellation);
    }

    /// <summary>Stops it; containers, networks and volumes stay.</summary>
    /// <returns>Whether anything ran.</returns>
    /// <exception cref="SandboxException">It is still running.</exception>
    public Task<bool> StopAsync(SandboxName name, CancellationToken cancellation) => stop.RunAsync(name, cancellation);

    /// <summary>The filter for a sandbox's containers.</summary>
    public static string Containers(SandboxName name) => $"label={SandboxLabels.Sandbox}={name}";

    /// <summary>What Compose calls the container of a service.</summary>
    public static string Container(SandboxName name, string service) => $"{name}-{service}-1";
}
