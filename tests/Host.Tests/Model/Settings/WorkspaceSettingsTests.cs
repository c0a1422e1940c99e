using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

public sealed class WorkspaceSettingsTests
{
    private TempCheckout _temp = null!;

    [SetUp]
    public void CreateCheckout() => _temp = new TempCheckout();

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_be_the_defaults_when_the_file_is_as_it_was_rendered()
    {
        _temp.Env.Prepare();

        var settings = _temp.Env.Read();

        settings.Mount.ShouldBe(_temp.Checkout.Projects);
        Directory.Exists(settings.Mount).ShouldBeTrue();
        settings.Packages.ShouldBeEmpty();
        settings.Variables.ShouldBeEmpty();
        (settings.MemoryBytes, settings.Cpus, settings.Pids).ShouldBe((null, null, null));
    }

    [Test]
    public void Should_read_every_setting_when_it_has_a_value()
    {
        var mount = _temp.Folder("my work");
        _temp.WriteEnv($"""
            WORKSPACE_MOUNT="{mount.Replace(@"\", @"\\", StringComparison.Ordinal)}"
            WORKSPACE_MOUNT_ANYWHERE=yes
            WORKSPACE_PACKAGES=g++ libfoo2.0-dev  g++
            WORKSPACE_FEATURES=rust go
            WORKSPACE_MEMORY=1536m
            WORKSPACE_CPUS=1.5
            WORKSPACE_PIDS=4096
            ANTHROPIC_API_KEY='k$y'
            TZ=Europe/Berlin
            """);

        var settings = _temp.Env.Read();

        settings.Mount.ShouldBe(mount);
        settings.Packages.ShouldBe(["g++", "libfoo2.0-dev"]);
        settings.Features.Select(feature => feature.Name).ShouldBe(["go", "rust"]);
        settings.MemoryBytes.ShouldBe(1536L * 1024 * 1024);
        settings.Cpus.ShouldBe(1.5m);
        settings.Pids.ShouldBe(4096);
        settings.Variables.ShouldBe(
            new Dictionary<string, string> { ["ANTHROPIC_API_KEY"] = "k$y", ["TZ"] = "Europe/Berlin" },
            ignoreOrder: true);
    }

    [TestCase("6291456b", 6291456)]
    [TestCase("6144k", 6291456)]
    [TestCase("6M", 6291456)]
    [TestCase("1g", 1073741824)]
    public void Should_count_in_binary_units_when_memory_has_a_unit(string value, long bytes)
    {
        _temp.WriteEnv($"WORKSPACE_MEMORY={value}");

        _temp.Env.Read().MemoryBytes.ShouldBe(bytes);
    }

    [TestCase("WORKSPACE_MEMORY=8")]
    [TestCase("WORKSPACE_MEMORY=8gb")]
    [TestCase("WORKSPACE_MEMORY=1.5g")]
    [TestCase("WORKSPACE_MEMORY=-1g")]
    [TestCase("WORKSPACE_MEMORY=5m")]
    [TestCase("WORKSPACE_MEMORY=0g")]
    [TestCase("WORKSPACE_MEMORY=999999999999999999g")]
    [TestCase("WORKSPACE_CPUS=0")]
    [TestCase("WORKSPACE_CPUS=-1")]
    [TestCase("WORKSPACE_CPUS=1,5")]
    [TestCase("WORKSPACE_CPUS=1e3")]
    [TestCase("WORKSPACE_CPUS=two")]
    [TestCase("WORKSPACE_PIDS=0")]
    [TestCase("WORKSPACE_PIDS=-1")]
    [TestCase("WORKSPACE_PIDS=1.5")]
    [TestCase("WORKSPACE_PIDS=99999999999")]
    [TestCase("WORKSPACE_PACKAGES=a")]
    [TestCase("WORKSPACE_PACKAGES=Bash")]
    [TestCase("WORKSPACE_PACKAGES=good ./local.deb")]
    [TestCase("WORKSPACE_PACKAGES='ok; curl x|sh'")]
    [TestCase("WORKSPACE_PACKAGES=-oAPT::x")]
    [TestCase("WORKSPACE_PACKAGES=bash-")]
    [TestCase("WORKSPACE_PACKAGES=name=1.0")]
    [TestCase("WORKSPACE_FEATURES=nod")]
    [TestCase("WORKSPACE_FEATURES='node; reboot'")]
    [TestCase("WORKSPACE_CA=not/there")]
    [TestCase("WORKSPACE_MOUNT=not/there")]
    public void Should_name_line_and_setting_when_a_value_is_wrong(string line)
    {
        _temp.WriteEnv($"# one\n{line}\n");

        var wrong = Should.Throw<SandboxException>(() => _temp.Env.Read());

        var plain = line.Replace("'", "", StringComparison.Ordinal);
        wrong.Message.ShouldStartWith($"env/workspace.env, line 2: {plain}: ");
        wrong.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [TestCase("HTTP_PROXY")]
    [TestCase("https_proxy")]
    [TestCase("No_Proxy")]
    [TestCase("all_proxy")]
    [TestCase("PATH")]
    [TestCase("HOME")]
    [TestCase("LD_PRELOAD")]
    [TestCase("LD_LIBRARY_PATH")]
    [TestCase("BASH_ENV")]
    [TestCase("ENV")]
    [TestCase("SSH_AUTH_SOCK")]
    [TestCase("SANDBOX_NAME")]
    [TestCase("COMPOSE_FILE")]
    public void Should_refuse_a_name_when_it_would_break_the_sandbox(string name)
    {
        _temp.WriteEnv($"OK=1\n{name}=hunter2\n");

        var refused = Should.Throw<SandboxException>(() => _temp.Env.Read());

        refused.Message.ShouldStartWith($"env/workspace.env, line 2: {name} cannot be set here: ");
        refused.Message.ShouldNotContain("hunter2");
    }

    [TestCase("MY_PATH")]
    [TestCase("Path")]
    [TestCase("MYSANDBOX_X")]
    [TestCase("WORKSPACES")]
    public void Should_take_a_name_when_it_only_looks_like_a_refused_one(string name)
    {
        _temp.WriteEnv($"{name}=1\n");

        _temp.Env.Read().Variables.ShouldContainKey(name);
    }

    [Test]
    public void Should_propose_the_right_name_when_a_setting_is_misspelled()
    {
        _temp.WriteEnv("WORKSPACE_MEMROY=8g\n");

        Should.Throw<SandboxException>(() => _temp.Env.Read()).Message.ShouldEndWith("Did you mean WORKSPACE_MEMORY?");
    }

    [Test]
    public void Should_say_what_to_type_when_the_file_is_missing() =>
        Should.Throw<SandboxException>(() => _temp.Env.Read()).Next.ShouldBe("./build.sh --target=PrepareEnv");
}
