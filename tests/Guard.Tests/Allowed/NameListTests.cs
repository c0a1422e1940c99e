using System.Diagnostics;
using AiSandbox.Guard.Allowed;
using AiSandbox.Guard.Configuration;

namespace Guard.Tests.Allowed;

public sealed class NameListTests
{
    [TestCase("github.com", "github.com")]
    [TestCase("www.github.com", null)]
    [TestCase("example.org", ".example.org")]
    [TestCase("a.b.example.org", ".example.org")]
    [TestCase("badexample.org", null)]
    [TestCase("org", null)]
    [TestCase("", null)]
    public void Should_find_the_entry_that_covers_a_host(string host, string? entry) =>
        NameList.Parse(["# hosts", "", "GitHub.com", " .example.org "], "list").Find(host).ShouldBe(entry);

    [TestCase("*.github.com")]
    [TestCase("github.com:443")]
    [TestCase("127.0.0.1")]
    [TestCase("..github.com")]
    [TestCase(".")]
    [TestCase("g\u00efthub.com")]
    public void Should_refuse_a_line_that_is_no_name(string line) =>
        Should.Throw<ConfigurationException>(() => NameList.Parse(["github.com", line], "list"))
            .Message.ShouldBe("list: line 2 is not a host name.");

    [Test]
    public void Should_look_up_in_a_large_list_without_reading_it_through()
    {
        var list = NameList.Parse(Enumerable.Range(0, 100_000).Select(number => $".host{number}.example"), "list");
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 100_000; round++)
            _ = list.Find("a.b.c.d.host99999.example");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
