using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Policy;
using Host.Tests.Features.Lifecycle;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Containers;

public sealed class KnownStackTests
{
    private static readonly BindMount[] Mounts = [new("workspace", "/projects", "/root/workspace", true)];

    private readonly List<string> _containers = ["gate-id|gate|running", "work-id|workspace|exited"];
    private readonly TempCheckout _checkout = new();
    private string _image = "sha256:1";
    private Sandbox _sandbox = null!;

    [SetUp]
    public void Begin()
    {
        Write("compose.yaml", "services: {}\n");
        _sandbox = new Sandbox(SandboxName.Parse("box"), _checkout.Checkout.Configs, new WorkspaceSettings { Mount = "/projects" }, AllowedSites.Nothing);
        Write("configs/workspace.env", "A=1\n");
    }

    [TearDown]
    public void End() => _checkout.Dispose();

    [Test]
    public async Task Should_know_what_was_made_and_what_it_mounts_until_something_changes()
    {
        (await LookAsync()).IsAsMade.ShouldBeFalse("nothing was kept yet");
        await KeepAsync();

        var look = await LookAsync();

        look.IsAsMade.ShouldBeTrue();
        look.Mounts.ShouldBe(Mounts);
        look.In("running").ShouldBe([new StackContainer("gate-id", "gate", "running")]);
    }

    [TestCase("image")]
    [TestCase("compose file")]
    [TestCase("worktree")]
    [TestCase("variables")]
    [TestCase("settings")]
    public async Task Should_leave_it_to_Compose_when_what_it_is_made_of_has_changed(string what)
    {
        await KeepAsync();
        switch (what)
        {
            case "image": _image = "sha256:2"; break;
            case "compose file": Write("compose.yaml", "services: {}\n#\n"); break;
            case "worktree": Write("configs/compose.worktree.yaml", "services: {}\n"); break;
            case "variables": Write("configs/workspace.env", "A=2\n"); break;
            default: _sandbox = _sandbox with { Settings = _sandbox.Settings with { Pids = 7 } }; break;
        }

        var look = await LookAsync();

        look.IsAsMade.ShouldBeFalse();
        look.Mounts.ShouldBeNull();
    }

    [TestCase("another", "gate-id-2|gate|running", "work-id|workspace|exited")]
    [TestCase("one more", "gate-id|gate|running", "work-id|workspace|exited", "x|extra|running")]
    [TestCase("one is gone", "gate-id|gate|running")]
    [TestCase("none")]
    public async Task Should_leave_it_to_Compose_when_the_containers_are_others(string why, params string[] containers)
    {
        await KeepAsync();
        _containers.Clear();
        _containers.AddRange(containers);

        (await LookAsync()).IsAsMade.ShouldBeFalse(why);
    }

    [Test]
    public async Task Should_leave_it_to_Compose_when_what_was_kept_cannot_be_read()
    {
        await KeepAsync();
        Write("configs/.rendered/stack.json", "{\"Inputs\":");

        (await LookAsync()).IsAsMade.ShouldBeFalse();
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_checkout.Checkout.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<StackLook> LookAsync() => Stack().LookAsync(_sandbox, CancellationToken.None);

    private async Task KeepAsync() => await Stack().KeepAsync(_sandbox, await LookAsync(), Mounts, CancellationToken.None);

    private KnownStack Stack()
    {
        var engine = new FakeEngine(Answer, _checkout.Checkout.Root);
        return new KnownStack(engine.Docker, new ImageInspection(engine.Docker), engine.Access, engine.Checkout);
    }

    private CommandResult Answer(IReadOnlyList<string> call) => call switch
    {
        ["ps", ..] => FakeEngine.Says(string.Join('\n', _containers)),
        ["image", "inspect", ..] => FakeEngine.Says($"[\"box-workspace:latest\"]|2026-01-01T00:00:00Z||{_image}|{{}}"),
        _ => throw new AssertionException($"Nobody asks for {string.Join(' ', call)}."),
    };
}
