using System.Net;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;

namespace Host.Tests.Model;

public sealed class OwnAddressesTests
{
    private static readonly IPNetwork[] Private = [IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("fc00::/7")];

    private const string Shown = """
        1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
        1: lo    inet6 ::1/128 scope host noprefixroute \       valid_lft forever preferred_lft forever
        2: eth0    inet 198.100.7.20/24 brd 198.100.7.255 scope global eth0\       valid_lft forever preferred_lft forever
        2: eth0    inet6 2a01:4f8::20/64 scope global \       valid_lft forever preferred_lft forever
        2: eth0    inet6 fe80::1/64 scope link \       valid_lft forever preferred_lft forever
        3: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\       valid_lft forever preferred_lft forever
        4: br-1    inet 215.9.9.1/24 scope global br-1\       valid_lft forever preferred_lft forever
        5: tun0    inet 10.8.0.2 peer 10.8.0.1/32 scope global tun0\       valid_lft forever preferred_lft forever
        """;

    [Test]
    public void Should_have_each_address_of_both_machines_and_each_network_that_looks_public_once()
    {
        var networks = OwnAddresses.Networks("215.9.9.0/24 172.17.0.0/16 fd00:1::/64 \n215.9.9.0/24 215.9.9.128/25 nonsense ", Private);

        networks.Select(network => $"{network}").ShouldBe(["215.9.9.0/24"]);
        OwnAddresses.All(["192.168.7.5", "172.17.0.1", "fe80::1", "127.0.0.1", "215.9.9.1"], Shown, networks).ShouldBe(
            ["10.8.0.2", "172.17.0.1", "192.168.7.5", "198.100.7.20", "2a01:4f8::20", "215.9.9.0/24"]);
    }

    [Test]
    public void Should_know_what_a_policy_calls_private() =>
        OwnAddresses.PrivateRanges("acl private_dst dst 10.0.0.0/8 fc00::/7\nacl never_dst dst 127.0.0.0/8\nacl private_dst dst 240.0.0.0/4\n")
            .Select(range => $"{range}").ShouldBe(["10.0.0.0/8", "fc00::/7", "240.0.0.0/4"]);

    [Test]
    public void Should_keep_those_of_the_last_time_until_the_engine_is_asked()
    {
        OwnAddresses.In("x\nacl own_dst dst 0.0.0.0/32 10.0.0.7 215.9.9.0/24\ny\n").ShouldBe(["10.0.0.7", "215.9.9.0/24"]);
        OwnAddresses.In("a policy from before there were any\n").ShouldBe(OwnAddresses.Here());
    }

    [Test]
    public void Should_leave_a_proof_green_when_an_address_comes_or_goes_and_no_rule_does()
    {
        const string policy = "acl own_dst dst 0.0.0.0/32 10.0.0.7\nhttp_access deny own_dst\n";
        var proof = PresentConfiguration.PolicyOf(policy);

        PresentConfiguration.PolicyOf(policy.Replace("10.0.0.7", "10.0.0.8 10.0.0.9", StringComparison.Ordinal)).ShouldBe(proof);
        PresentConfiguration.PolicyOf(policy.Replace("deny", "allow", StringComparison.Ordinal)).ShouldNotBe(proof);
    }
}
