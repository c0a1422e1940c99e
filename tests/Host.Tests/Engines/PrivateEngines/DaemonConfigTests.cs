using System.Net;
using System.Text.Json;
using AiSandbox.Host.Engines.PrivateEngines;

namespace Host.Tests.Engines.PrivateEngines;

public sealed class DaemonConfigTests
{
    [Test]
    public void Should_have_networks_for_hundreds_of_sandboxes_all_of_them_private()
    {
        using var config = JsonDocument.Parse(DaemonConfig.Text());
        var pool = config.RootElement.GetProperty("default-address-pools").EnumerateArray().ShouldHaveSingleItem();
        var network = IPNetwork.Parse(pool.GetProperty("base").GetString()!);
        var size = pool.GetProperty("size").GetInt32();

        (1 << (size - network.PrefixLength)).ShouldBeGreaterThan(3 * 300);
        (1 << (32 - size)).ShouldBeGreaterThan(10, "four containers, and what looks at them");
        IPNetwork.Parse("172.16.0.0/12").Contains(network.BaseAddress).ShouldBeTrue();
        network.PrefixLength.ShouldBeGreaterThan(12);
    }
}
