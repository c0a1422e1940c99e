using System.Net.Sockets;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Platform;

namespace Sandbox.Tests.Engine;

/// <summary>An engine that takes connections and never answers, as one that was stopped or hangs: a socket that nobody reads.</summary>
[Platform("Unix")]
[NonParallelizable]
public sealed class SilentEngineTests
{
    private const string Name = "test-silent";

    private string _folder = null!;
    private Socket _engine = null!;
    private Dictionary<string, string?> _environment = null!;

    private string Address => $"unix://{_folder}/docker.sock";

    [OneTimeSetUp]
    public async Task ListenAsync()
    {
        // Short: a socket's path has 107 bytes at the most.
        _folder = Directory.CreateTempSubdirectory("e").FullName;
        _engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _engine.Bind(new UnixDomainSocketEndPoint($"{_folder}/docker.sock"));
        _engine.Listen(512);
        var real = await TestEngine.FindAsync();
        _environment = new Dictionary<string, string?>(real.Environment, StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = Address,
            ["PATH"] = $"{Path.GetDirectoryName(real.Docker)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };
        Baselines.Write(SandboxName.Parse(Name), new Snapshot("/projects", DateTimeOffset.UnixEpoch, 1, []));
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(BuildScript.Of(Name).Home, recursive: true);
    }

    private static Baselines Baselines => new(BuildScript.Of(Name));

    [TestCase("List")]
    [TestCase("Status")]
    [TestCase("Doctor")]
    [TestCase("Down")]
    [TestCase("Exec", "--command=true")]
    [TestCase("Up")]
    [TestCase("Clean")]
    [TestCase("Cleanup", "--yes")]
    [CancelAfter(600_000)] // the first call may compile the host
    public async Task Should_end_with_4_and_have_touched_nothing_when_the_engine_does_not_answer(string target, params string[] more)
    {
        var result = await BuildScript.RunAsync(
            target == "List" ? ["--target=List"] : [$"--target={target}", $"--name={Name}", .. more], _environment, TestContext.CurrentContext.CancellationToken);

        result.ExitCode.ShouldBe(target == "Exec" ? ExitCodes.AroundCommand : ExitCodes.NoEngine, result.Output + result.Error);
        (result.Output + result.Error).ShouldContain("did not answer `docker version` within");
        Baselines.Read(SandboxName.Parse(Name), "/projects").ShouldNotBeNull("Review compares with it");
    }

    [TestCase("Clean")]
    [TestCase("Cleanup", "--yes")]
    [CancelAfter(600_000)] // the first call may compile the host
    public async Task Should_end_with_4_and_have_touched_nothing_when_there_is_no_engine(string target, params string[] more)
    {
        var nowhere = new Dictionary<string, string?>(_environment, StringComparer.Ordinal) { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" };

        var result = await BuildScript.RunAsync([$"--target={target}", $"--name={Name}", .. more], nowhere, TestContext.CurrentContext.CancellationToken);

        result.ExitCode.ShouldBe(ExitCodes.NoEngine, result.Output + result.Error);
        result.Error.ShouldContain("nothing was removed");
        Baselines.Read(SandboxName.Parse(Name), "/projects").ShouldNotBeNull("Review compares with it");
    }
}
