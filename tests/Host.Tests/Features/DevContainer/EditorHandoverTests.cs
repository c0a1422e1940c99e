using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.DevContainer;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

namespace Host.Tests.Features.DevContainer;

public sealed class EditorHandoverTests
{
    private const string Closed = """
        {
          // mine
          "editor.fontSize": 14,
          "dev.containers.copyGitConfig": false,
          "dev.containers.gitCredentialHelperConfigLocation": "none",
          "dev.containers.dockerCredentialHelper": false,
          "dev.containers.mountWaylandSocket": false,
          "dev.containers.forwardWSLServices": false,
        }
        """;

    private string _data = null!;

    [SetUp]
    public void Create() => _data = Directory.CreateTempSubdirectory("editors ").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_data, recursive: true);

    [Test]
    public void Should_pass_when_there_is_no_agent_and_no_editor() => Should.NotThrow(() => Handover().Refuse());

    [Test]
    public void Should_pass_when_every_setting_is_off()
    {
        Write("Code", Closed);

        Should.NotThrow(() => Handover().Refuse());
    }

    [Test]
    public void Should_refuse_when_an_agent_runs()
    {
        var failure = Should.Throw<SandboxException>(() => Handover(agent: "/tmp/ssh-x/agent.1").Refuse());

        failure.Message.ShouldContain("/tmp/ssh-x/agent.1");
        failure.Next.ShouldNotBeNull().ShouldContain("env -u SSH_AUTH_SOCK");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Should_refuse_when_the_agent_of_Windows_runs(bool runs)
    {
        var host = new EditorHost(IsWindows: true, _data, name => runs && name == EditorHost.WindowsAgent);

        if (runs)
            Should.Throw<SandboxException>(() => Handover(host).Refuse()).Next.ShouldNotBeNull().ShouldStartWith("Stop-Service ssh-agent");
        else
            Should.NotThrow(() => Handover(host).Refuse());
    }

    [TestCase("Code")]
    [TestCase("Code - Insiders")]
    [TestCase("VSCodium")]
    public void Should_name_the_lines_that_are_missing_when_an_editor_has_no_settings_yet(string editor)
    {
        Directory.CreateDirectory(Path.Combine(_data, editor, "User"));

        var failure = Should.Throw<SandboxException>(() => Handover().Refuse());

        failure.Message.ShouldContain(Path.Combine(_data, editor, "User", "settings.json"));
        failure.Message.ShouldContain("  \"dev.containers.copyGitConfig\": false,\n");
        failure.Message.ShouldContain("  \"dev.containers.gitCredentialHelperConfigLocation\": \"none\",\n");
    }

    [TestCase("\"dev.containers.copyGitConfig\": false", "\"dev.containers.copyGitConfig\": true")]
    [TestCase("\"dev.containers.copyGitConfig\": false", "\"dev.containers.copyGitConfig\": \"false\"")]
    [TestCase("\"dev.containers.copyGitConfig\": false", "\"dev.containers.copyGitConfig\": false, \"dev.containers.copyGitConfig\": true")]
    public void Should_name_the_one_line_when_one_is_on(string off, string on)
    {
        Write("Code", Closed.Replace(off, on, StringComparison.Ordinal));

        var failure = Should.Throw<SandboxException>(() => Handover().Refuse());

        failure.Message.ShouldContain("\"dev.containers.copyGitConfig\": false,");
        failure.Message.ShouldNotContain("gitCredentialHelper");
    }

    [Test]
    public void Should_refuse_when_the_sandbox_has_a_name() => Should.Throw<UsageException>(() =>
        new EditorHandover(Box, new Checkout(_data).Of(Box), new EditorHost(IsWindows: false, _data, _ => false)).Refuse())
        .Message.ShouldContain("box-workspace-1");

    [TestCase("[]")]
    [TestCase("{ \"editor.fontSize\": }")]
    public void Should_stop_when_the_settings_cannot_be_read(string text)
    {
        Write("Code", text);

        Should.Throw<SandboxException>(() => Handover().Refuse()).Message.ShouldContain("settings.json");
    }

    private void Write(string editor, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data, editor, "User"));
        File.WriteAllText(Path.Combine(folder.FullName, "settings.json"), text);
    }

    private EditorHandover Handover(string? agent = null) => Handover(new EditorHost(IsWindows: false, _data, _ => false), agent);

    private EditorHandover Handover(EditorHost host, string? agent = null) => new(Box with { SshAgent = agent }, new Checkout(_data), host);

    private static HostOptions Box => new() { Name = SandboxName.Parse("box") };
}
