using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Settings;

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
        return Mount(value, "");
    }

    private string Anywhere(string value) => Mount(value, "yes");

    private string Mount(string value, string anywhere)
    {
        _temp.WriteEnv($"WORKSPACE_MOUNT='{value}'\nWORKSPACE_MOUNT_ANYWHERE={anywhere}\n");
        return _temp.Env.Read().Mount;
    }

    private string Refusal(string value) => Refusal(() => Mount(value));

    // What no word of the owner opens.
    private string Never(string value)
    {
        var refusal = Refusal(() => Anywhere(value));
        Refusal(value).ShouldBe(refusal);
        return refusal;
    }

    private static string Refusal(Func<string> mount)
    {
        var refused = Should.Throw<SandboxException>(mount);
        refused.Message.ShouldStartWith("env/workspace.env, line 1: WORKSPACE_MOUNT=");
        return refused.Message;
    }

    [Test]
    public void Should_be_absolute_when_the_path_is_relative_to_the_checkout()
    {
        var sibling = _temp.Folder("code");

        Anywhere("../code/").ShouldBe(sibling);
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
        Never(".").ShouldContain("holds this checkout");
        Never("..").ShouldContain("the home directory or holds it");
        Never("templates").ShouldContain("outside of projects/");
        Never("projects/../templates").ShouldContain("outside of projects/");
        Directory.CreateDirectory(Path.Combine(Root, "projects of mine"));
        Never("projects of mine").ShouldContain("outside of projects/");
    }

    [Test]
    [Platform("Unix")]
    public void Should_refuse_a_folder_when_it_belongs_to_the_system_or_the_engine()
    {
        Never("/").ShouldContain("whole file system");
        foreach (var path in SystemFolders.Where(Directory.Exists))
            Never(path).ShouldContain("belongs to the operating system");
        foreach (var path in EngineFolders.Where(Directory.Exists))
            Never(path).ShouldContain("engine's socket");

        Never(_temp.Folder("engine")).ShouldContain("engine's socket");
    }

    [TestCase(".ssh")]
    [TestCase(".config")]
    [TestCase(".config/gh")]
    [TestCase("code/.ssh")]
    [TestCase("Library/Keychains")]
    [TestCase("AppData/Roaming")]
    [TestCase("snap/gh")]
    public void Should_refuse_a_folder_of_settings_and_keys_unless_the_owner_means_it(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temp.Home, name)).FullName;

        Refusal($"~/{name}").ShouldContain("where programs keep settings and keys");
        Refusal($"~/{name}").ShouldContain("WORKSPACE_MOUNT_ANYWHERE=yes");
        Anywhere($"~/{name}").ShouldBe(folder);
    }

    [TestCase("id_ed25519")]
    [TestCase(".ssh/config")]
    [TestCase(".netrc")]
    [TestCase(".git-credentials")]
    [TestCase(".aws/credentials")]
    public void Should_refuse_a_folder_that_holds_credentials_unless_the_owner_means_it(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temp.Home, "old home")).FullName;
        Mount("~/old home").ShouldBe(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        File.WriteAllText(Path.Combine(folder, name), "");

        Refusal("~/old home").ShouldContain("credentials");
        Anywhere("~/old home").ShouldBe(folder);
    }

    [Test]
    public void Should_refuse_what_is_not_below_home_unless_the_owner_means_it()
    {
        var beside = _temp.Folder("the home of another");

        Refusal(beside).ShouldContain($"{beside} is not below your home directory ({_temp.Home})");
        Anywhere(beside).ShouldBe(beside);
    }

    [TestCase("code/box", false)]
    [TestCase("code/box/templates", false)]
    [TestCase("code", false)]
    [TestCase("code/box/projects", true)]
    [TestCase("code/box/projects/app", true)]
    public void Should_refuse_another_checkout_but_for_its_projects_unless_the_owner_means_it(string name, bool isTaken)
    {
        var box = Path.Combine(_temp.Home, "code", "box");
        foreach (var folder in new[] { "templates", "projects/app" })
            Directory.CreateDirectory(Path.Combine(box, folder));
        foreach (var file in new[] { "build.sh", "compose.yaml", "allowed-sites.txt" })
            File.WriteAllText(Path.Combine(box, file), "");

        Anywhere($"~/{name}").ShouldStartWith(Path.Combine(_temp.Home, "code"));
        if (isTaken)
            Mount($"~/{name}").ShouldStartWith(box);
        else
            Refusal($"~/{name}").ShouldContain($"{box} is another checkout");
    }

    [TestCase("/usr/local")]
    [TestCase("/opt")]
    [TestCase("/home")]
    [TestCase("/srv")]
    [Platform("Unix")]
    public void Should_refuse_a_folder_of_everybodys(string path)
    {
        if (Directory.Exists(path))
            Refusal(path).ShouldMatch("is not below your home directory|belongs to the operating system|home directory or holds it");
    }

    [Test]
    [Platform("Unix")]
    public void Should_take_no_folder_for_one_below_home_when_there_is_no_home()
    {
        var folder = _temp.Folder("code");
        _temp.WriteEnv($"WORKSPACE_MOUNT='{folder}'\n");

        Should.Throw<SandboxException>(() => new WorkspaceEnv(_temp.Checkout, _temp.Renderer, new HostFolders("/", [])).Read())
            .Message.ShouldContain("is not below your home directory.");
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

        Never(Path.Combine(links, "root")).ShouldContain("whole file system");
        Never(Path.Combine(links, "root", "etc")).ShouldContain("operating system");
        Never(Path.Combine(links, "home")).ShouldContain("home directory");
        Never(Path.Combine(links, "checkout")).ShouldContain("holds this checkout");
        Never(Path.Combine(links, "checkout", "templates")).ShouldContain("outside of projects/");
        Never(Path.Combine(links, "relative")).ShouldContain("outside of projects/");
        Never(Path.Combine(links, "loop")).ShouldContain("circle");
        Never(Path.Combine(links, "run")).ShouldContain("engine's socket");
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

        Never("projects/evil").ShouldContain("leads out of projects/");
        Never(detour).ShouldContain("leads out of projects/");
        Anywhere(other).ShouldBe(other);
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
