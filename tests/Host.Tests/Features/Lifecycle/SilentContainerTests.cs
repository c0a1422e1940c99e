using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Features.Lifecycle;

/// <summary>A container that hangs holds nothing back but itself.</summary>
public sealed class SilentContainerTests
{
    private const string Fine = "PID STAT COMMAND\n1 Ss docker-init\n2 S squid\n";

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    // The workspace's shim is stopped: the engine lists it, and hangs at whatever else is asked of it.
    private static CommandResult? StuckWorkspace(IReadOnlyList<string> call) => call switch
    {
        ["ps", "--all", "--no-trunc", "--filter", ..] => FakeEngine.Says(string.Join('\n', SandboxStack.Services.Select(Listed))),
        ["ps", "--all", "--filter", ..] => FakeEngine.Says(string.Join('\n', SandboxStack.Services.Select(service => $"box-{service}-1 {service}").Append("helper workspace"))),
        ["ps", "--no-trunc", "--filter", ..] => FakeEngine.Says(string.Join('\n', SandboxStack.Services.Select(service => $"{service}-id {service}"))),
        ["ps", ..] => FakeEngine.Says("workspace-id box-workspace-1\n"),
        _ when call.Any(word => word.Contains("workspace-", StringComparison.Ordinal)) => null,
        ["top", ..] => FakeEngine.Says(Fine),
        ["inspect", _, _, var id] => FakeEngine.Says(Listed(id[..^3])),
        ["container", "inspect", ..] => FakeEngine.Says(Inspected.Line("gate-id", "box", "gate", "/c", health: "healthy")),
        _ => FakeEngine.Says(""),
    };

    private static string Listed(string service) => Inspected.Line($"{service}-id", "box", service, "/c");

    private static ContainerPulse Pulse(FakeEngine engine) => new(engine.Docker, engine.Options);

    [Test]
    public async Task Should_be_named_in_the_list_beside_what_runs()
    {
        var engine = new FakeEngine(StuckWorkspace);
        using var list = new SandboxList(engine.Docker, Pulse(engine), new RunningSessions(engine.Docker));

        var box = (await list.ReadAsync(Cancellation)).ShouldHaveSingleItem();

        box.State.ShouldBe("workspace does not answer the engine");
        box.Checkout.ShouldBe("/c");
    }

    [Test]
    public async Task Should_be_named_by_status_and_doctor_and_hide_no_other()
    {
        var engine = new FakeEngine(StuckWorkspace);

        var states = await new ContainerStates(engine.Docker, Pulse(engine)).ReadAsync(engine.Options.Name, Cancellation);

        states["workspace"].ToString().ShouldBe("does not answer the engine");
        states["gate"].ToString().ShouldBe("running, healthy");
    }

    [Test]
    public async Task Should_be_named_when_it_does_not_stop()
    {
        var engine = new FakeEngine(StuckWorkspace);

        var refusal = await Should.ThrowAsync<SandboxException>(
            () => new SandboxStop(engine.Docker, Pulse(engine), engine, engine.Options).RunAsync(engine.Options.Name, Cancellation));

        refusal.Message.ShouldContain("Sandbox box does not stop: workspace does not answer the engine.");
        refusal.Next.ShouldNotBeNull();
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_end_a_command_that_never_begins()
    {
        static CommandResult? Running(IReadOnlyList<string> call) => call is ["container", "inspect", ..] ? FakeEngine.Says("true") : StuckWorkspace(call);
        var stuck = new FakeEngine(Running);
        var fine = new FakeEngine(call => call is ["top", ..] ? FakeEngine.Says(Fine) : call is ["exec", ..] ? FakeEngine.Says("", 7) : Running(call));

        var refusal = await Should.ThrowAsync<SandboxException>(() => Shell(stuck).OpenAsync(stuck.Options, ["true"], "Exec", null, Cancellation));

        refusal.Message.ShouldContain("The workspace does not answer the engine.");
        (await Shell(fine).OpenAsync(fine.Options, ["true"], "Exec", null, Cancellation)).ShouldBe(7, "the command's own code");
    }

    [TestCase("oom\n", true)]
    [TestCase("", false)]
    [CancelAfter(20_000)]
    public async Task Should_say_so_when_the_limit_of_memory_killed_a_command(string events, bool isSaid)
    {
        var engine = new FakeEngine(call => call[0] switch
        {
            "exec" => FakeEngine.Says("", 137),
            "events" => FakeEngine.Says(events),
            "top" => FakeEngine.Says(Fine),
            _ => FakeEngine.Says("true"),
        });

        (await Shell(engine).OpenAsync(engine.Options, ["python3"], "Exec", null, Cancellation)).ShouldBe(137);

        engine.Lines.Any(line => line.Contains("WORKSPACE_MEMORY", StringComparison.Ordinal)).ShouldBe(isSaid);
    }

    private static WorkspaceShell Shell(FakeEngine engine) => new(engine.Docker, Pulse(engine), new WorkspaceEnv(engine.Checkout, new ConfigRenderer(engine.Checkout), new HostFolders("/", [])), engine, engine.Checkout);

    [TestCase("PID STAT COMMAND\n1 Ts guard\n", "guard", "1 (guard)")]
    [TestCase("PID STAT COMMAND\n1 Ss docker-init\n7 T squid\n", "proxy", "7 (squid)")]
    [TestCase("PID STAT COMMAND\n1 Ss docker-init\n7 T vim\n", "workspace", null)]
    [TestCase("PID STAT COMMAND\n1 T docker-init\n7 S vim\n", "workspace", "1 (docker-init)")]
    [TestCase(Fine, "proxy", null)]
    [TestCase("", "proxy", null)]
    public void Should_be_frozen_when_a_process_of_the_image_is_stopped(string table, string service, string? expected) =>
        ContainerPulse.Stopped(table, service).ShouldBe(expected);
}
