using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Lifecycle;

public sealed class SandboxHomeTests
{
    private TempCheckout _temp = null!;

    private Checkout Box => _temp.Checkout.Of(SandboxName.Parse("box"));

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        File.WriteAllText(_temp.Checkout.AllowedSites, "a.example\n");
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [Test]
    public void Should_begin_with_a_copy_of_the_checkouts_list()
    {
        new SandboxHome(Box).Prepare().ShouldHaveSingleItem().ShouldStartWith("sandboxes/box is new");

        File.ReadAllText(Box.AllowedSites).ShouldBe("a.example\n");
        File.Exists(Path.Combine(Box.Home, "allowed-sites.local.txt")).ShouldBeFalse();
    }

    [Test]
    public void Should_copy_the_local_list_but_for_what_a_key_of_watch_opened()
    {
        File.WriteAllText(Path.Combine(_temp.Checkout.Root, "allowed-sites.local.txt"), $"b.example\nc.example  # {SessionEntries.Mark}\n");

        new SandboxHome(Box).Prepare();

        File.ReadAllText(Path.Combine(Box.Home, "allowed-sites.local.txt")).ShouldBe("b.example\n");
    }

    [Test]
    public void Should_never_write_its_list_again()
    {
        new SandboxHome(Box).Prepare();
        File.WriteAllText(Box.AllowedSites, "own.example\n");
        File.WriteAllText(_temp.Checkout.AllowedSites, "a.example\nmore.example\n");

        new SandboxHome(Box).Prepare().ShouldBeEmpty();

        File.ReadAllText(Box.AllowedSites).ShouldBe("own.example\n");
    }

    [Test]
    public void Should_make_nothing_for_the_checkouts_own_sandbox()
    {
        new SandboxHome(_temp.Checkout).Prepare().ShouldBeEmpty();

        Directory.Exists(Path.Combine(_temp.Checkout.Root, "sandboxes")).ShouldBeFalse();
    }

    [Test]
    public void Should_say_how_it_gets_a_list_when_a_verb_comes_before_it()
    {
        var options = new HostOptions { Name = SandboxName.Parse("box"), NameIsDefault = false };
        var store = new AllowlistStore(Box, options, TimeProvider.System);

        var missing = Should.Throw<SandboxException>(() => store.Read());

        missing.Message.ShouldStartWith("sandboxes/box/allowed-sites.txt is missing");
        missing.Next.ShouldBe("./build.sh --target=PrepareEnv --name=box");
    }

    [Test]
    public void Should_show_its_own_file_in_every_message()
    {
        new SandboxHome(Box).Prepare();
        File.WriteAllText(Box.AllowedSites, "*wrong*\n");
        var shipped = new Checkout(TempCheckout.Repository);
        Directory.CreateDirectory(Path.Combine(Box.Templates, "data"));
        File.Copy(Path.Combine(shipped.Templates, "data", "public_suffix_list.dat"), Path.Combine(Box.Templates, "data", "public_suffix_list.dat"));
        var store = new AllowlistStore(Box, new HostOptions { Name = SandboxName.Parse("box"), NameIsDefault = false }, TimeProvider.System);

        store.Lint().Findings.ShouldAllBe(finding => finding.File == "sandboxes/box/allowed-sites.txt");
        Should.Throw<SandboxException>(() => store.Load()).Message.ShouldContain("error sandboxes/box/allowed-sites.txt:1:1 wildcard");
        store.Write(store.Local, "b.example\n");
        File.ReadAllText(Path.Combine(Box.Home, "allowed-sites.local.txt")).ShouldBe("b.example\n");
    }
}
