using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;

namespace Host.Tests.Model;

public sealed class CheckoutTests
{
    private static readonly string Root = Path.GetFullPath("/code/ai sandbox");

    private static Checkout Box => new Checkout(Root).Of(SandboxName.Parse("box"));

    [Test]
    public void Should_have_everything_in_the_checkout_when_no_name_is_given()
    {
        var main = new Checkout(Root).Of(SandboxName.Of(Root));

        main.ShouldBe(new Checkout(Root));
        main.IsMain.ShouldBeTrue();
        main.AllowedSites.ShouldBe(Path.Combine(Root, "allowed-sites.txt"));
        main.Show("configs/proxy").ShouldBe("configs/proxy");
    }

    [Test]
    public void Should_be_the_checkouts_own_sandbox_when_its_name_was_typed() =>
        new Checkout(Root).Of(SandboxName.Parse(SandboxName.Of(Root).Value)).IsMain.ShouldBeTrue();

    [Test]
    public void Should_have_list_settings_configuration_projects_and_reports_of_its_own_when_it_has_a_name()
    {
        var home = Path.Combine(Root, "sandboxes", "box");

        Box.IsMain.ShouldBeFalse();
        new[] { Box.AllowedSites, Box.WorkspaceEnv, Box.Configs, Box.Projects, Box.Reports, Box.WorktreeCompose }
            .ShouldAllBe(path => path.StartsWith(home, StringComparison.Ordinal));
        Box.Show("allowed-sites.txt").ShouldBe("sandboxes/box/allowed-sites.txt");
        Box.Show().ShouldBe("sandboxes/box");
    }

    [Test]
    public void Should_share_what_is_built_and_what_ships_when_it_has_a_name()
    {
        var main = new Checkout(Root);

        Box.Main.ShouldBe(main);
        (Box.Artifacts, Box.Templates, Box.Compose, Box.Engine, Box.OwnCases)
            .ShouldBe((main.Artifacts, main.Templates, main.Compose, main.Engine, main.OwnCases));
    }
}
