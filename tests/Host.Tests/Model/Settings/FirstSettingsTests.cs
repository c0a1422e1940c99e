using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

public sealed class FirstSettingsTests
{
    private TempCheckout _temp = null!;

    private Checkout Box => _temp.Checkout.Of(SandboxName.Parse("box"));

    private string Work(string name) => Directory.CreateDirectory(Path.Combine(_temp.Home, name)).FullName;

    private WorkspaceEnv Env => new(Box, _temp.Renderer, new HostFolders(_temp.Home, []));

    [SetUp]
    public void CreateCheckout() => _temp = new TempCheckout();

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_begin_with_the_checkouts_settings_but_not_with_its_folder_and_its_keys()
    {
        var code = Work("code");
        _temp.WriteEnv(
            $"""
            WORKSPACE_MOUNT="{code}"
            WORKSPACE_PACKAGES='make golang-go'
            WORKSPACE_MEMORY=4g # enough
            WORKSPACE_ALLOW_ECH=yes
            ANTHROPIC_API_KEY=sk-secret
            # OPENAI_API_KEY=sk-commented
            EMPTY=
            """);

        var prepared = Env.Prepare();

        prepared.Report.ShouldBe([
            "sandboxes/box/env/workspace.env is new, with the settings of env/workspace.env.",
            "sandboxes/box/env/workspace.env leaves out WORKSPACE_MOUNT, ANTHROPIC_API_KEY. Set there what this sandbox needs.",
        ]);
        var text = File.ReadAllText(Box.WorkspaceEnv);
        text.ShouldNotContain("sk-");
        text.ShouldContain("WORKSPACE_PACKAGES=\"make golang-go\"\n");
        var settings = Env.Read();
        settings.Mount.ShouldBe(Box.Projects);
        settings.Packages.ShouldBe(["make", "golang-go"]);
        (settings.MemoryBytes, settings.AllowEch).ShouldBe((4L << 30, true));
        settings.Variables.ShouldBeEmpty();
    }

    [Test]
    public void Should_find_the_checkouts_authorities_from_its_own_home()
    {
        _temp.WriteEnv("WORKSPACE_CA=certificates/ours $.pem\n".Replace("$", "é", StringComparison.Ordinal));

        Env.Prepare();

        EnvFile.Parse(File.ReadAllText(Box.WorkspaceEnv), "f").Single(entry => entry.Name == SettingNames.Authorities).Value
            .ShouldBe(Path.Combine(_temp.Checkout.Root, "certificates", "ours é.pem"));
    }

    [Test]
    public void Should_never_take_them_over_again()
    {
        Env.Prepare();
        _temp.WriteEnv("WORKSPACE_MEMORY=4g\n");

        Env.Prepare().Report.ShouldBeEmpty();

        Env.Read().MemoryBytes.ShouldBeNull();
    }

    [Test]
    public void Should_mount_the_folder_that_is_asked_for_and_remember_it()
    {
        var code = Work("my $code");

        Env.Prepare(code).Report[^1].ShouldBe($"sandboxes/box/env/workspace.env: WORKSPACE_MOUNT is {code} from now on.");

        Env.Read().Mount.ShouldBe(code);
        var text = File.ReadAllText(Box.WorkspaceEnv);
        Env.Prepare(Work("other"));
        Env.Read().Mount.ShouldBe(Work("other"));
        File.ReadAllText(Box.WorkspaceEnv).Split('\n').Length.ShouldBe(text.Split('\n').Length, "a line changed, and none was added");
        _temp.Env.Prepare(Work("main"));
        _temp.Env.Read().Mount.ShouldBe(Work("main"), "the checkout's own sandbox takes it too");
    }

    [Test]
    public void Should_write_nothing_when_the_folder_is_refused()
    {
        var refused = Should.Throw<SandboxException>(() => Env.Prepare(_temp.Home));

        (refused.ExitCode, refused.Message).ShouldSatisfyAllConditions(
            one => one.ExitCode.ShouldBe(ExitCodes.Usage), one => one.Message.ShouldStartWith($"--mount={_temp.Home}: "));
        File.Exists(Box.WorkspaceEnv).ShouldBeFalse();
    }

    [TestCase("")]
    [TestCase("# WORKSPACE_MOUNT=old\n")]
    [TestCase("A=1\r\nWORKSPACE_MOUNT=old # comment\r\nB=2")]
    [TestCase("\uFEFFWORKSPACE_MOUNT='old'\n")]
    public void Should_change_one_line_and_no_other(string text)
    {
        var set = EnvMerge.Set(text, "WORKSPACE_MOUNT", "a \"b\" \\ $c");

        var entries = EnvFile.Parse(set, "f");
        entries.Single(entry => entry.Name == "WORKSPACE_MOUNT").Value.ShouldBe("a \"b\" \\ $c");
        set.StartsWith('\uFEFF').ShouldBe(text.StartsWith('\uFEFF'));
        EnvFile.Lines(text).Where(line => !line.StartsWith("WORKSPACE_MOUNT", StringComparison.Ordinal))
            .ShouldBeSubsetOf(EnvFile.Lines(set).Append(""));
    }
}
