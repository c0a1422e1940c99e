using System.Net;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// A network for the simulated internet. Squid must take its addresses for public ones, so they are out of a block that
/// nobody announces (compose.verify.yaml says more), and none that another network of the engine has.
/// </summary>
/// <param name="Network">The network: 215.7.9.0/24.</param>
public sealed record FreeSubnet(IPNetwork Network)
{
    /// <summary>The address of the simulated internet in it.</summary>
    public string Internet => At(10);

    /// <summary>The address where an engine's machine would stand in it. Nobody does: the network is closed to it.</summary>
    public string Host => At(1);

    /// <summary>An address in it that nobody has.</summary>
    public string Nobody => At(250);

    /// <summary>Picks one that overlaps none of those taken.</summary>
    /// <param name="seed">Where to begin, so that two runs at once seldom begin at the same place.</param>
    /// <param name="taken">The networks there are.</param>
    /// <exception cref="SandboxException">All are taken.</exception>
    public static FreeSubnet Pick(int seed, IReadOnlyCollection<IPNetwork> taken)
    {
        const int count = 1 << 16;
        for (var i = 0; i < count; i++)
        {
            var number = (int)(((uint)seed + (uint)i) % count);
            var candidate = new IPNetwork(new IPAddress([215, (byte)(number >> 8), (byte)number, 0]), 24);
            if (!taken.Any(network => Overlap(network, candidate)))
                return new FreeSubnet(candidate);
        }

        throw new SandboxException("Every network for the simulated internet is taken.", "docker network ls");
    }

    private string At(byte last)
    {
        var bytes = Network.BaseAddress.GetAddressBytes();
        return new IPAddress([bytes[0], bytes[1], bytes[2], last]).ToString();
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
}
