namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>What a machine was like before a private engine started on it: the difference is what the engine made.</summary>
/// <param name="Forwarding">Whether the kernel forwarded packets, as <c>net.ipv4.ip_forward</c> tells it. The engine turns it on.</param>
/// <param name="Bridges">The bridges that had a name of Docker's.</param>
/// <param name="Folders">Those of the engine's folders outside its own that were there.</param>
/// <param name="Rules">The packet filter, as <c>iptables-save</c> printed it.</param>
/// <param name="Rules6">The packet filter for IPv6, as <c>ip6tables-save</c> printed it.</param>
public sealed record MachineBefore(
    string Forwarding, IReadOnlyList<string> Bridges, IReadOnlyList<string> Folders, string Rules, string Rules6)
{
    /// <summary>The switch that the engine turns on.</summary>
    public const string ForwardingSwitch = "/proc/sys/net/ipv4/ip_forward";

    /// <summary>Where nobody looked: nothing is put back.</summary>
    public static MachineBefore Unknown { get; } = new("", [], [], "", "");

    private const string Sockets = "/run/containerd/s";

    // containerd and runc keep these, empty by the end, whatever their own folders are; inner ones first.
    private static readonly string[] SharedFolders =
    [
        "/opt/containerd/bin", "/opt/containerd/lib", "/opt/containerd", Sockets, "/run/containerd",
        "/run/docker/plugins", "/run/docker", "/run/runc",
    ];

    /// <summary>Looks at this machine.</summary>
    public static MachineBefore Read(string rules, string rules6) => new(
        File.ReadAllText(ForwardingSwitch).Trim(), [.. BridgesNow()], [.. SharedFolders.Where(Directory.Exists)], rules, rules6);

    /// <summary>The bridges that are new since.</summary>
    public IEnumerable<string> NewBridges() => BridgesNow().Except(Bridges, StringComparer.Ordinal);

    /// <summary>Removes the folders that are new since and empty. Sockets of those that watched containers may be left in them.</summary>
    public void RemoveNewFolders()
    {
        foreach (var folder in SharedFolders.Except(Folders, StringComparer.Ordinal).Where(Directory.Exists))
        {
            if (folder.Equals(Sockets, StringComparison.Ordinal) && !EngineProcesses.IsContainerdRunning())
                Directory.Delete(folder, recursive: true);
            else if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    // docker0 and br-<id>: the names that Docker gives to bridges of its own. /sys may be that of another network namespace.
    private static IEnumerable<string> BridgesNow() => BridgesIn(File.ReadAllText("/proc/self/net/dev"));

    /// <summary>The bridges with a name of Docker's, in the text of <c>/proc/net/dev</c>.</summary>
    internal static IEnumerable<string> BridgesIn(string table) => table.Split('\n')
        .Where(line => line.Contains(':', StringComparison.Ordinal))
        .Select(line => line.Split(':')[0].Trim())
        .Where(name => name is "docker0"
            || (name.StartsWith("br-", StringComparison.Ordinal) && name.Length is 15 && name[3..].All(char.IsAsciiHexDigitLower)));
}
