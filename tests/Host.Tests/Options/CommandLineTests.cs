using AiSandbox.Host.Options;

namespace Host.Tests.Options;

public sealed class CommandLineTests
{
    private static readonly string[] Targets = ["Build", "Cleanup", "Default", "Exec", "LogsProxy", "Up", "Verify"];

    [TestCase("--target=Up")]
    [TestCase("--target", "Up")]
    [TestCase("--Target=Up")]
    [TestCase("-t=Up")]
    [TestCase("-t", "Up")]
    public void Should_read_the_target_when_spelled_in_any_way_that_Frosting_knows(params string[] arguments) =>
        Parse(arguments).Targets.ShouldBe(["Up"]);

    [Test]
    public void Should_keep_the_order_of_targets_when_several_are_given() =>
        Parse("--target=up", "--target", "VERIFY").Targets.ShouldBe(["up", "VERIFY"]);

    [TestCase("--tagret=Up", "Did you mean --target?")]
    [TestCase("--dry-run", "Did you mean --dryrun?")]
    [TestCase("--git_username=x", "Did you mean --git-username?")]
    [TestCase("--frobnicate-everything", "--help lists all")]
    [TestCase("-x", "Unknown option -x")]
    [TestCase("--t=Up", "Unknown option --t")]
    public void Should_refuse_an_unknown_option_with_the_nearest_name(string argument, string hint) =>
        Refusal(argument).ShouldContain(hint);

    [TestCase("Upp", "Did you mean --target=Up?")]
    [TestCase("Claenup", "Did you mean --target=Cleanup?")]
    [TestCase("logs-proxy", "Did you mean --target=LogsProxy?")]
    [TestCase("Frobnicate", "menu")]
    public void Should_refuse_an_unknown_target_with_the_nearest_name(string target, string hint) =>
        Refusal($"--target={target}").ShouldContain(hint);

    [Test]
    public void Should_refuse_a_stray_word_and_show_how_a_target_is_given() =>
        Refusal("Up").ShouldContain("--target=Up");

    [Test]
    public void Should_refuse_an_option_whose_value_is_missing() =>
        Refusal("--target=Up", "--name").ShouldContain("--name needs a value");

    [TestCase("--tree=yes")]
    [TestCase("--exclusive=1")]
    public void Should_refuse_a_value_when_Frosting_knows_the_option_as_a_flag(string argument) =>
        Refusal(argument).ShouldContain("takes no value");

    [TestCase("--follow", true)]
    [TestCase("--follow=true", true)]
    [TestCase("--follow=false", false)]
    public void Should_read_a_flag_when_it_stands_alone_or_has_a_value(string argument, bool expected) =>
        Parse(argument).Flag("follow", otherwise: !expected).ShouldBe(expected);

    [Test]
    public void Should_refuse_a_flag_whose_value_is_neither_true_nor_false() =>
        Should.Throw<UsageException>(() => Parse("--follow=maybe").Flag("follow")).Message.ShouldContain("--follow=maybe");

    [Test]
    public void Should_hand_over_the_words_behind_a_bare_double_dash_untouched()
    {
        var line = Parse("--target=Exec", "--", "ls", "--tagret", "a b", "--");

        line.CommandWords.ShouldBe(["ls", "--tagret", "a b", "--"]);
        line.FrostingArguments.ShouldBe(["--target=Exec"]);
    }

    [Test]
    public void Should_take_the_last_value_when_an_option_is_repeated() =>
        Parse("--name=one", "--name", "two").Value("name").ShouldBe("two");

    [Test]
    public void Should_keep_equals_signs_when_they_are_part_of_the_value() =>
        Parse("--command=A=1 env").Value("command").ShouldBe("A=1 env");

    private static CommandLine Parse(params string[] arguments) => CommandLine.Parse(arguments, Targets);

    private static string Refusal(params string[] arguments) => Should.Throw<UsageException>(() => Parse(arguments)).Message;
}
