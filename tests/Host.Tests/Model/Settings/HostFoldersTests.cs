using AiSandbox.Host.Model.Settings;

namespace Host.Tests.Model.Settings;

public sealed class HostFoldersTests
{
    private static HostFolders Read(string? dockerHost) => HostFolders.Read(name => name is "DOCKER_HOST" ? dockerHost : null);

    [Test]
    public void Should_keep_the_socket_that_the_user_names_out_of_the_workspace()
    {
        Read("unix:///srv/engine/docker.sock").Sockets[0].ShouldBe("/srv/engine/docker.sock");
        Read("unix:///srv/engine/docker.sock").Sockets.Count.ShouldBe(Read(null).Sockets.Count + 1);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("tcp://engine.example:2376")]
    [TestCase("ssh://user@engine.example")]
    [TestCase("npipe:////./pipe/docker_engine")]
    public void Should_keep_the_usual_sockets_out_when_the_engine_is_no_file(string? dockerHost)
    {
        var folders = Read(dockerHost);

        folders.Sockets.ShouldContain("/run/docker.sock");
        folders.Sockets.ShouldAllBe(socket => Path.IsPathRooted(socket));
        folders.Home.ShouldNotBeEmpty();
    }
}
