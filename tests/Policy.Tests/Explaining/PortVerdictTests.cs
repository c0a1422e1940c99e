using AiSandbox.Policy.Explaining;
using Policy.Tests.Edits;

namespace Policy.Tests.Explaining;

public sealed class PortVerdictTests
{
    private const string List = ".open.example 443\nhost.open.example # this one\nold.example until=2020-01-01\nssh.example 22\n";

    [TestCase("www.open.example", 443, ".open.example")]
    [TestCase("host.open.example", 443, "host.open.example")]
    [TestCase("host.open.example", 22, "host.open.example")]
    [TestCase("ssh.example", 22, "ssh.example")]
    public void Should_name_the_entry_that_allows_it(string host, int port, string entry)
    {
        var verdict = Of(host, port);

        verdict.Entry.ShouldNotBeNull().Spelling.ShouldBe(entry);
        verdict.Misses.ShouldBeEmpty();
    }

    [TestCase("old.example", 443, "old.example: its last day is over")]
    [TestCase("ssh.example", 443, "ssh.example: on port 22 alone")]
    [TestCase("www.open.example", 22, ".open.example: on port 443 alone")]
    [TestCase("a.ssh.example", 22, "ssh.example: that host alone; .ssh.example would be it and everything below it")]
    [TestCase("elsewhere.example", 443, "")]
    [TestCase("xold.example", 443, "")]
    public void Should_name_what_is_missing_when_none_does(string host, int port, string expected)
    {
        var verdict = Of(host, port);

        verdict.Entry.ShouldBeNull();
        string.Join('|', verdict.Misses.Select(miss => $"{miss.Entry.Spelling}: {miss.Why}")).ShouldBe(expected);
    }

    [TestCase(443, true)]
    [TestCase(22, true)]
    [TestCase(80, false)]
    public void Should_know_which_ports_a_line_can_open(int port, bool expected) => Of("a.example", port).CanBeAllowed.ShouldBe(expected);

    private static PortVerdict Of(string host, int port) => PortVerdict.Of(
        Lists.Lint(List).Sites, List.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Texts.Entry(line)), host, port, Lists.Today);
}
