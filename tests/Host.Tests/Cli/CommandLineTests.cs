using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

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

    [TestCase("Up")]
    [TestCase("up")]
    [TestCase("--name=box", "Up")]
    [TestCase("Up", "--name", "box")]
    public void Should_take_a_targets_name_for_the_target_when_it_stands_alone(params string[] arguments) =>
        Parse(arguments).Targets.Single().ToLowerInvariant().ShouldBe("up");

    [Test]
    public void Should_run_several_in_order_when_their_names_stand_alone() => Parse("Up", "-t", "Verify", "Cleanup").Targets.ShouldBe(["Up", "Verify", "Cleanup"]);

    [TestCase("ls -la", "Exec", "ls", "-la")]
    [TestCase("ls --name=x -- Up", "Exec", "ls", "--name=x", "--", "Up")]
    [TestCase("ls", "--target=Exec", "ls")]
    [TestCase("ls", "Exec", "--name=box", "ls")]
    [TestCase("ls", "Up", "exec", "--", "ls")]
    [TestCase("Up", "Exec", "Up")]
    [TestCase("--version", "Exec", "--", "--version")]
    public void Should_give_the_command_every_word_behind_its_target(string words, params string[] arguments) =>
        string.Join(' ', Parse(arguments).CommandWords).ShouldBe(words);

    [TestCase("Upp", "'Upp' is not a target. Did you mean Up?")]
    [TestCase("frobnicate", "neither an option nor a target")]
    [TestCase("", "'' is neither")]
    [TestCase("-", "'-' is neither")]
    public void Should_refuse_a_stray_word_when_it_is_no_target(string word, string hint)
    {
        Refusal(word).ShouldContain(hint);
        Refusal("Up", word).ShouldContain(hint);
    }

    [TestCase("--reason=")]
    [TestCase("--reason", "")]
    [TestCase("--reason= ")]
    [TestCase("--name=")]
    [TestCase("--target=")]
    [TestCase("--verbosity=")]
    [TestCase("-w", "")]
    public void Should_refuse_an_empty_value(params string[] arguments) => Refusal(arguments).ShouldContain(" is empty: write ");

    [Test]
    public void Should_refuse_an_empty_value_of_every_option_that_takes_one()
    {
        foreach (var option in Option.Table.Where(option => !option.IsFlag))
            Refusal($"--{option.Name}=").ShouldStartWith($"--{option.Name} is empty: write --{option.Name}={option.Value}, or leave it out.");
    }

    [TestCase("--reason", "--local")]
    [TestCase("--reason", "--name=box")]
    public void Should_not_take_an_option_for_a_value_when_the_value_is_missing(params string[] arguments) =>
        Refusal(arguments).ShouldBe("--reason needs a value: --reason=TEXT.");

    [TestCase("--verbosity=loud", "--verbosity=loud: write quiet, minimal, normal, verbose or diagnostic.")]
    [TestCase("-v=loud", "-v=loud: write quiet")]
    [TestCase("--working=no/such/folder", "--working=no/such/folder: there is no such folder.")]
    public void Should_refuse_a_value_that_Frosting_would_refuse_in_its_own_words(string argument, string said) => Refusal(argument).ShouldContain(said);

    [TestCase("--verbosity=Quiet")]
    [TestCase("-v", "d")]
    [TestCase("-w=.")]
    public void Should_take_what_Frosting_takes(params string[] arguments) => Parse(arguments).FrostingArguments.Single().ShouldMatch("^--(verbosity|working)=");

    [Test]
    public void Should_hand_Frosting_its_own_options_alone() =>
        Parse("-t", "Exec", "--command", "-h; ls --version", "--exclusive").FrostingArguments.ShouldBe(["--target=Exec", "--exclusive"]);

    [TestCase(true, "--target=Exec", "--tagret=Up")]
    [TestCase(true, "-t", "agent")]
    [TestCase(true, "Up", "Shell")]
    [TestCase(false, "--target=Up")]
    [TestCase(false, "--reason", "Exec", "Allow")]
    [TestCase(false, "Up", "--", "Exec")]
    [TestCase(false)]
    public void Should_know_whether_a_command_of_the_users_is_asked_for(bool isAsked, params string[] arguments) =>
        CommandLine.AsksForCommand(arguments).ShouldBe(isAsked);

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
        Parse(argument).Flag(Option.Follow, otherwise: !expected).ShouldBe(expected);

    [Test]
    public void Should_refuse_a_flag_whose_value_is_neither_true_nor_false() =>
        Refusal("--follow=maybe").ShouldContain("--follow=maybe");

    [Test]
    public void Should_hand_over_the_words_behind_a_bare_double_dash_untouched()
    {
        var line = Parse("--target=Exec", "--", "ls", "--tagret", "a b", "--");

        line.CommandWords.ShouldBe(["ls", "--tagret", "a b", "--"]);
        line.FrostingArguments.ShouldBe(["--target=Exec"]);
    }

    [Test]
    public void Should_take_the_last_value_when_an_option_is_repeated() =>
        Parse("--name=one", "--name", "two").Value(Option.Name)!.Value.ShouldBe("two");

    [Test]
    public void Should_keep_equals_signs_when_they_are_part_of_the_value() =>
        Parse("--command=A=1 env").Value(Option.Command).ShouldBe("A=1 env");

    private static CommandLine Parse(params string[] arguments) => CommandLine.Parse(arguments, Targets);

    private static string Refusal(params string[] arguments) => Should.Throw<UsageException>(() => Parse(arguments)).Message;
}
