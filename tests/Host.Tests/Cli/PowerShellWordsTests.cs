using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

public sealed class PowerShellWordsTests
{
    private static readonly string[] Targets = ["Exec", "Up", "Allow", "Explain"];

    private static string Refusal(bool isPowerShell, params string[] words) =>
        Should.Throw<UsageException>(() => CommandLine.Parse(words, Targets, isPowerShell)).Message;

    [Test]
    public void Should_take_the_words_of_a_command_when_PowerShell_took_the_dashes() =>
        CommandLine.Parse(["-t", "Exec", "ls", "-la"], Targets, isPowerShell: true).CommandWords.ShouldBe(["ls", "-la"]);

    [TestCase("--ports=443", "22")]
    [TestCase("--host=a.example", "443")]
    public void Should_say_how_a_value_is_written_when_PowerShell_split_it(string option, string rest) =>
        Refusal(isPowerShell: true, "--target=Explain", option, rest).ShouldContain("splits a word at its comma, and with -File at its colon");

    [Test]
    public void Should_say_nothing_of_PowerShell_when_it_has_no_part_in_it()
    {
        Refusal(isPowerShell: false, "--ports=443", "22").ShouldBe("'22' is neither an option nor a target. Without a target, the menu of all targets is shown.");
        Refusal(isPowerShell: true, "Upp").ShouldBe("'Upp' is not a target. Did you mean Up?");
    }

    [Test]
    public void Should_take_the_words_behind_two_dashes_when_they_arrive() =>
        CommandLine.Parse(["--target=Exec", "--", "ls", "-la"], Targets, isPowerShell: true).CommandWords.ShouldBe(["ls", "-la"]);
}
