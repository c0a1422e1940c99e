using AiSandbox.Host.Cli;
using Host.Tests.Model.Settings;

namespace Host.Tests;

public sealed class HelpTextTests
{
    private const string Script = "./build.sh";

    private static readonly TargetCatalogue Catalogue = TargetCatalogue.Of(typeof(TargetCatalogue).Assembly);

    [Test]
    public void Should_have_every_target_in_one_group() =>
        HelpText.Groups.SelectMany(group => group.Targets).Order(StringComparer.Ordinal)
            .ShouldBe(Catalogue.Names.Where(name => name != "Default").Order(StringComparer.Ordinal));

    [TestCase(60)]
    [TestCase(61)]
    [TestCase(80)]
    [TestCase(120)]
    public void Should_break_lines_between_words_at_the_width_that_there_is(int width)
    {
        var help = HelpText.Render(Script, Catalogue, width);

        help.Split('\n').Where(line => line.TrimEnd('\r').Length > width).ShouldBeEmpty();
        Words(help).ShouldBe(Words(HelpText.Render(Script, Catalogue, 100)));
        foreach (var target in Catalogue.All.Where(target => target.Name != "Default"))
            Words(help).ShouldContain($"{target.Name} {target.Description}");
        foreach (var option in Option.Table)
            Words(help).ShouldContain(option.Help);
    }

    [TestCase(0, 60)]
    [TestCase(20, 60)]
    [TestCase(400, 120)]
    public void Should_stay_readable_when_a_terminal_is_very_narrow_or_wide(int width, int same) =>
        HelpText.Menu(Script, Catalogue, width).ShouldBe(HelpText.Menu(Script, Catalogue, same));

    [Test]
    public void Should_say_where_to_begin_and_show_groups_in_their_order()
    {
        var menu = HelpText.Menu(Script, Catalogue, 80);

        menu.ShouldContain("New here? ./build.sh Doctor, then ./build.sh Up, then ./build.sh Shell.");
        menu.Split('\n').Select(line => line.Trim()).Where(line => HelpText.Groups.Any(group => line == $"{group.Title}:"))
            .ShouldBe(HelpText.Groups.Select(group => $"{group.Title}:"));
        menu.Length.ShouldBeLessThan(HelpText.Render(Script, Catalogue, 80).Length);
    }

    [Test]
    public void Should_have_the_same_groups_in_README()
    {
        var readme = File.ReadAllLines(Path.Combine(TempCheckout.Repository, "README.md"));

        readme.Select(line => line.Split('|')).Where(cells => cells.Length > 2 && cells[1].Trim() is ['`', .., '`'])
            .Select(cells => cells[1].Trim(' ', '`')).Where(Catalogue.Names.Contains)
            .ShouldBe(HelpText.Groups.SelectMany(group => group.Targets));
    }

    [Test]
    public void Should_draw_the_tree_of_the_targets_that_were_named() =>
        string.Join('\n', Catalogue.Tree(["up"])).ShouldBe("Up\n└─Build\n  ├─PrepareEnv\n  ├─PrepareSsh\n  └─PrepareEngine\n");

    [Test]
    public void Should_draw_every_tree_when_no_target_was_named()
    {
        var lines = Catalogue.Tree([]).ToList();

        foreach (var name in Catalogue.Names)
            lines.ShouldContain(line => line.EndsWith(name));
        lines.ShouldNotContain("Up"); // which DevContainer begins with
        lines.ShouldContain("Down");
    }

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
