using AiSandbox.Host.Options;
using AiSandbox.Host.Services;
using AiSandbox.Host.Services.Environments;

namespace Host.Tests.Services.Environments;

public sealed class WorkspaceMountTests
{
    private static readonly string[] SystemFolders = ["/etc", "/proc/self", "/dev", "/sys", "/boot"];

    private static readonly string[] EngineFolders = ["/run", "/var/run", "/var", "/var/lib", "/run/lock"];

    private TempCheckout _temp = null!;

    private string Root => _temp.Checkout.Root;

    [SetUp]
    public void CreateCheckout()
    {
        _temp = new TempCheckout();
        Directory.CreateDirectory(_temp.Checkout.Projects);
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    private string Mount(string value)
    {
        _temp.WriteEnv($"WORKSPACE_MOUNT='{value}'\n");
        return _temp.Env.Read().Mount;
    }

    private string Refusal(string value)
    {
        var refused = Should.Throw<SandboxException>(() => Mount(value));
        refused.Message.ShouldStartWith("env/workspace.env, line 1: WORKSPACE_MOUNT=");
        return refused.Message;
    }

    [Test]
    public void Should_be_absolute_when_the_path_is_relative_to_the_checkout()
    {
        var sibling = _temp.Folder("code");

        Mount("../code/").ShouldBe(sibling);
        Mount("./projects").ShouldBe(_temp.Checkout.Projects);
    }

    [Test]
    public void Should_expand_the_tilde_when_the_path_begins_with_it()
    {
        var code = Directory.CreateDirectory(Path.Combine(_temp.Home, "code")).FullName;

        Mount("~/code").ShouldBe(code);
        Refusal("~").ShouldContain("is the home directory");
        Refusal("~/").ShouldContain("is the home directory");
    }

    [TestCase("")]
    [TestCase("projects")]
    [TestCase("./projects/")]
    public void Should_create_projects_when_it_is_missing(string value)
    {
        Directory.Delete(_temp.Checkout.Projects);

        Mount(value).ShouldBe(_temp.Checkout.Projects);
        Directory.Exists(_temp.Checkout.Projects).ShouldBeTrue();
    }

    [Test]
    public void Should_refuse_a_folder_when_it_is_missing_or_a_file()
    {
        Refusal("projects/new").ShouldContain("is not a folder");
        Directory.Exists(Path.Combine(Root, "projects", "new")).ShouldBeFalse();

        File.WriteAllText(Path.Combine(Root, "projects", "file"), "");
        Refusal("projects/file").ShouldContain("is not a folder");
    }

    [TestCase(@"C:\code")]
    [TestCase("d:/code")]
    [TestCase("C:/")]
    [Platform("Unix")]
    public void Should_say_that_it_is_a_path_of_Windows_when_it_has_a_drive_letter_elsewhere(string value) =>
        Refusal(value).ShouldContain("that is a path of Windows");

    [TestCase("c:code")]
    [TestCase("1:/code")]
    [Platform("Unix")]
    public void Should_take_it_for_a_file_name_when_it_is_no_drive_letter(string value) =>
        Refusal(value).ShouldContain("outside of projects/");

    [Test]
    public void Should_read_the_folder_when_Notepad_saved_the_file()
    {
        var one = Directory.CreateDirectory(Path.Combine(Root, "projects", "one")).FullName;
        _temp.WriteEnv("\uFEFFWORKSPACE_MOUNT=projects/one\r\nOTHER=x\r\n");

        _temp.Env.Read().Mount.ShouldBe(one);
    }

    [Test]
    public void Should_take_a_folder_below_projects_when_it_is_there()
    {
        var one = Directory.CreateDirectory(Path.Combine(Root, "projects", "one")).FullName;

        Mount("projects/one").ShouldBe(one);
    }

    [Test]
    public void Should_refuse_a_folder_when_the_agent_could_change_its_policy_through_it()
    {
        Refusal(".").ShouldContain("holds this checkout");
        Refusal("..").ShouldContain("the home directory or holds it");
        Refusal("templates").ShouldContain("outside of projects/");
        Refusal("projects/../templates").ShouldContain("outside of projects/");
        Directory.CreateDirectory(Path.Combine(Root, "projects of mine"));
        Refusal("projects of mine").ShouldContain("outside of projects/");
    }

    [Test]
    [Platform("Unix")]
    public void Should_refuse_a_folder_when_it_belongs_to_the_system_or_the_engine()
    {
        Refusal("/").ShouldContain("whole file system");
        foreach (var path in SystemFolders.Where(Directory.Exists))
            Refusal(path).ShouldContain("belongs to the operating system");
        foreach (var path in EngineFolders.Where(Directory.Exists))
            Refusal(path).ShouldContain("engine's socket");

        Refusal(_temp.Folder("engine")).ShouldContain("engine's socket");
    }

    [Test]
    [Platform("Unix")]
    public void Should_follow_the_links_of_every_component_when_it_decides()
    {
        var links = _temp.Folder("links");
        Link("root", "/");
        Link("home", _temp.Home);
        Link("checkout", Root);
        Link("loop", Path.Combine(links, "loop"));
        Link("relative", Path.Combine("..", "the checkout", "templates"));
        Link("run", "/run");

        Refusal(Path.Combine(links, "root")).ShouldContain("whole file system");
        Refusal(Path.Combine(links, "root", "etc")).ShouldContain("operating system");
        Refusal(Path.Combine(links, "home")).ShouldContain("home directory");
        Refusal(Path.Combine(links, "checkout")).ShouldContain("holds this checkout");
        Refusal(Path.Combine(links, "checkout", "templates")).ShouldContain("outside of projects/");
        Refusal(Path.Combine(links, "relative")).ShouldContain("outside of projects/");
        Refusal(Path.Combine(links, "loop")).ShouldContain("circle");
        Refusal(Path.Combine(links, "run")).ShouldContain("engine's socket");
        Mount(Path.Combine(links, "checkout", "projects")).ShouldBe(_temp.Checkout.Projects);

        void Link(string name, string target) => Directory.CreateSymbolicLink(Path.Combine(links, name), target);
    }

    [Test]
    [Platform("Unix")]
    public void Should_refuse_a_link_when_the_agent_may_have_made_it()
    {
        var other = _temp.Folder("other");
        Directory.CreateSymbolicLink(Path.Combine(_temp.Checkout.Projects, "evil"), other);
        var detour = Path.Combine(_temp.Folder("links"), "mine");
        Directory.CreateSymbolicLink(detour, Path.Combine(_temp.Checkout.Projects, "evil"));

        Refusal("projects/evil").ShouldContain("leads out of projects/");
        Refusal(detour).ShouldContain("leads out of projects/");
        Mount(other).ShouldBe(other);
    }

    [Test]
    [Platform("Unix")]
    public void Should_take_projects_when_the_user_made_it_a_link()
    {
        var code = _temp.Folder("code");
        Directory.Delete(_temp.Checkout.Projects);
        Directory.CreateSymbolicLink(_temp.Checkout.Projects, code);

        Mount("").ShouldBe(code);
    }

    [TestCase("", "sandboxes/box/projects")]
    [TestCase("projects", "sandboxes/box/projects")]
    [TestCase("../../projects", "projects")]
    [TestCase(".", null)]
    [TestCase("configs", null)]
    [TestCase("../other/projects", null)]
    [TestCase("../..", null)]
    public void Should_mount_its_own_projects_or_the_checkouts_and_nothing_else_of_either_when_it_has_a_name(string value, string? expected)
    {
        var box = _temp.Checkout.Of(SandboxName.Parse("box"));
        foreach (var folder in new[] { "env", "configs", "projects", "../other/projects" })
            Directory.CreateDirectory(Path.Combine(box.Home, folder));
        File.WriteAllText(box.WorkspaceEnv, $"WORKSPACE_MOUNT={value}\n");
        var env = new WorkspaceEnv(box, _temp.Renderer, new HostFolders(_temp.Home, []));

        if (expected is not null)
        {
            env.Read().Mount.ShouldBe(Path.Combine(Root, expected));
            return;
        }

        Should.Throw<SandboxException>(() => env.Read()).Message.ShouldStartWith("sandboxes/box/env/workspace.env, line 1: WORKSPACE_MOUNT=");
    }

    [TestCase("unix:///some/where/docker.sock", "/some/where/docker.sock")]
    [TestCase("tcp://127.0.0.1:2375", null)]
    [TestCase(null, null)]
    public void Should_know_the_engines_socket_when_docker_host_names_it(string? address, string? socket)
    {
        var folders = HostFolders.Read(name => name is "DOCKER_HOST" ? address : null);

        folders.Sockets.Contains("/run/docker.sock").ShouldBeTrue();
        folders.Sockets[0].ShouldBe(socket ?? "/run/docker.sock");
        folders.Home.ShouldNotBeEmpty();
    }
}
