using AiSandbox.Policy;

namespace Policy.Tests;

public sealed class ProxyListsTests
{
    [Test]
    public void Should_write_a_file_a_port_and_one_for_private_addresses()
    {
        var lists = ProxyLists.Of(Lists.Lint(".github.com\nGit.example 22 private\nb.example 443\n").Sites);

        lists.Files.ShouldBe(new Dictionary<string, string>
        {
            ["allowed-443"] = "b.example\n.github.com\n",
            ["allowed-22"] = "git.example\n.github.com\n",
            ["allowed-private"] = "git.example\n",
        });
    }

    // Squid 5 and 6 end at these (network.md, Squid 9); the options keep the entries apart, not the names in a file.
    [TestCase("a.foo.example\n.foo.example 443\n", ".foo.example\n")]
    [TestCase("foo.example\n.foo.example 443\n", ".foo.example\n")]
    [TestCase(".a.foo.example private\n.foo.example 443\n", ".foo.example\n")]
    [TestCase("foo.example 443\nfoo.example private until=2027-01-01\n", "foo.example\n")]
    public void Should_leave_out_a_name_when_a_listed_domain_covers_it(string text, string expected)
    {
        var sites = Lists.Lint(text).Sites;

        sites.Entries.Count.ShouldBe(2);
        ProxyLists.Of(sites).Https.ShouldBe(expected);
    }

    [TestCase(".foo.example 443", "foo.example", 443, true)]
    [TestCase(".foo.example 443", "a.b.foo.example", 443, true)]
    [TestCase(".foo.example 443", "A.FOO.example.", 443, true)]
    [TestCase(".foo.example 443", "xfoo.example", 443, false)]
    [TestCase(".foo.example 443", "foo.example", 22, false)]
    [TestCase(".foo.example", "foo.example", 80, false)]
    [TestCase("foo.example", "foo.example", 22, true)]
    [TestCase("foo.example", "a.foo.example", 22, false)]
    [TestCase("foo.example", "example", 22, false)]
    [TestCase("foo.example", "", 443, false)]
    public void Should_match_what_the_entry_means(string entry, string host, int port, bool expected) =>
        Lists.Lint(entry).Sites.Matches(host, port).ShouldBe(expected);

    [Test]
    public void Should_find_the_most_specific_entry_that_is_open_on_the_port()
    {
        var sites = Lists.Lint(".foo.example 443 # all\na.foo.example # one\nb.foo.example 22 # ssh\n").Sites;

        sites.Find("a.foo.example", 443)?.Reason.ShouldBe("one");
        sites.Find("b.foo.example", 443)?.Reason.ShouldBe("all");
        sites.Find("b.foo.example", 22)?.Reason.ShouldBe("ssh");
        sites.Find("c.foo.example", 22).ShouldBeNull();
    }
}
