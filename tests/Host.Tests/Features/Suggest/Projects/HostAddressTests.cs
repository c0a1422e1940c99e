using AiSandbox.Host.Features.Suggest.Projects;

namespace Host.Tests.Features.Suggest.Projects;

public sealed class HostAddressTests
{
    [TestCase("https://a.example/x", "a.example", 443)]
    [TestCase("https://user:secret@a.example:443/x?y#z", "a.example", 443)]
    [TestCase("http://a.example", "a.example", 443)]
    [TestCase("http://a.example:80/x", "a.example", 443)]
    [TestCase("HTTPS://A.example", "A.example", 443)]
    [TestCase("ssh://git@a.example/owner/repo", "a.example", 22)]
    [TestCase("git+ssh://git@a.example:22/owner/repo#v1", "a.example", 22)]
    [TestCase("git+https://a.example/owner/repo", "a.example", 443)]
    [TestCase("registry+https://a.example/index", "a.example", 443)]
    [TestCase("scm:git:https://a.example/x", "a.example", 443)]
    [TestCase("git@a.example:owner/repo.git", "a.example", 22)]
    [TestCase("a.example:owner/repo.git", "a.example", 22)]
    [TestCase("https://a.example\\@b.example/", "a.example", 443)]
    public void Should_find_host_and_port(string text, string host, int port) =>
        HostAddress.Read(text).ShouldBe(new HostAddress(host, port));

    [TestCase("https://a.example:8443/x")]
    [TestCase("http://a.example:4873/")]
    [TestCase("ssh://git@a.example:2222/x")]
    [TestCase("https://a.example:99999999999999/x")]
    [TestCase("git://a.example/x")]
    [TestCase("ftp://a.example/x")]
    public void Should_refuse_what_never_passes(string text)
    {
        var address = HostAddress.Read(text).ShouldNotBeNull();

        address.Host.ShouldBe("a.example");
        address.Refusal.ShouldNotBeNull().ShouldContain("never pass");
    }

    [TestCase("")]
    [TestCase("../sibling")]
    [TestCase("/srv/git/x.git")]
    [TestCase("C:\\git\\x")]
    [TestCase("file:///srv/x")]
    [TestCase("workspace:*")]
    [TestCase("npm:other@1.2")]
    [TestCase("https://")]
    [TestCase("https:///x")]
    [TestCase("1.2.3")]
    [TestCase("ext::sh -c evil")]
    public void Should_pass_over_what_leads_to_no_host(string text) => HostAddress.Read(text).ShouldBeNull();
}
