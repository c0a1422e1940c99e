using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Lifecycle.Mounts;

namespace Host.Tests.Features.Lifecycle.Mounts;

public sealed class MountComparisonTests
{
    private const string Host = """
        22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        23 22 8:1 /@home /home rw,relatime shared:2 - btrfs /dev/sda rw
        """;

    private const string Inside = """
        100 99 0:50 / / rw,relatime - overlay overlay rw
        101 100 8:1 /@home/my\040code/configs/.ssh /run/host/ssh ro,relatime - btrfs /dev/sda rw
        102 101 8:1 /@home/my\040code/projects /root/workspace rw,relatime - btrfs /dev/sda rw
        """;

    private static readonly BindMount[] Expected =
    [
        new("workspace", "/home/my code/configs/.ssh", "/run/host/ssh", IsWritable: false),
        new("workspace", "/home/my code/projects", "/root/workspace", IsWritable: true),
    ];

    private static readonly string[] Binds = [.. Expected.Select(mount => mount.Target)];

    [Test]
    public void Should_accept_what_was_checked() => Wrong(Inside).ShouldBeEmpty();

    // What another sandbox's agent gains by a link at the right moment, were nobody to look.
    [TestCase("8:1 /@home/my\\040code/projects", "254:0 /etc", "/etc is mounted at /root/workspace of workspace, and not /home/my code/projects")]
    [TestCase("8:1 /@home/my\\040code/projects", "254:0 /@home/my\\040code/projects", "/@home/my code/projects is mounted at /root/workspace")]
    [TestCase("/@home/my\\040code/configs/.ssh /run", "/@home/me/.ssh /run", "/@home/me/.ssh is mounted at /run/host/ssh")]
    [TestCase("ssh ro,", "ssh rw,", "/run/host/ssh of workspace can be written to")]
    [TestCase("workspace rw,", "workspace ro,", "/root/workspace of workspace cannot be written to")]
    [TestCase("102 101", "", "workspace has nothing mounted at /root/workspace")]
    [TestCase("projects /root/workspace", "projects//deleted /root/workspace", "/@home/my code/projects//deleted is mounted at")]
    public void Should_notice_when_something_else_is_mounted(string part, string instead, string finding)
    {
        var lines = instead.Length > 0
            ? Inside.Replace(part, instead, StringComparison.Ordinal)
            : string.Join('\n', Inside.Split('\n').Where(line => !line.StartsWith(part, StringComparison.Ordinal)));

        Wrong(lines).ShouldContain(found => found.StartsWith(finding, StringComparison.Ordinal));
    }

    [Test]
    public void Should_notice_a_mount_that_nobody_expects() =>
        new MountComparison(MountTable.Parse(Host)).Wrong(Expected, [.. Binds, "/run/docker.sock"], MountTable.Parse(Inside))
            .ShouldHaveSingleItem().ShouldBe("something is mounted at /run/docker.sock, which compose.yaml does not name");

    [TestCase("/Users/me/app", "/host_mnt/Users/me/app", true)]
    [TestCase("/Users/me/app", "/me/app", true)]
    [TestCase("C:\\Users\\me\\app", "/Users/me/app", true)]
    [TestCase("/Users/me/app", "/me/other", false)]
    [TestCase("/Users/me/app", "/", false)]
    [TestCase("/Users/me/app", "/Users/me/app/secret", false)]
    public void Should_compare_the_ends_of_the_paths_when_the_engine_has_a_kernel_of_its_own(string source, string root, bool isMeant)
    {
        var wrong = new MountComparison(host: null).Wrong(
            [new("workspace", source, "/root/workspace", IsWritable: true)], ["/root/workspace"],
            MountTable.Parse($"101 100 0:44 {root} /root/workspace rw - virtiofs x rw"));

        wrong.Any().ShouldBe(!isMeant);
    }

    // Whatever compose.yaml comes to mount is in what Compose prints of it, and so among what must be proven.
    [Test]
    public void Should_expect_every_bind_mount_that_the_compose_file_has() => BindMount.OfConfig(
        """
        {"services":{
          "gate":{"volumes":[{"type":"volume","source":"log","target":"/log"}]},
          "new":{"volumes":[{"type":"bind","source":"/my/$$code","target":"/x","read_only":true,"bind":{}},{"type":"bind","source":"/y","target":"/y"}]},
          "none":{}}}
        """).ShouldBe([new("new", "/my/$code", "/x", IsWritable: false), new("new", "/y", "/y", IsWritable: true)]);

    [Test]
    public void Should_read_what_the_engine_says_of_a_container() => ContainerState.Parse(Inspected.Line(
        "1", "box", "workspace", "/c", mounts: """{"Type":"bind","Source":"/a","Destination":"/b","RW":true},{"Type":"volume","Source":"/c","Destination":"/root","RW":true}"""))
        .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            seen => (seen.Service, seen.State.Pid, seen.HostConfig.Runtime).ShouldBe(("workspace", 42, "runc")),
            seen => seen.Mounts.Where(mount => mount.Type == "bind").Select(mount => mount.Destination).ShouldBe(["/b"]));

    [TestCase("Mounts")]
    [TestCase("State")]
    [TestCase("Config")]
    public void Should_take_no_answer_that_leaves_something_out(string what) => Should.Throw<System.Text.Json.JsonException>(
        () => ContainerState.Parse(Inspected.Line("1", "box", "workspace", "/c").Replace($"\"{what}\"", "\"Other\"", StringComparison.Ordinal)));

    [TestCase("/home/me/shared/work", true)]
    [TestCase("/home/me/shared", false, Description = "the folder itself is the owner's to name")]
    [TestCase("/home/me/sharedwork", false)]
    [TestCase("/home/me/mine", false)]
    public void Should_follow_no_link_that_another_agent_can_have_made(string link, bool isRefused) =>
        (MountProof.Planted([link], [new ListedSandbox("other", "stopped", null, ["/home/me/shared"])]) is not null).ShouldBe(isRefused);

    private static List<string> Wrong(string inside) =>
        [.. new MountComparison(MountTable.Parse(Host)).Wrong(Expected, Binds, MountTable.Parse(inside))];
}
