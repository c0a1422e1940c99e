using System.Diagnostics;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Debian;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>
/// An engine under <c>.engine/</c> for a Debian or Ubuntu without one, out of the machine's own package mirror. Nothing is
/// installed over the system: packages are unpacked, not configured. One runs a machine, whichever checkout started it.
/// </summary>
public sealed class PrivateEngine(
    ICommandRunner commands, EnginePackages packages, EngineTraces traces, IReporter reporter, HostOptions options, Checkout checkout)
{
    private const int LogLines = 15; // of the log's end, in an error
    private const long LogLimit = 4 * 1024 * 1024; // bytes

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // The daemon gives containers the time that they ask for, which is 5 s for those of a sandbox, and 15 s at the most.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(25);

    private readonly PrivateEngineLayout _layout = new(checkout.Engine);

    private PrivateEngineProbe Probe => new(commands);

    /// <summary>Whether one can be set up here.</summary>
    public static bool IsPossible =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && OsRelease.Read()?.Family is "debian" or "ubuntu";

    /// <summary>Whether this checkout has one, running or not.</summary>
    public bool IsInstalled => Directory.Exists(_layout.Root);

    /// <summary>
    /// Sets it up where needed, and starts it. One that runs already is taken, also another checkout's; what a dead one left
    /// behind, or one whose checkout was deleted, is removed first.
    /// </summary>
    /// <param name="silence">Thrown where one runs and does not answer; <see langword="null"/> has it started anew.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">Its parts cannot be had, or it does not start (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task StartAsync(SandboxException? silence, CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        var earlier = PrivateEngineState.Read();
        if (earlier?.IsAlive() is true && await Probe.AnswersAsync(earlier, PrivateEngineProbe.Limit, cancellation))
            return;
        if (silence is not null && earlier?.IsAlive() is true)
            throw silence;

        if (!IsInstalled)
        {
            await reporter.StepAsync("Setting up a private container engine under .engine/", async detail =>
            {
                await packages.UnpackAsync(_layout, options.Script, detail, cancellation);
            });
        }

        await reporter.StepAsync("Starting the private engine", async _ =>
        {
            if (earlier is not null)
                await StopAsync(earlier, cancellation);
            await LaunchAsync(cancellation);
        });
    }

    /// <summary>Stops and removes it, with everything it holds.</summary>
    /// <returns>What to tell the user.</returns>
    /// <exception cref="SandboxException">Sandboxes of others are in it.</exception>
    public async Task<string> RemoveAsync(CancellationToken cancellation)
    {
        var running = PrivateEngineState.Read();
        var others = running is not null && !running.Folder.Equals(_layout.Folder, StringComparison.Ordinal) ? running : null;
        if (!Directory.Exists(_layout.Folder))
        {
            return others is null
                ? "This checkout has no private engine."
                : $"The private engine of this machine belongs to {others.Checkout} and was left alone.";
        }

        using var held = await HoldAsync(cancellation);
        if (others is null && PrivateEngineState.Read() is { } own)
        {
            await RefuseOthersAsync(own, cancellation);
            await StopAsync(own, cancellation);
        }

        if (EngineProcesses.MountsBelow(_layout.Folder) is [var mount, ..])
            throw new SandboxException($"The private engine is not removed: {mount} is still mounted.", $"umount '{mount}'");

        Directory.Delete(_layout.Folder, recursive: true);
        return others is null
            ? "The private engine is stopped and removed."
            : $"The private engine of this checkout is removed; the one that runs belongs to {others.Checkout} and was left alone.";
    }

    /// <summary>Empties the daemon's log where it has grown long.</summary>
    public void TrimLog()
    {
        if (new FileInfo(_layout.Log) is { Exists: true, Length: > LogLimit })
        {
            using var log = new FileStream(_layout.Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            log.SetLength(0);
        }
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        FileStore.CreatePrivateFolder(PrivateEngineLayout.RunFolder);
        FileStore.Write(_layout.DaemonConfig, DaemonConfig.Text());
        File.Delete(_layout.Log);
        var state = new PrivateEngineState(_layout.Folder, await traces.ReadAsync(_layout, cancellation));
        state.Write(); // before the daemon is there: cut off in between, the next start knows what to remove
        try
        {
            await commands.RunAsync(DaemonConfig.Start(_layout), cancellation);
            if (!await Probe.AnswersAsync(state, StartLimit, cancellation))
                throw new SandboxException($"The private engine did not start. The end of {_layout.Log}:\n{LogEnd()}", "repair what its last lines name, then ./build.sh --target=PrepareEngine", ExitCodes.NoEngine);

            var compose = await commands.RunAsync(
                new Command(_layout.Docker, "compose", "version", "--short") { Environment = _layout.ClientEnvironment() }, cancellation);
            (state with { Compose = compose.Output.Trim() }).Write();
        }
        catch
        {
            await StopAsync(state, CancellationToken.None);
            throw;
        }
    }

    private async Task RefuseOthersAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        if (!state.IsAlive())
            return;

        var others = await Probe.SandboxesAsync(state, cancellation);
        if (others.Count > 0)
        {
            throw new SandboxException(
                $"The private engine still holds other sandboxes: {string.Join(", ", others)}. They would be lost.",
                $"{options.Script} --target=Cleanup --name={others[0]}");
        }
    }

    private async Task StopAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal) { state.Folder };
        if (state.RunningDaemon() is { } daemon)
        {
            if (PrivateEngineLayout.FolderOf(daemon.Executable) is { } moved)
                folders.Add(moved);
            LinuxKernel.Signal(daemon.Id, LinuxKernel.Terminate);
            await GoneAsync(() => state.RunningDaemon() is null, StopLimit, cancellation);
        }

        // What a daemon that was killed left behind: containers, then those that watch them.
        EngineGroups.Kill();
        foreach (var process in EngineProcesses.Of(state.Folder))
            LinuxKernel.Signal(process.Id, LinuxKernel.Kill);
        await GoneAsync(
            () => EngineProcesses.Of(state.Folder).Count + EngineGroups.Processes().Count is 0, PrivateEngineProbe.Limit, cancellation);

        var tools = new[] { state.Layout, _layout }.FirstOrDefault(layout => File.Exists(layout.Tool("iptables-save")));
        await traces.RemoveAsync(state, folders, tools, cancellation);
        if (Directory.Exists(PrivateEngineLayout.RunFolder))
            Directory.Delete(PrivateEngineLayout.RunFolder, recursive: true);
    }

    private static async Task GoneAsync(Func<bool> isGone, TimeSpan limit, CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit && !isGone();)
            await Task.Delay(50, cancellation);
    }

    private string LogEnd() => File.Exists(_layout.Log) ? string.Join('\n', File.ReadLines(_layout.Log).TakeLast(LogLines)) : "(it wrote nothing)";

    private Task<IDisposable> HoldAsync(CancellationToken cancellation) => MachineLock.HoldAsync(
        options.Asked, holder => reporter.Line($"Waiting: {holder} is busy with the private engine of this machine …"), cancellation);
}
