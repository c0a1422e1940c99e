using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Lists;

public sealed class AllowlistStoreTests
{
    private TempCheckout _folder = null!;

    private AllowlistStore Store => new(_folder.Checkout, new HostOptions { Name = SandboxName.Parse("box") }, TimeProvider.System);

    [SetUp]
    public void CreateCheckout()
    {
        _folder = new TempCheckout();
        Directory.CreateDirectory(Path.Combine(_folder.Checkout.Templates, "data"));
        const string List = "data/public_suffix_list.dat";
        File.Copy(Path.Combine(TempCheckout.Repository, "templates", List), Path.Combine(_folder.Checkout.Templates, List));
    }

    [TearDown]
    public void RemoveCheckout() => _folder.Dispose();

    [Test]
    public void Should_refuse_to_load_when_a_line_is_wrong_and_say_how_to_correct_it()
    {
        Write("allowed-sites.txt", "ok.example\n*.github.com\n");

        var refusal = Should.Throw<SandboxException>(() => Store.Load());

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldContain("error allowed-sites.txt:2:1 wildcard ");
        refusal.Message.ShouldContain("Corrected: .github.com");
        refusal.Next.ShouldBe("./build.sh --target=Lint --fix");
    }

    [Test]
    public void Should_not_promise_a_correction_when_there_is_none()
    {
        Write("allowed-sites.txt", "127.0.0.1\n");

        Should.Throw<SandboxException>(() => Store.Load()).Next.ShouldBe("correct the lines by hand, then ./build.sh --target=Lint");
    }

    [Test]
    public void Should_refuse_when_the_file_is_missing() =>
        Should.Throw<SandboxException>(() => Store.Load()).Next.ShouldBe("git restore allowed-sites.txt");

    [Test]
    public void Should_read_the_local_file_after_the_first()
    {
        Write("allowed-sites.txt", "github.com\n");
        Write("allowed-sites.local.txt", ".example.org 22\n");

        Store.Load().Entries.Select(entry => (entry.File, entry.Spelling)).ShouldBe(
            [("allowed-sites.txt", "github.com"), ("allowed-sites.local.txt", ".example.org")]);
    }

    [Test]
    [Platform("Unix")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Should_write_corrections_and_keep_mode_and_link()
    {
        Write("allowed-sites.txt", "github.com # stays\n");
        Write("elsewhere.txt", "https://a.example\n");
        var local = Path.Combine(_folder.Checkout.Root, "allowed-sites.local.txt");
        File.CreateSymbolicLink(local, Path.Combine(_folder.Checkout.Root, "elsewhere.txt"));
        SetMode("elsewhere.txt", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Store.Fix().ShouldHaveSingleItem().RuleId.ShouldBe(RuleIds.Scheme);

        new FileInfo(local).LinkTarget.ShouldNotBeNull();
        File.ReadAllText(local).ShouldBe("a.example 443\n");
        Mode("elsewhere.txt").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Store.Lint().Findings.ShouldBeEmpty();
    }

    [Test]
    public void Should_say_which_file_is_wrong_when_all_presets_are_asked_for()
    {
        Directory.CreateDirectory(_folder.Checkout.Presets);
        Directory.CreateDirectory(Path.Combine(_folder.Checkout.Templates, "data"));
        Write("templates/data/public_suffix_list.dat", "");
        Write("templates/presets/good.txt", "# What it is for.\n# source: https://docs.example/\na.example 443 # why\n");
        Store.AllPresets.Select(preset => preset.Name).ShouldBe(["good"]);
        Write("templates/presets/bad.txt", "x");

        var refusal = Should.Throw<SandboxException>(() => Store.AllPresets);

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldContain("error templates/presets/bad.txt:1:1 preset-file ");
        refusal.Next.ShouldBe("git restore templates/presets");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Checkout.Root, name), text);

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void SetMode(string name, UnixFileMode mode) => File.SetUnixFileMode(Path.Combine(_folder.Checkout.Root, name), mode);

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private UnixFileMode Mode(string name) => File.GetUnixFileMode(Path.Combine(_folder.Checkout.Root, name));
}
