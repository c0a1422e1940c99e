using AiSandbox.Host.Services.Sandboxes.Mounts;
using AiSandbox.Host.Services.Sandboxes.Worktrees;

namespace Host.Tests.Services.Sandboxes.Mounts;

public sealed class MountTableTests
{
    private const string Host = """
        22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        23 22 8:1 /@home /home rw,relatime shared:2 - btrfs /dev/sda rw
        """;

    private const string Inside = """
        100 99 0:50 / / rw,relatime - overlay overlay rw
        101 100 8:1 /@home/my\040code/app/.git /home/my\040code/app/.git ro,relatime - btrfs /dev/sda rw
        102 101 8:1 /@home/my\040code/app/.git/objects /home/my\040code/app/.git/objects rw,relatime - btrfs /dev/sda rw
        """;

    private static readonly WorktreeMount[] Expected =
        [new("/home/my code/app/.git", IsWritable: false), new("/home/my code/app/.git/objects", IsWritable: true)];

    [Test]
    public void Should_know_where_on_which_file_system_a_path_lies()
    {
        var table = MountTable.Parse(Host);

        table.Of("/home/my code").ShouldBe(new MountLine("8:1", "/@home/my code", "/home/my code", IsReadOnly: false));
        table.Of("/home").ShouldBe(new MountLine("8:1", "/@home", "/home", IsReadOnly: false));
        table.Of("/homely").ShouldBe(new MountLine("254:0", "/homely", "/homely", IsReadOnly: false));
    }

    [Test]
    public void Should_accept_the_repository_itself() => Wrong(Inside).ShouldBeEmpty();

    // What another sandbox's agent gains by a link at the right moment, were nobody to look.
    [TestCase("8:1 /@home/my\\040code/app/.git/objects", "254:0 /etc", "/etc is mounted at /home/my code/app/.git/objects")]
    [TestCase("8:1 /@home/my\\040code/app/.git/objects", "254:0 /@home/my\\040code/app/.git/objects", "/@home/my code/app/.git/objects is mounted at")]
    [TestCase("/@home/my\\040code/app/.git /home", "/@home/other/app/.git /home", "/@home/other/app/.git is mounted at /home/my code/app/.git")]
    [TestCase(".git ro,", ".git rw,", "/home/my code/app/.git can be written to")]
    [TestCase("objects rw,", "objects ro,", "/home/my code/app/.git/objects cannot be written to")]
    [TestCase("102 101", "", "nothing is mounted at /home/my code/app/.git/objects")]
    public void Should_notice_when_something_else_is_mounted(string part, string instead, string finding)
    {
        var lines = instead.Length > 0
            ? Inside.Replace(part, instead, StringComparison.Ordinal)
            : string.Join('\n', Inside.Split('\n').Where(line => !line.StartsWith(part, StringComparison.Ordinal)));

        Wrong(lines).ShouldContain(found => found.StartsWith(finding, StringComparison.Ordinal));
    }

    [Test]
    public void Should_ask_for_the_whole_path_when_the_engine_runs_in_a_machine_of_its_own()
    {
        var none = MountTable.Parse("");
        const string file = "101 100 0:44 /host_mnt/Users/me/app/.git /Users/me/app/.git ro - virtiofs x rw";

        MountProof.Wrong([new("/Users/me/app/.git", IsWritable: false)], MountTable.Parse(file), none).ShouldBeEmpty();
        MountProof.Wrong(
            [new("/Users/me/app/.git", IsWritable: false)],
            MountTable.Parse(file.Replace("/Users/me/app/.git /", "/Users/other/app/.git /", StringComparison.Ordinal)),
            none).ShouldNotBeEmpty();
    }

    private static List<string> Wrong(string inside) => [.. MountProof.Wrong(Expected, MountTable.Parse(inside), MountTable.Parse(Host))];
}
