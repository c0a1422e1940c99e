using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Lifecycle.Mounts;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Policy;

namespace Host.Tests.Features.Lifecycle.Mounts;

/// <summary>A link on the way to the workspace's folder, in a folder that the agent of another sandbox may write to.</summary>
public sealed class MountLinksTests
{
    private const string Link = "/code/app/work", Other = "other-id";

    private static readonly CommandResult Written = FakeEngine.Says(Inspected.Line(
        Other, "other", "workspace", "/c", mounts: """{"Type":"bind","Source":"/code/app","Destination":"/root/workspace","RW":true}"""));

    private static readonly CommandResult Elsewhere = FakeEngine.Says(Written.Output.Replace("/code/app", "/code/elsewhere", StringComparison.Ordinal));

    private static readonly CommandResult Gone = FakeEngine.Says("", 1, $"Error: No such object: {Other}");

    [Test]
    public async Task Should_be_refused_when_an_agent_could_have_made_it()
    {
        (await Should.ThrowAsync<SandboxException>(() => CheckAsync(Written))).Message.ShouldContain($"{Link}, a link in a folder that the agent of sandbox other can write to");

        await CheckAsync(Elsewhere);
        await CheckAsync(Gone);
    }

    // A list for people shows such a sandbox without its mounts: that is no answer to this question.
    [TestCase("", 0, "")]
    [TestCase("", 1, "Error response from daemon: the container does not answer")]
    public async Task Should_be_refused_when_the_engine_does_not_say_what_a_sandbox_has_mounted(string output, int exitCode, string error) =>
        (await Should.ThrowAsync<SandboxException>(() => CheckAsync(FakeEngine.Says(output, exitCode, error)))).Message.ShouldContain("may be an agent's");

    [Test]
    public async Task Should_be_refused_when_the_engine_hangs() => await Should.ThrowAsync<Exception>(() => CheckAsync(inspected: null));

    [Test]
    public async Task Should_be_refused_on_the_way_to_a_folder_beside_the_work() => (await Should.ThrowAsync<SandboxException>(() => CheckAsync(
        Written, new WorkspaceSettings { Mount = "/elsewhere", Mounts = [new ExtraMount("/lib", "/mnt/lib", [Link], null)] }))).Message.ShouldStartWith("WORKSPACE_MOUNTS leads through");

    private static async Task CheckAsync(CommandResult? inspected, WorkspaceSettings? settings = null)
    {
        var engine = new FakeEngine(call => call[0] switch
        {
            "ps" => FakeEngine.Says(Other),
            "inspect" => inspected,
            _ => throw new AssertionException($"Nobody asks for {string.Join(' ', call)}."),
        });
        using var list = new SandboxList(engine.Docker, new ContainerPulse(engine.Docker, engine.Options), new RunningSessions(engine.Docker));
        await new MountProof(engine.Docker, list, new HiddenFiles(engine.Checkout)).CheckLinksAsync(
            new Sandbox(SandboxName.Parse("box"), "/config", settings ?? new WorkspaceSettings { Mount = "/elsewhere", MountLinks = [Link] }, AllowedSites.Nothing), TestContext.CurrentContext.CancellationToken);
    }
}
