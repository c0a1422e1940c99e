using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Explain;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.Explain;

public sealed class HostQuestionTests
{
    [TestCase("pypi.org", "pypi.org", "443,22")]
    [TestCase("PyPI.org.", "pypi.org", "443,22")]
    [TestCase("pypi.org:443", "pypi.org", "443")]
    [TestCase("pypi.org:22", "pypi.org", "22")]
    [TestCase("pypi.org:8080", "pypi.org", "8080")]
    [TestCase("https://pypi.org/simple", "pypi.org", "443")]
    [TestCase("https://pypi.org:443/simple", "pypi.org", "443")]
    [TestCase("git@github.com:owner/repository", "github.com", "22")]
    [TestCase("bücher.example:443", "xn--bcher-kva.example", "443")]
    public void Should_read_host_and_ports_as_people_copy_them(string text, string host, string ports)
    {
        var question = Read(text);

        question.Refusal.ShouldBeNull();
        question.Host.ShouldBe(host);
        string.Join(',', question.Ports).ShouldBe(ports);
    }

    [TestCase("127.0.0.1:443", "ip: ")]
    [TestCase("[::1]:443", "ip: ")]
    [TestCase("localhost", "never-asked: ")]
    [TestCase("intranet", "single-label: ")]
    [TestCase("a..example", "label: ")]
    public void Should_say_why_when_no_line_could_allow_it(string text, string refusal) =>
        Read(text).Refusal.ShouldNotBeNull().ShouldStartWith(refusal);

    [TestCase(null)]
    [TestCase("a.example b.example")]
    [TestCase("a.example\e[2J")]
    public void Should_refuse_what_is_not_one_host(string? text) =>
        Should.Throw<UsageException>(() => Read(text)).Message.ShouldContain("--target=Explain --host=registry.example.org:443");

    private static HostQuestion Read(string? host) =>
        HostQuestion.Read(new HostOptions { Name = SandboxName.Parse("box"), Line = host is null ? CommandLine.Empty : CommandLine.Parse([$"--host={host}"], []) });
}
