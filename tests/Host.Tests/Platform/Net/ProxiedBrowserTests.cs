using AiSandbox.Host.Platform.Net;

namespace Host.Tests.Platform.Net;

public sealed class ProxiedBrowserTests
{
    [Test]
    public void Should_ask_the_proxy_for_all_but_the_ports_that_are_shown()
    {
        var arguments = ProxiedBrowser.Arguments("/tmp/a profile", "http://127.0.0.1:3000", 41234, [3000, 8300]);

        arguments.ShouldContain("--user-data-dir=/tmp/a profile");
        arguments.ShouldContain("--proxy-server=http://127.0.0.1:41234");
        arguments.ShouldContain("--proxy-bypass-list=<-loopback>;127.0.0.1:3000;127.0.0.1:8300");
        arguments.ShouldContain("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        arguments.ShouldContain("--force-webrtc-ip-handling-policy=disable_non_proxied_udp");
        arguments[^1].ShouldBe("http://127.0.0.1:3000");
    }
}
