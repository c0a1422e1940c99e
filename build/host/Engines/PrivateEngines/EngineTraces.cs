using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Debian;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>
/// What a private engine leaves in the kernel when its daemon is gone: mounts, bridges, packet filter rules, forwarding,
/// control groups. Only what it made itself is removed: what was there before, and what another engine has, stays.
/// </summary>
public sealed class EngineTraces(ICommandRunner commands)
{
    /// <summary>Looks at the machine before an engine starts.</summary>
    /// <param name="layout">The engine, whose tools read the packet filter.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<MachineBefore> ReadAsync(PrivateEngineLayout layout, CancellationToken cancellation) =>
        MachineBefore.Read(await SaveAsync(layout, "iptables", cancellation), await SaveAsync(layout, "ip6tables", cancellation));

    /// <summary>Removes what the engine made.</summary>
    /// <param name="state">The engine that has ended.</param>
    /// <param name="folders">The folders that it ran from: where it started, and where that was moved to.</param>
    /// <param name="tools">An unpacked engine whose tools write the packet filter, or <see langword="null"/> where there is none.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task RemoveAsync(
        PrivateEngineState state, IReadOnlyCollection<string> folders, PrivateEngineLayout? tools, CancellationToken cancellation)
    {
        foreach (var mount in folders.Append(PrivateEngineLayout.RunFolder).SelectMany(EngineProcesses.MountsBelow))
            LinuxKernel.Unmount(mount);
        EngineGroups.Remove();

        // Another engine's bridges have names of the same kind, and it may have come after this one.
        var shared = EngineProcesses.IsOtherDaemonThan(state.Folder);
        var bridges = shared ? [] : state.Before.NewBridges().ToList();
        foreach (var bridge in bridges)
            LinuxKernel.RemoveBridge(bridge);
        if (tools is not null)
        {
            await RestoreAsync(tools, "iptables", state.Before.Rules, bridges, shared, cancellation);
            await RestoreAsync(tools, "ip6tables", state.Before.Rules6, bridges, shared, cancellation);
        }

        if (!shared)
        {
            if (state.Before.Forwarding.Length > 0)
                await File.WriteAllTextAsync(MachineBefore.ForwardingSwitch, state.Before.Forwarding, cancellation);
            state.Before.RemoveNewFolders();
        }
    }

    private async Task RestoreAsync(
        PrivateEngineLayout tools, string family, string before, IReadOnlyCollection<string> bridges, bool shared, CancellationToken cancellation)
    {
        if (FilterRules.Removal(before, await SaveAsync(tools, family, cancellation), bridges, shared) is not { } removal)
            return;

        await commands.TryAsync(
            new Command(tools.Tool($"{family}-restore"), "--noflush") { Environment = tools.DaemonEnvironment(), Input = removal }, cancellation);
    }

    // It fails where the kernel has no packet filter for the family, which then has no rules either.
    private async Task<string> SaveAsync(PrivateEngineLayout tools, string family, CancellationToken cancellation) =>
        (await commands.TryAsync(new Command(tools.Tool($"{family}-save")) { Environment = tools.DaemonEnvironment() }, cancellation)).Output;
}
