using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Starts and stops the containers of a sandbox.</summary>
public sealed class SandboxStack(
    DockerCli docker, FailedStart start, SandboxStop stop, IReporter reporter, HostOptions options, Checkout checkout, WorkspaceHold hold, OwnAddresses addresses, KnownStack known)
{
    /// <summary>The services of a sandbox, from the inside out.</summary>
    public static IReadOnlyList<string> Services { get; } = ["workspace", "gate", "guard", "proxy", "keys"];

    /// <summary>The service that there is where a key is held for it.</summary>
    public const string Gateway = "gateway";

    /// <summary>All that a sandbox can have.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Services, Gateway];

    // What is held until all is proven; the others stand before it starts.
    private static readonly string[] Inner = ["workspace"];

    // What is not healthy by then is left to Compose, and to whoever watches that.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100), KnownLimit = TimeSpan.FromSeconds(15);

    private const int HealthLimit = 180; // seconds; a machine under load takes its time

    /// <summary>
    /// Starts what does not run, recreates what has changed, waits until all is healthy, and proves that it is closed.
    /// What is not proven does not run: the workspace is held until then, and the sandbox is stopped where the proof fails, as it
    /// is when the start is cut off.
    /// </summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="look">What there is of it.</param>
    /// <param name="prove">Throws where the sandbox is not closed. It is told whether nothing runs yet in the workspace, and what is to be mounted.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task StartAsync(Sandbox sandbox, StackLook look, Func<bool, IReadOnlyList<BindMount>, Task> prove, CancellationToken cancellation)
    {
        var (isHeld, isMade, mounts) = (false, look.IsAsMade, Task.FromResult(look.Mounts ?? []));
        string[] outer = [.. (sandbox.HasGateway ? All : Services).Except(Inner, StringComparer.Ordinal)];
        try
        {
            await EndPauseAsync(sandbox.Name, look, cancellation);
            // What restarts by itself must not stand in the gate's network before its filter does.
            if (!look.IsAsMade || !look.In("running").Any(container => container.Service is "gate"))
                await StopBesideAsync(look, cancellation);
            // Compose leaves alone what its profile does not ask for any more.
            if (!sandbox.HasGateway && Ids(look, [Gateway]).ToList() is { Count: > 0 } left)
                await docker.RunAsync(["rm", "--force", .. left], cancellation);
            await reporter.StepAsync("Starting the containers", async _ =>
            {
                isMade = isMade && await IsStartedAsync(look, outer, cancellation) && await IsHealthyAsync(look, outer, cancellation);
                if (!isMade)
                    await UpAsync(["--remove-orphans", "--wait", "--wait-timeout", $"{HealthLimit}", .. outer]);
                if (look.Mounts is null)
                    mounts = known.MountsAsync(sandbox, cancellation);
                // The networks are there by now, and the machine has an address on each.
                var own = addresses.ForbidAsync(sandbox, cancellation);
                isHeld = await hold.PrepareAsync(sandbox.Name, cancellation);
                if (isHeld) // a gate that was started anew has another network than what ran before
                    await StopBesideAsync(look, cancellation);
                isMade = isMade && await IsStartedAsync(look, Inner, cancellation);
                await Task.WhenAll(own, isMade ? Task.CompletedTask : UpAsync(Inner));
                // A proxy that ran already has the old list in force, and a name that was removed must not stay open.
                if (await own || look.In("running").Any(container => container.Service is "proxy" or "guard" or "gate"))
                {
                    await PolicyReload.RunAsync(
                        docker, Container(sandbox.Name, "proxy"), Container(sandbox.Name, "guard"), Container(sandbox.Name, "gate"), cancellation);
                }
            });
            await reporter.StepAsync("Proving that nothing else gets out", async _ =>
            {
                await Task.WhenAll(hold.ProveAsync(sandbox.Name, cancellation), prove(isHeld, await mounts));
                await hold.ReleaseAsync(sandbox.Name, TimeSpan.FromSeconds(HealthLimit), cancellation);
            });
            isMade = await StartBesideAsync(sandbox, look, isMade, cancellation);
            if (!isMade)
                await known.KeepAsync(sandbox, look, await mounts, cancellation);
        }
        catch (Exception failure)
        {
            await StopAsync(sandbox.Name, CancellationToken.None);
            if (failure is CommandException failed && NetworkShortage.Is(failed))
                throw NetworkShortage.Explain(sandbox.Name, options, failed);
            throw;
        }

        Task UpAsync(IReadOnlyList<string> arguments) => this.UpAsync(sandbox, arguments, cancellation);
    }

    private Task UpAsync(Sandbox sandbox, IReadOnlyList<string> arguments, CancellationToken cancellation) => start.WatchAsync(
        end => docker.RunAsync([.. ComposeArguments.Of(checkout), "up", "--detach", "--no-build", .. arguments], end, sandbox.Interpolation()),
        cancellation, Beside(sandbox));

    private static IReadOnlyList<string> Beside(Sandbox sandbox) => [.. sandbox.Services.Select(service => service.Name)];

    // They hold what an agent left there, and come like the workspace after the proof.
    private async Task<bool> StartBesideAsync(Sandbox sandbox, StackLook look, bool isMade, CancellationToken cancellation)
    {
        var beside = Beside(sandbox);
        if (beside.Count == 0 || (isMade && await IsStartedAsync(look, beside, cancellation) && await IsHealthyAsync(look, beside, cancellation)))
            return isMade;
        if (Ids(look, beside).ToList() is { Count: > 0 } old) // of another gate, perhaps
            await docker.RunAsync(["rm", "--force", .. old], cancellation);
        await reporter.StepAsync($"Starting {string.Join(", ", beside)}", _ => UpAsync(sandbox, ["--wait", "--wait-timeout", $"{HealthLimit}", .. beside], cancellation));
        return false;
    }

    private async Task StopBesideAsync(StackLook look, CancellationToken cancellation)
    {
        if (look.Containers.Where(container => !All.Contains(container.Service, StringComparer.Ordinal) && container.State is not ("created" or "exited" or "dead")).ToList() is { Count: > 0 } running)
            await docker.RunAsync(["stop", .. running.Select(container => container.Id)], cancellation);
    }

    // What cannot be started as it was made, Compose makes again.
    private async Task<bool> IsStartedAsync(StackLook look, IReadOnlyList<string> services, CancellationToken cancellation) =>
        (await docker.TryAsync(["start", .. Ids(look, services)], cancellation)).ExitCode is 0;

    private async Task<bool> IsHealthyAsync(StackLook look, IReadOnlyList<string> services, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < KnownLimit; waited += Interval)
        {
            var health = await docker.ListAsync(["container", "inspect", "--format", "{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}", .. Ids(look, services)], cancellation);
            if (health.Contains("unhealthy", StringComparer.Ordinal))
                return false;
            if (health.All(one => one is "healthy" or "running"))
                return true;
            await Task.Delay(Interval, cancellation);
        }

        return false;
    }

    private static IEnumerable<string> Ids(StackLook look, IReadOnlyList<string> services) =>
        look.Containers.Where(container => services.Contains(container.Service, StringComparer.Ordinal)).Select(container => container.Id);

    // Compose cannot start what is paused, and the engine calls it unhealthy for half a minute after: it is stopped and started.
    private async Task EndPauseAsync(SandboxName name, StackLook look, CancellationToken cancellation)
    {
        if (look.In("paused") is not { Count: > 0 } paused)
            return;

        reporter.Line($"Sandbox {name} is paused: it is stopped and started again.");
        await docker.RunAsync(["unpause", .. paused.Select(container => container.Id)], cancellation);
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
