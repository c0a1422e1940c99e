using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;

namespace Host.Tests.Cli;

/// <summary>Which target knows which option: the table of the program against this one, written down from what the tasks read.</summary>
public sealed class OptionUseTests
{
    private static readonly TargetCatalogue Catalogue = TargetCatalogue.Of(typeof(TargetCatalogue).Assembly);

    private static readonly string[] Building = ["Build", "DevContainer", "Setup", "Up", "Verify"];

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["name"] = [.. Catalogue.Names.Except(["Completion", "Default", "List", "PrepareEngine", "Test"])],
        ["timing"] = [.. Catalogue.Names],
        ["yes"] = ["Agent", "Backup", "Cleanup", "Clone", "DevContainer", "Restore", "Up"],
        ["git-username"] = ["PrepareSsh", .. Building],
        ["git-email"] = ["PrepareSsh", .. Building],
        ["runtime"] = ["DevContainer", "Doctor", "Status", "Up", "Verify"],
        ["mount"] = ["PrepareEnv", .. Building],
        ["worktree"] = Building,
        ["project"] = Building,
        ["command"] = ["Exec", "Shell"],
        ["folder"] = ["Agent", "Exec", "Shell"],
        ["follow"] = ["LogsProxy"],
        ["since"] = ["LogsProxy", "Report", "Suggest"],
        ["denied"] = ["LogsProxy"],
        ["raw"] = ["LogsProxy"],
        ["log"] = ["Report"],
        ["agent"] = ["Agent"],
        ["domain"] = ["Allow", "Deny", "Explain"],
        ["ports"] = ["Allow"],
        ["until"] = ["Agent", "Allow"],
        ["private"] = ["Allow"],
        ["reason"] = ["Allow", "Watch"],
        ["local"] = ["Allow", "Watch"],
        ["host"] = ["Allow", "Deny", "Explain", "PrepareSsh"],
        ["vendor"] = ["PrepareKeys"],
        ["key-file"] = ["PrepareKeys"],
        ["key-command"] = ["PrepareKeys"],
        ["remove"] = ["PrepareKeys"],
        ["fix"] = ["Lint"],
        ["live"] = ["Verify"],
        ["mutate"] = ["Verify"],
        ["refresh"] = Building,
        ["from-projects"] = ["Suggest"],
        ["engine"] = ["Cleanup"],
        ["filter"] = ["Test"],
        ["json"] = ["Doctor", "List", "Review"],
        ["ssh"] = ["Doctor"],
        ["shell"] = ["Completion"],
        ["accept"] = ["Review"],
        ["all"] = ["Review", "Test"],
        ["file"] = ["Backup", "Restore"],
        ["with-secrets"] = ["Backup"],
        ["with-caches"] = ["Backup"],
        ["to"] = ["Clone", "Forward"],
        ["port"] = ["Forward"],
        ["open"] = ["Forward"],
        ["browser"] = ["Forward"],
    };

    [Test]
    public void Should_have_a_line_for_every_option_of_the_host() =>
        Option.Table.Where(option => !option.IsFrosting).Select(option => option.Name).ShouldBe(Known.Keys, ignoreOrder: true);

    [Test]
    public void Should_name_targets_that_there_are() =>
        Option.Table.SelectMany(option => option.Targets).Except(Catalogue.Names).ShouldBeEmpty();

    [Test]
    public void Should_take_every_pair_of_target_and_option_that_makes_sense_and_refuse_every_other()
    {
        foreach (var option in Option.Table.Where(option => !option.IsFrosting))
        {
            foreach (var target in Catalogue.Names)
            {
                var pair = $"{target} --{option.Name}";
                if (Known[option.Name].Contains(target))
                    Should.NotThrow(() => Require($"--target={target}", Given(option)), pair);
                else
                    Should.Throw<UsageException>(() => Require($"--target={target}", Given(option)), pair).Message.ShouldContain($" no use for --{option.Name}. ");
            }
        }
    }

    [Test]
    public void Should_leave_what_Frosting_knows_to_every_target()
    {
        foreach (var option in Option.Table.Where(option => option.IsFrosting && option.Name is not ("target" or "verbosity" or "working")))
            Should.NotThrow(() => Require("--target=Status", $"--{option.Name}"));
    }

    [TestCase("Status has no use for --fix. Targets that know it: Lint.", "--target=Status", "--fix")]
    [TestCase("Status has no use for --fix. Targets that know it: Lint.", "status", "--fix")]
    [TestCase("Down has no use for --engine. Targets that know it: Cleanup.", "Down", "--engine")]
    [TestCase("The menu has no use for --fix. Targets that know it: Lint.", "--fix")]
    [TestCase("The menu has no use for --fix. Targets that know it: Lint.", "--help", "--fix")]
    [TestCase("Up and Status have no use for --fix. Targets that know it: Lint.", "Up", "Status", "--fix")]
    [TestCase("List has no use for --name. All targets know it except Completion, List, PrepareEngine, Test.", "List", "--name=box")]
    [TestCase("Up has no use for --git-email. Targets that know it: PrepareSsh.", "Up", "--exclusive", "--git-email=a@b.example")]
    [TestCase("Up has no use for --host. Targets that know it: Allow, Deny, Explain, PrepareSsh.", "Up", "--host=a.example")]
    [TestCase("Allow takes the name once: as --domain or as --host.", "Allow", "--domain=a.example", "--host=a.example")]
    [TestCase("Up takes no words after --. Targets that do: Exec, Shell, Agent.", "Up", "--", "ls")]
    public void Should_name_the_targets_that_know_it(string said, params string[] arguments) =>
        Should.Throw<UsageException>(() => Require(arguments)).Message.ShouldBe(said);

    [TestCase("Up", "Lint", "--fix")]
    [TestCase("up", "--git-email=a@b.example")]
    [TestCase("Exec", "--", "ls")]
    [TestCase("--help", "Lint", "--fix")]
    public void Should_be_content_when_one_of_the_targets_knows_it(params string[] arguments) => Should.NotThrow(() => Require(arguments));

    private static string Given(OptionDefinition option) => option.IsFlag ? $"--{option.Name}" : $"--{option.Name}=x";

    private static void Require(params string[] arguments) => OptionUse.Require(CommandLine.Parse(arguments, [.. Catalogue.Names]), Catalogue);
}
