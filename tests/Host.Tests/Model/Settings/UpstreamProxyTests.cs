using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace Host.Tests.Model.Settings;

public sealed class UpstreamProxyTests
{
    [TestCase("http://proxy.corp.example:3128", "proxy.corp.example", 3128, "")]
    [TestCase("HTTP://Proxy.Corp.Example:8080/", "proxy.corp.example", 8080, "")]
    [TestCase("http://10.1.2.3:80", "10.1.2.3", 80, "")]
    [TestCase("http://user@proxy:3128", "proxy", 3128, "user:")]
    [TestCase("http://corp%5Cuser:p%40ss%3A%20w%25rd@proxy:3128", "proxy", 3128, "corp%5Cuser:p%40ss%3A%20w%25rd")]
    [TestCase("http://PASS:THRU*#'\"$!@proxy:3128", "proxy", 3128, "PASS:THRU%2A%23%27%22%24%21")]
    public void Should_read_a_proxy(string value, string host, int port, string login) =>
        UpstreamProxy.Parse(value).ShouldBe(new UpstreamProxy(host, port, login));

    [Test]
    public void Should_be_none_when_nothing_is_set() => UpstreamProxy.Parse("").ShouldBeNull();

    [TestCase("https://u:S3cret@proxy:3128", "does not begin with http://")]
    [TestCase("proxy:3128", "does not begin with http://")]
    [TestCase("http://u:S3cret@proxy", "host and port cannot be told apart")]
    [TestCase("http://u:S3cret@proxy:0", "'0' is no port")]
    [TestCase("http://u:S3cret@proxy:70000", "'70000' is no port")]
    [TestCase("http://u:S3cret@proxy:3128/path", "'3128/path' is no port")]
    [TestCase("http://u:S3cret@[::1]:3128", "host and port cannot be told apart")]
    [TestCase("http://u:S3cret@127.0.0.1:3128", "the container's own")]
    [TestCase("http://u:S3cret@localhost:3128", "the container's own")]
    [TestCase("http://u:S3cret@pro xy:3128", "no name and no IPv4 address")]
    [TestCase("http://u:S3cret@-proxy:3128", "no name and no IPv4 address")]
    [TestCase("http://:S3cret@proxy:3128", "there is no user")]
    [TestCase("http://u:S3cret/x@proxy:3128", "/ is %2F")]
    [TestCase("http://u:S3cret@x@proxy:3128", "@ is written %40")]
    [TestCase("http://u:S3cret%0Anever_direct@proxy:3128", "no control characters")]
    public void Should_refuse_what_is_none_and_keep_the_password_to_itself(string value, string reason)
    {
        using var temp = new TempCheckout();
        temp.WriteEnv($"\nEGRESS_PROXY={value}\n");

        var wrong = Should.Throw<SandboxException>(() => temp.Env.Read());

        wrong.Message.ShouldStartWith("env/workspace.env, line 2: EGRESS_PROXY=…: ");
        wrong.Message.ShouldContain(reason);
        wrong.Message.ShouldNotContain("S3cret");
    }

    [Test]
    public void Should_know_a_misspelt_name_for_no_variable_of_the_workspace()
    {
        using var temp = new TempCheckout();
        temp.WriteEnv("EGRESS_PROXI=http://u:S3cret@proxy:3128\n");

        Should.Throw<SandboxException>(() => temp.Env.Read()).Message.ShouldContain("EGRESS_PROXI is not a setting. Did you mean EGRESS_PROXY?");
    }

    [Test]
    public void Should_keep_the_password_in_the_one_file_that_the_proxy_reads()
    {
        using var temp = new TempCheckout();
        Render(temp, UpstreamProxy.Parse("http://user:S3cret@proxy.corp.example:3128"));

        var file = SandboxConfig.UpstreamFile(temp.Checkout.Configs);
        File.ReadAllText(file).ShouldContain("cache_peer proxy.corp.example parent 3128 ");
        File.ReadAllText(file).ShouldContain(" login=user:S3cret\nnever_direct allow all\n");
        Directory.EnumerateFiles(temp.Checkout.Configs, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("S3cret", StringComparison.Ordinal)).ShouldBe([file]);
        File.ReadAllText(Path.Combine(temp.Checkout.Configs, "proxy", "guard.json")).ShouldContain("\"upstream\": true");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(temp.Checkout.Configs, "upstream")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Test]
    public void Should_name_no_proxy_when_there_is_none()
    {
        using var temp = new TempCheckout();
        Render(temp, null);

        File.ReadAllLines(SandboxConfig.UpstreamFile(temp.Checkout.Configs)).ShouldAllBe(line => line.StartsWith('#') || line.Length == 0);
        File.ReadAllText(Path.Combine(temp.Checkout.Configs, "proxy", "guard.json")).ShouldContain("\"upstream\": false");
    }

    [Test]
    public void Should_make_the_guard_anew_where_what_it_reads_once_has_changed()
    {
        using var temp = new TempCheckout();
        Render(temp, null);
        var without = Guard();
        Render(temp, UpstreamProxy.Parse("http://proxy.corp.example:3128"));
        Guard().ShouldNotBe(without);
        Render(temp, null);
        Guard().ShouldBe(without);

        string? Guard() =>
            new Sandbox(SandboxName.Parse("box"), temp.Checkout.Configs, new WorkspaceSettings { Mount = temp.Home }, AllowedSites.Nothing).Interpolation()["SANDBOX_GUARD"];
    }

    private static void Render(TempCheckout temp, UpstreamProxy? proxy) =>
        new SandboxConfig(
                temp.Checkout, new AllowlistStore(temp.Checkout, new HostOptions { Name = SandboxName.Parse("box") }, TimeProvider.System), temp.Env, temp.Renderer, new HandEdits(temp.Checkout), new HeldKeys(temp.Checkout),
                new ServicesFile(temp.Checkout, new MountedFolders(temp.Checkout, temp.Renderer, new HostFolders(temp.Home, [])), temp.Renderer))
            .Render(new Sandbox(SandboxName.Parse("box"), temp.Checkout.Configs, new WorkspaceSettings { Mount = temp.Home, Upstream = proxy }, AllowedSites.Nothing));
}
