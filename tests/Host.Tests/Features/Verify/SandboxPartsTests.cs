using System.Net;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Verify;

[TestFixture]
public sealed class SandboxPartsTests
{
    private const string Template = "http_port 3128\nacl own_dst dst 0.0.0.0/32 10.0.0.7 215.9.9.0/24\nhttp_access deny all because_name\ndns_nameservers 10.0.0.1\n";

    [Test]
    public void Should_change_the_resolver_and_the_machines_own_addresses_alone_when_a_policy_is_tried()
    {
        VerificationPolicy.In(Template, "215.0.0.10", "215.0.0.1")
            .ShouldBe("http_port 3128\nacl own_dst dst 0.0.0.0/32 215.0.0.1\nhttp_access deny all because_name\ndns_nameservers 215.0.0.10\n");
        VerificationPolicy.In("http_access allow all\n", "215.0.0.10", "215.0.0.1")
            .ShouldBe("http_access allow all\ndns_nameservers 215.0.0.10\n");
    }

    [Test]
    public void Should_pick_a_network_that_overlaps_none_when_some_are_taken()
    {
        var first = FreeSubnet.Pick(7, []);
        first.Network.ToString().ShouldBe("215.0.7.0/24");
        first.Internet.ShouldBe("215.0.7.10");

        FreeSubnet.Pick(7, [first.Network, IPNetwork.Parse("215.0.8.128/25"), IPNetwork.Parse("fd00::/64")])
            .Network.ToString().ShouldBe("215.0.9.0/24");
        FreeSubnet.Pick(-1, []).Network.ToString().ShouldBe("215.255.255.0/24");
        Should.Throw<SandboxException>(() => FreeSubnet.Pick(0, [IPNetwork.Parse("215.0.0.0/8")]));
    }

    [TestCase("172.20.0.5", 16, "172.20.0.1")]
    [TestCase("172.24.0.70", 26, "172.24.0.65")]
    [TestCase("172.24.1.2", 26, "172.24.1.1")]
    [TestCase("10.0.0.9", 30, "10.0.0.9")]
    public void Should_know_the_first_address_of_a_network_of_any_size(string address, int prefix, string first) =>
        SandboxInspection.First(address, prefix).ShouldBe(first);

    [TestCase("a\nb\nfence-1-1 x\n", 16, true, new[] { "a", "b" })]
    [TestCase("a\nfence-1-1\nhalf a li", 12, true, new[] { "a" })]
    [TestCase("a\nfence-1-0 of an earlier reading\n", 34, false, new[] { "a" })]
    [TestCase("", 0, false, new string[0])]
    public void Should_be_a_witness_only_when_the_log_shows_the_fence(string output, int length, bool believed, string[] lines)
    {
        var offset = 7L;
        var extract = LogReader.Extract($"100\n{output}", "fence-1-", "fence-1-1", "access.log", ref offset);

        extract.Lines.ShouldBe(lines);
        offset.ShouldBe(100 + length);
        (extract.Lost is null).ShouldBe(believed);
    }
}
