using AiSandbox.Host.Features.Lifecycle.Mounts;

namespace Host.Tests.Features.Lifecycle.Mounts;

public sealed class MountTableTests
{
    private const string Host = """
        22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        23 22 8:1 /@home /home rw,relatime shared:2 - btrfs /dev/sda rw
        """;

    [Test]
    public void Should_know_where_on_which_file_system_a_path_lies()
    {
        var table = MountTable.Parse(Host);

        table.Of("/home/my code").ShouldBe(new MountLine("8:1", "/@home/my code", "/home/my code", IsReadOnly: false));
        table.Of("/home").ShouldBe(new MountLine("8:1", "/@home", "/home", IsReadOnly: false));
        table.Of("/homely").ShouldBe(new MountLine("254:0", "/homely", "/homely", IsReadOnly: false));
    }
}
