using AiSandbox.Host.Engines.PrivateEngines;

namespace Host.Tests.Engines;

public sealed class EngineProcessTests
{
    private const string Folder = "/home/me/my checkout/.engine";

    [TestCase($"{Folder}/root/usr/sbin/dockerd", "dockerd\0--host\0unix:///run/ai-sandbox-engine/docker.sock\0", true)]
    [TestCase($"{Folder}/root/usr/sbin/docker-proxy", "docker-proxy\0-proto\0tcp\0", true)]
    [TestCase("/moved/.engine/root/usr/bin/containerd", "containerd\0--config\0/run/ai-sandbox-engine/exec/containerd/containerd.toml\0", true)]
    [TestCase("/moved/.engine/root/usr/bin/containerd-shim-runc-v2", "x\0-address\0/run/ai-sandbox-engine/exec/containerd/containerd.sock\0", true)]
    [TestCase($"{Folder}/root/usr/bin/docker", "docker\0logs\0-f\0proxy\0", false)]
    [TestCase("/usr/bin/dockerd", "dockerd\0-H\0fd://\0", false)]
    [TestCase("/usr/bin/containerd", "containerd\0", false)]
    [TestCase("/usr/bin/vim", "vim\0/run/ai-sandbox-engine/state.json\0", false)]
    [TestCase("/home/me/my checkout/.engine2/root/usr/sbin/dockerd", "dockerd\0", false)]
    public void Should_tell_the_engine_s_processes_from_others(string executable, string commandLine, bool own) =>
        new EngineProcess(1, executable, commandLine).IsOf(Folder).ShouldBe(own);

    [Test]
    public void Should_find_the_mounts_below_a_folder_inner_ones_first()
    {
        const string table = """
            /dev/vda / ext4 rw 0 0
            /dev/vda /my\040checkout/.engine/data ext4 rw 0 0
            overlay /my\040checkout/.engine/data/overlay2/a/merged overlay rw 0 0
            nsfs /run/ai-sandbox-engine/exec/netns/b nsfs rw 0 0
            tmpfs /my\040checkout/.engine2 tmpfs rw 0 0

            """;

        EngineProcesses.Mounts(table, "/my checkout/.engine")
            .ShouldBe(["/my checkout/.engine/data/overlay2/a/merged", "/my checkout/.engine/data"]);
    }

    [TestCase(@"/a\134040b", @"/a\040b")]
    [TestCase(@"/a\011b", "/a\tb")]
    public void Should_read_the_kernel_s_spelling_of_paths(string written, string path) =>
        EngineProcesses.Mounts($"x {written} y rw 0 0\n", path).ShouldBe([path]);

    [TestCase("/moved to/.engine/root/usr/sbin/dockerd", "/moved to/.engine")]
    [TestCase("/usr/sbin/dockerd", null)]
    [TestCase("/root/usr/sbin/dockerd", null)]
    public void Should_find_the_folder_that_a_daemon_runs_from(string daemon, string? folder) =>
        PrivateEngineLayout.FolderOf(daemon).ShouldBe(folder);

    [Test]
    public void Should_know_docker_s_bridges_by_their_names()
    {
        const string table = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:    1560      24    0    0    0     0          0         0     1560      24    0    0    0     0       0          0
            docker0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
            br-493443380b5a:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
            br-lan:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
            """;

        MachineBefore.BridgesIn(table).ShouldBe(["docker0", "br-493443380b5a"]);
    }
}
