using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>Starts sandboxes to verify, and finds the one that runs.</summary>
/// <param name="edits">Whether somebody edited the rendered policy by hand.</param>
public sealed class VerificationSandboxes(
    DockerCli docker,
    IEnumerable<IKeyGenerator> generators,
    HandEdits edits,
    WorkspaceEnv env,
    ConfigRenderer renderer,
    HeldKeys held,
    ServicesFile services,
    IReporter reporter,
    Checkout checkout)
{
    /// <summary>The user's configuration as it lies there, with the list that the cases are written for.</summary>
    /// <exception cref="SandboxException">Something is missing.</exception>
    internal VerificationPlan Plan() => new(
        edits.Found ?? Read(edits.Path),
        Read(Path.Combine(checkout.Configs, "proxy", VerificationPlan.GuardFile)).Replace("\"upstream\": true", "\"upstream\": false", StringComparison.Ordinal),
        Read(checkout.Compose),
        HeldKeys.Json(VerificationPolicy.Keyed(held.Vendors), new WorkspaceSettings { Mount = "", Repositories = VerificationPolicy.Repositories }),
        Read(new SshFiles(checkout.Configs).Config),
        VerificationPolicy.Listed)
    {
        Mounts = MountsFile.TextOf(renderer, VerificationFolder.MountsOf, "").Replace("$$", "$", StringComparison.Ordinal),
        Services = services.Compose(VerificationPolicy.Services)!,
    };

    /// <summary>Builds what a hermetic run needs besides the user's images.</summary>
    /// <param name="name">The user's sandbox.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task BuildInternetAsync(SandboxName name, CancellationToken cancellation) =>
        await reporter.StepAsync("Building the simulated internet", async detail =>
        {
            await BuildProgress.RunAsync(
                docker,
                checkout,
                HermeticRun.Compose(checkout, file: null),
                "internet",
                BuildProgress.By(env.Read().Upstream, HermeticRun.BuildEnvironment(name)),
                detail,
                cancellation);
        });

    /// <summary>Starts a sandbox with a simulated internet from the user's images. Disposed, it is gone.</summary>
    /// <param name="name">The user's sandbox. It is not touched.</param>
    /// <param name="suffix">What the new one's name has more; one that is left over from a killed run is
    /// removed.</param>
    /// <param name="plan">What it is made of.</param>
    /// <param name="cancellation">Ends it; what has been started is removed.</param>
    /// <exception cref="SandboxException">Another run has the same name, or something is missing.</exception>
    internal async Task<IVerificationSandbox> StartAsync(
        SandboxName name, string suffix, VerificationPlan plan, CancellationToken cancellation)
    {
        var runs = Path.Combine(checkout.Reports, "verify", "run");
        var project = $"{name}-{suffix}";
        var run = new HermeticRun(
            docker,
            checkout,
            name.Value,
            project,
            new VerificationFolder(Path.Combine(runs, project)),
            Hold(Path.Combine(runs, $"{project}.lock")));
        try
        {
            await run.RemoveAsync(cancellation);
            return await run.StartAsync(plan, await KeysAsync(plan, Path.Combine(runs, project), cancellation), cancellation);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the sandbox that is verified and, where a case needs it, a second one with a list of its own, both at once.</summary>
    /// <inheritdoc cref="StartAsync"/>
    internal async Task<VerificationStage> StartStageAsync(SandboxName name, VerificationPlan plan, bool second, CancellationToken cancellation)
    {
        var one = StartAsync(name, "verify", plan, cancellation);
        var other = second
            ? StartAsync(name, "verify-2", plan with { Listed = VerificationPolicy.NeighbourListed }, cancellation)
            : null;
        try
        {
            return new VerificationStage(await one, other is null ? null : await other);
        }
        catch
        {
            foreach (var started in new[] { one, other }.OfType<Task<IVerificationSandbox>>())
                await RemoveAsync(started);
            throw;
        }
    }

    private static async Task RemoveAsync(Task<IVerificationSandbox> starting)
    {
        // The one that failed has removed itself, and its failure is the one that is told.
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting.IsCompletedSuccessfully)
            await (await starting).DisposeAsync();
    }

    /// <summary>The names that are listed for a port, as the proxy reads them.</summary>
    public static IReadOnlyList<string> ListOf(Checkout checkout, int port) =>
        Read(Path.Combine(checkout.Configs, "proxy", $"allowed-{port}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Finds the user's running sandbox.</summary>
    /// <exception cref="SandboxException">It does not run.</exception>
    internal async Task<IVerificationSandbox> OpenAsync(HostOptions options, CancellationToken cancellation)
    {
        var containers = new SandboxContainers(docker, options.Name.Value, ResidentRunner.ProgramOf(checkout), LiveSandbox.Environment);
        var running = await containers.FindAsync(cancellation);
        if (SandboxStack.Services.Except(running, StringComparer.Ordinal).Any())
        {
            throw new SandboxException(
                $"Sandbox {options.Name} does not run, and --live verifies the one that does.",
                options.CommandFor("Up"));
        }

        var (facts, addresses) = await containers.InspectAsync(
            live: true, PresentConfiguration.PolicyOf(Read(edits.Path)), cancellation);
        addresses[Placeholders.Internet] = LiveSandbox.PublicAddress;

        return new LiveSandbox(containers, facts, addresses);
    }

    private async Task<IReadOnlyDictionary<string, KeyPair>> KeysAsync(VerificationPlan plan, string folder, CancellationToken cancellation)
    {
        var keys = new Dictionary<string, KeyPair>(StringComparer.Ordinal);
        foreach (var name in VerificationFolder.KeysOf(plan))
            keys[name] = await KeyAsync(folder, cancellation);
        return keys;
    }

    private async Task<KeyPair> KeyAsync(string folder, CancellationToken cancellation)
    {
        foreach (var generator in generators)
        {
            if (await generator.IsAvailableAsync(cancellation))
                return await generator.CreateAsync(folder, "verify", cancellation);
        }

        throw new SandboxException("There is no ssh-keygen, neither on this machine nor in the workspace image.", "./build.sh --target=Build");
    }

    private static string Read(string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new SandboxException($"{path} is missing.", "./build.sh --target=Build");

    // Two runs of one name would take each other's containers away. The lock ends with the process, however it ends.
    private static IDisposable Hold(string path) => FileLock.Try(path, "Verify")
        ?? throw new SandboxException($"Another Verify of this sandbox runs: {FileLock.Holder(path)} holds {path}.", "wait until it has ended");
}
