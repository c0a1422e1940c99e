using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

public sealed class EnvFileTests
{
    // Each of these was read the same way by Docker Compose 2.26.1 (env_file and `docker compose config`).
    [TestCase("A=plain", "plain")]
    [TestCase("A=", "")]
    [TestCase("  A = spaced out \t", "spaced out")]
    [TestCase("A=plain # comment", "plain")]
    [TestCase("A=with#inside", "with#inside")]
    [TestCase("A=a=b=c", "a=b=c")]
    [TestCase(@"A=C:\new\table", @"C:\new\table")]
    [TestCase("A=it's", "it's")]
    [TestCase("A='a $literal \\n # value'", "a $literal \\n # value")]
    [TestCase(@"A='Let\'s go'", "Let's go")]
    [TestCase("A=''", "")]
    [TestCase("A=\"a # value\" # comment", "a # value")]
    [TestCase("A=\"two\\nlines\\t\\\"quoted\\\" \\\\ \\$\"", "two\nlines\t\"quoted\" \\ $")]
    [TestCase("A=\"\"", "")]
    public void Should_read_what_docker_compose_reads_when_a_line_is_simple(string line, string value) =>
        EnvFile.Parse($"# first\n\n{line}\n", "the file").ShouldBe([new EnvEntry("A", value, 3)]);

    [TestCase("A")]
    [TestCase("export A=1")]
    [TestCase("1A=1")]
    [TestCase("A B=1")]
    [TestCase("A-B=1")]
    [TestCase("=1")]
    [TestCase("A= # comment")]
    [TestCase("A=#value")]
    [TestCase("A=$OTHER")]
    [TestCase("A=\"${OTHER}\"")]
    [TestCase("A=\"open")]
    [TestCase("A='open")]
    [TestCase("A='open\\'")]
    [TestCase("A=\"closed\"behind")]
    [TestCase("A='closed' behind")]
    [TestCase("A=\"C:\\Users\"")]
    [TestCase("A='\\\\'")]
    [TestCase("A=bell\a")]
    [TestCase("A=old\rmac")]
    [TestCase("A='nul\0'")]
    public void Should_name_file_and_line_when_a_line_is_something_else(string line)
    {
        var wrong = Should.Throw<SandboxException>(
            () => EnvFile.Parse($"OK=1\r\n\r\n# x\r\n{line}\r\n", "env/some file"));

        wrong.Message.ShouldStartWith("env/some file, line 4: ");
        wrong.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [TestCase("SECRET-NAME=hunter2")]
    [TestCase("A=\"hunter2")]
    [TestCase("A=hunter2$")]
    [TestCase("hunter2")]
    public void Should_not_show_a_value_when_its_line_is_wrong(string line) =>
        Should.Throw<SandboxException>(() => EnvFile.Parse(line, "f")).ToString().ShouldNotContain("hunter2");

    [Test]
    public void Should_name_both_lines_when_a_name_is_there_twice() =>
        Should.Throw<SandboxException>(() => EnvFile.Parse("A=1\nB=2\nA=3\n", "f"))
            .Message.ShouldBe("f, line 3: A stands on line 1 already.");

    [Test]
    public void Should_read_the_same_when_notepad_wrote_a_byte_order_mark_and_its_line_endings() =>
        EnvFile.Parse("\uFEFFA=1\r\nB=\"2\"\r\n", "f").ShouldBe([new EnvEntry("A", "1", 1), new EnvEntry("B", "2", 2)]);

    [Test]
    public void Should_not_show_the_value_when_an_entry_is_printed() =>
        new EnvEntry("A", "hunter2", 7).ToString().ShouldBe("A (line 7)");
}
