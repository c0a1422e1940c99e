using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines;

/// <summary>The pools that an engine was told to take its networks from, against the networks that this machine is on.</summary>
public sealed class AddressPools(DockerCli docker)
{
    private static readonly string[] Bridges = ["docker", "br-", "veth"];

    /// <summary>Looks. An engine with the pools that it comes with passes over what the machine has by itself.</summary>
    /// <returns>What overlaps: "192.168.7.0/24 (eth0) lies in 192.168.0.0/16".</returns>
    public async Task<IReadOnlyList<string>> ConflictsAsync(CancellationToken cancellation) =>
        await docker.AskAsync(["info", "--format", "{{json .DefaultAddressPools}}"], cancellation) is { ExitCode: 0 } said
            ? [.. Conflicts(said.Output, Networks())]
            : [];

    /// <summary>What of the machine's networks overlaps a pool.</summary>
    /// <param name="pools">The engine's JSON.</param>
    /// <param name="networks">The machine's networks, and the interface of each.</param>
    internal static IEnumerable<string> Conflicts(string pools, IReadOnlyList<(IPNetwork Network, string Interface)> networks)
    {
        using var json = JsonDocument.Parse(pools);
        if (json.RootElement.ValueKind is not JsonValueKind.Array)
            yield break;

        foreach (var text in json.RootElement.EnumerateArray().Select(pool => pool.GetProperty("Base").GetString()!).ToList())
        {
            if (!IPNetwork.TryParse(text, out var pool))
                continue;

            foreach (var (network, name) in networks.Where(one => pool.Contains(one.Network.BaseAddress) || one.Network.Contains(pool.BaseAddress)))
                yield return $"{network} ({name}) lies in {pool}";
        }
    }

    // Without the engine's own bridges, which are out of its pools.
    private static List<(IPNetwork Network, string Interface)> Networks() =>
        [.. from one in NetworkInterface.GetAllNetworkInterfaces()
            where one.NetworkInterfaceType is not NetworkInterfaceType.Loopback && !Bridges.Any(name => one.Name.StartsWith(name, StringComparison.Ordinal))
            from address in one.GetIPProperties().UnicastAddresses
            where address.Address.AddressFamily is AddressFamily.InterNetwork && address.PrefixLength is > 0 and < 32
            select (Around(address.Address, address.PrefixLength), one.Name)];

    private static IPNetwork Around(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < 32; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), prefix);
    }
}
