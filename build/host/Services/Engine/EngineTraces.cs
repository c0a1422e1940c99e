using AiSandbox.Host.Adapters.Commands;

namespace AiSandbox.Host.Services.Engine;

/// <summary>What a private engine leaves in the kernel when its daemon is gone: mounts, bridges, packet filter rules, forwarding.</summary>
/// <param name="commands">Starts the tools that remove them.</param>
public sealed class EngineTraces(ICommandRunner commands)
{
    /// <summary>The switch that the engine turns on.</summary>
    public const string Forwarding = "/proc/sys/net/ipv4/ip_forward";

    /// <summary>Removes them.</summary>
    public async Task RemoveAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        foreach (var mount in EngineProcesses.MountsBelow(state.Folder).Concat(EngineProcesses.MountsBelow(PrivateEngineLayout.RunFolder)))
            await commands.TryAsync(new Command("umount", "--lazy", mount), cancellation);
        foreach (var bridge in Bridges())
            await commands.TryAsync(new Command("ip", "link", "delete", bridge), cancellation);
        if (Directory.Exists(state.Layout.Root))
            await RemoveRulesAsync(state.Layout, cancellation);
        await File.WriteAllTextAsync(Forwarding, state.Forwarding, cancellation);
    }

    // docker0 and br-<id>: the names that Docker gives to bridges of its own.
    private static IEnumerable<string> Bridges() => Directory.EnumerateDirectories("/sys/class/net")
        .Select(path => Path.GetFileName(path))
        .Where(name => name == "docker0" || (name.StartsWith("br-", StringComparison.Ordinal) && name.Length == 15 && name[3..].All(char.IsAsciiHexDigitLower)));

    private async Task RemoveRulesAsync(PrivateEngineLayout layout, CancellationToken cancellation)
    {
        foreach (var tool in new[] { "iptables", "ip6tables" })
        {
            foreach (var table in new[] { "filter", "nat" })
            {
                var rules = (await RunAsync(tool, table, "-S")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                foreach (var rule in rules.Where(rule => rule.StartsWith("-A ", StringComparison.Ordinal) && IsDockers(rule)))
                    await RunAsync(tool, table, ["-D", .. rule.Split(' ').Skip(1)]);

                var chains = rules.Where(rule => rule.StartsWith("-N DOCKER", StringComparison.Ordinal)).Select(rule => rule.Split(' ')[1]).ToList();
                foreach (var chain in chains)
                    await RunAsync(tool, table, "-F", chain);
                foreach (var chain in chains)
                    await RunAsync(tool, table, "-X", chain);
                if (rules.Contains("-P FORWARD DROP", StringComparer.Ordinal))
                    await RunAsync(tool, table, "-P", "FORWARD", "ACCEPT");
            }
        }

        Task<CommandResult> RunAsync(string tool, string table, params string[] arguments) => commands.TryAsync(
            new Command(Path.Combine(layout.Root, "usr", "sbin", tool), ["--wait", "-t", table, .. arguments]) { Environment = layout.DaemonEnvironment() },
            cancellation);
    }

    private static bool IsDockers(string rule) =>
        rule.Contains("DOCKER", StringComparison.Ordinal) || rule.Contains("docker0", StringComparison.Ordinal) || rule.Contains(" br-", StringComparison.Ordinal);
}
