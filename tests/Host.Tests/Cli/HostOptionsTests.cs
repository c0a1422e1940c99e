using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

public sealed class HostOptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [TestCase("my-box")]
    [TestCase("a")]
    [TestCase("0123456789012345678901234567890123456789")]
    public void Should_take_a_valid_name(string name) => Read($"--name={name}").Name.Value.ShouldBe(name);

    [TestCase("")]
    [TestCase("Upper")]
    [TestCase("-dash")]
    [TestCase("a_b")]
    [TestCase("a b")]
    [TestCase("a\nb")]
    [TestCase("a\n")]
    [TestCase("01234567890123456789012345678901234567890")]
    public void Should_refuse_an_invalid_name(string name) =>
        Should.Throw<UsageException>(() => Read($"--name={name}")).Message.ShouldContain("--name");

    [TestCase("con")]
    [TestCase("nul")]
    [TestCase("com1")]
    [TestCase("box-verify")]
    [TestCase("box-verify-2")]
    [TestCase("box-mutant")]
    public void Should_refuse_a_name_that_means_something_else(string name) =>
        Should.Throw<UsageException>(() => Read($"--name={name}")).Message.ShouldEndWith("Choose another.");

    [TestCase("console")]
    [TestCase("verify")]
    [TestCase("box-verified")]
    public void Should_take_a_name_that_only_looks_like_one(string name) => Read($"--name={name}").Name.Value.ShouldBe(name);

    [TestCase("/home/me/AI Sandbox", "ai-sandbox-")]
    [TestCase("/home/me/Über.Projekt_2", "ber-projekt-2-")]
    [TestCase("/home/me/日本", "sandbox-")]
    [TestCase("/home/me/a-very-long-folder-name-that-goes-on-and-on", "a-very-long-folder-name-")]
    public void Should_make_a_valid_name_from_any_folder(string root, string prefix)
    {
        var name = SandboxName.Of(root);

        name.Value.ShouldStartWith(prefix);
        SandboxName.Parse(name.Value).ShouldBe(name);
    }

    [Test]
    public void Should_make_different_names_when_two_checkouts_have_folders_of_one_name() =>
        SandboxName.Of("/one/ai-sandbox").ShouldNotBe(SandboxName.Of("/two/ai-sandbox"));

    [Test]
    public void Should_make_the_same_name_when_the_path_ends_with_a_separator() =>
        SandboxName.Of("/one/ai-sandbox/").ShouldBe(SandboxName.Of("/one/ai-sandbox"));

    [TestCase("30s", "2026-01-31T11:59:30Z")]
    [TestCase("10m", "2026-01-31T11:50:00Z")]
    [TestCase("2h", "2026-01-31T10:00:00Z")]
    [TestCase("1d", "2026-01-30T12:00:00Z")]
    [TestCase("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    public void Should_read_a_point_in_time(string text, string expected) =>
        Read($"--since={text}").Line.Value(Option.Since).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [TestCase("soon")]
    [TestCase("-5m")]
    [TestCase("5")]
    [TestCase("5w")]
    public void Should_refuse_what_is_no_point_in_time(string text) =>
        Should.Throw<UsageException>(() => Read($"--since={text}")).Message.ShouldContain("--since");

    [Test]
    public void Should_repeat_the_name_in_the_next_command_only_when_it_was_given()
    {
        Read("--name=box").CommandFor("Shell").ShouldBe("./build.sh --target=Shell --name=box");
        Read().CommandFor("Shell").ShouldBe("./build.sh --target=Shell");
    }

    [Test]
    public void Should_know_which_targets_were_asked_for_by_name() =>
        Read("--target=preparessh").Requested("PrepareSsh").ShouldBeTrue();

    private static HostOptions Read(params string[] arguments)
    {
        var line = CommandLine.Parse(arguments, ["PrepareSsh"], now: Now);
        line.CheckValues();
        return HostOptions.Read(line, _ => null, "/home/me/ai-sandbox");
    }
}
