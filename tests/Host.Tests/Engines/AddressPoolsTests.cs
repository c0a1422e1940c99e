using System.Net;
using AiSandbox.Host.Engines;

namespace Host.Tests.Engines;

public sealed class AddressPoolsTests
{
    private static readonly (IPNetwork Network, string Interface)[] Machine = [(IPNetwork.Parse("172.25.1.0/24"), "eth0"), (IPNetwork.Parse("192.168.7.0/24"), "wlan0")];

    [TestCase("""[{"Base":"172.24.0.0/14","Size":26}]""", "172.25.1.0/24 (eth0) lies in 172.24.0.0/14")]
    [TestCase("""[{"Base":"10.0.0.0/8","Size":24},{"Base":"192.168.7.0/25","Size":28}]""", "192.168.7.0/24 (wlan0) lies in 192.168.7.0/25")]
    [TestCase("""[{"Base":"10.0.0.0/8","Size":24}]""", null)]
    [TestCase("null", null)]
    public void Should_name_what_the_engine_would_give_away(string pools, string? expected) =>
        string.Join("; ", AddressPools.Conflicts(pools, Machine)).ShouldBe(expected ?? "");
}
