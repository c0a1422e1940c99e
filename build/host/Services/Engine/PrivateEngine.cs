using System.Diagnostics;
using System.Globalization;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Debian;
using AiSandbox.Host.Adapters.Files;
using AiSandbox.Host.Adapters.Terminal;

namespace AiSandbox.Host.Services.Engine;

/// <summary>
/// An engine under <c>.engine/</c> for a Debian or Ubuntu without one, out of the machine's own package mirror. Nothing is
/// installed over the system: packages are unpacked, not configured. One runs a machine, whichever checkout started it.
/// </summary>
/// <param name="commands">Starts the daemon.</param>
/// <param name="packages">Downloads and unpacks it.</param>
/// <param name="traces">Removes what it leaves in the kernel.</param>
/// <param name="reporter">What the user sees.</param>
/// <param name="checkout">The checkout.</param>
public sealed class PrivateEngine(
    ICommandRunner commands, EnginePackages packages, EngineTraces traces, IReporter reporter, Checkout checkout)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // Constant: what varies comes as arguments. The daemon outlives this process and its terminal.
    private const string Detached = """log=$1; shift; setsid "$@" >"$log" 2>&1 </dev/null &""";

    private readonly PrivateEngineLayout _layout = new(checkout.Engine);

    /// <summary>Whether one can be set up here.</summary>
    public static bool IsPossible =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && OsRelease.Read()?.Family is "debian" or "ubuntu";

    /// <summary>Whether this checkout has one, running or not.</summary>
    public bool IsInstalled => Directory.Exists(_layout.Root);

    /// <summary>Sets it up where needed, and starts it. Whatever an earlier one left behind is removed first.</summary>
    /// <exception cref="SandboxException">It does not start.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        using var held = await HoldAsync(cancellation);
        if (PrivateEngineState.Read() is { } earlier && (earlier.RunningDaemon() is null || !Directory.Exists(earlier.Folder)))
            await StopAsync(earlier, cancellation);
        if (!IsInstalled)
        {
            await reporter.StepAsync("Setting up a private container engine under .engine/", async detail =>
            {
                await packages.UnpackAsync(_layout, detail, cancellation);
                return true;
            });
        }

        await reporter.StepAsync("Starting the private engine", async _ =>
        {
            if (PrivateEngineState.Read()?.RunningDaemon() is null)
                await LaunchAsync(cancellation);
            await WaitAsync(cancellation);
            return true;
        });
    }

    /// <summary>Stops and removes it, with everything it holds.</summary>
    /// <returns>What to tell the user.</returns>
    /// <exception cref="SandboxException">Sandboxes of others are in it.</exception>
    public async Task<string> RemoveAsync(CancellationToken cancellation)
    {
        if (!IsInstalled && !Directory.Exists(_layout.Folder))
            return "This checkout has no private engine.";

        using var held = await HoldAsync(cancellation);
        if (PrivateEngineState.Read() is { } state && state.Folder == _layout.Folder)
        {
            await RefuseOthersAsync(state, cancellation);
            await StopAsync(state, cancellation);
        }

        Directory.Delete(_layout.Folder, recursive: true);
        return "The private engine is stopped and removed.";
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        FileStore.CreatePrivateFolder(PrivateEngineLayout.RunFolder);
        Directory.CreateDirectory(_layout.Data);
        new PrivateEngineState(_layout.Folder, File.ReadAllText(EngineTraces.Forwarding).Trim()).Write();
        await commands.RunAsync(
            new Command(
                "sh", "-c", Detached, "sh", _layout.Log,
                _layout.Daemon,
                "--host", $"unix://{PrivateEngineLayout.Socket}",
                "--pidfile", $"{PrivateEngineLayout.RunFolder}/docker.pid",
                "--exec-root", $"{PrivateEngineLayout.RunFolder}/exec",
                "--data-root", _layout.Data,
                "--config-file", Path.Combine(_layout.Folder, "daemon.json"),
                "--log-level", "warn")
            {
                Environment = _layout.DaemonEnvironment(),
                WorkingDirectory = _layout.Folder,
            },
            cancellation);
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var version = new Command(_layout.Docker, "version") { Environment = _layout.ClientEnvironment() };
        while ((await commands.TryAsync(version, cancellation)).ExitCode != 0)
        {
            if (clock.Elapsed > StartLimit || (clock.Elapsed > TimeSpan.FromSeconds(3) && EngineProcesses.Below(_layout.Folder).Count == 0))
            {
                var end = string.Join('\n', File.ReadLines(_layout.Log).TakeLast(10));
                throw new SandboxException($"The private engine did not start. The end of {_layout.Log}:\n{end}", exitCode: ExitCodes.NoEngine);
            }

            await Task.Delay(100, cancellation);
        }
    }

    private async Task RefuseOthersAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        if (state.RunningDaemon() is null)
            return;

        var labels = await commands.RunAsync(
            new Command(state.Layout.Docker, "ps", "--all", "--filter", $"label={SandboxLabels.Sandbox}", "--format", $"{{{{.Label \"{SandboxLabels.Sandbox}\"}}}}")
            {
                Environment = state.Layout.ClientEnvironment(),
            },
            cancellation);
        var others = labels.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count > 0)
        {
            throw new SandboxException(
                $"The private engine still holds other sandboxes: {string.Join(", ", others)}. They would be lost.",
                $"./build.sh --target=Cleanup --name={others[0]}");
        }
    }

    private async Task StopAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        if (state.RunningDaemon() is { } daemon)
            await SignalAsync("TERM", [daemon], TimeSpan.FromSeconds(20), cancellation);
        await SignalAsync("KILL", EngineProcesses.Below(state.Folder), TimeSpan.FromSeconds(5), cancellation);
        await traces.RemoveAsync(state, cancellation);
        if (Directory.Exists(PrivateEngineLayout.RunFolder))
            Directory.Delete(PrivateEngineLayout.RunFolder, recursive: true);
    }

    private async Task SignalAsync(string signal, IReadOnlyList<int> processes, TimeSpan limit, CancellationToken cancellation)
    {
        if (processes.Count == 0)
            return;

        await commands.TryAsync(
            new Command("kill", ["-s", signal, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]), cancellation);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit && processes.Any(IsThere);)
            await Task.Delay(50, cancellation);

        static bool IsThere(int id) => Directory.Exists($"/proc/{id}");
    }

    // Two first runs at once must not start two daemons. The lock ends with the process that holds it.
    private static async Task<FileStream> HoldAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream($"{PrivateEngineLayout.RunFolder}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellation);
            }
        }
    }
}
