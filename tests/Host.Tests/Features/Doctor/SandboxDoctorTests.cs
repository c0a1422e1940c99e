using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using Host.Tests.Features.Lifecycle.Identity;

namespace Host.Tests.Features.Doctor;

public sealed class SandboxDoctorTests
{
    // Named, so that no engine of this machine is taken; nobody listens there.
    private static readonly HostOptions Options = new() { Name = SandboxName.Parse("box"), DockerHost = "unix:///nowhere/docker.sock" };

    private static Task<DoctorReport> ExamineAsync(params ICheckFamily[] families)
    {
        var commands = Tool.Runner;
        var privateEngine = new PrivateEngine(commands, new EnginePackages(commands, new Checkout("/nowhere")), new EngineTraces(commands), null!, Options, new Checkout("/nowhere"));
        var engine = new EngineAccess(new EngineLocator(commands, Options), privateEngine);

        var docker = new DockerCli(commands, engine.ConnectAsync, Path.GetTempPath());

        return new SandboxDoctor(engine, docker, new ContainerStates(docker, new ContainerPulse(docker, Options)), families)
            .ExamineAsync(Options, TestContext.CurrentContext.CancellationToken);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_look_at_what_needs_no_engine_and_say_why_it_did_not_at_the_rest()
    {
        var report = await ExamineAsync(
            new FakeFamily(Requirement.Plain("machine.a", "a", _ => Answer.Ok("fine"))),
            new FakeFamily(
                Requirement.OfEngine("engine.b", "b", (_, _) => Answer.Ok("never")),
                new Requirement("sandbox.c", "c", Needs.Sandbox, (_, _) => Task.FromResult(Answer.Ok("never"))),
                Requirement.Plain("engine.reach", "d", scope => Answer.Wrong(scope.EngineTrouble!.Message, scope.EngineTrouble.Next))));

        report.Checks.Select(check => check.Name).ShouldBe(["machine.a", "engine.b", "sandbox.c", "engine.reach"]);
        report.Checks.Select(check => check.State).ShouldBe([CheckState.Ok, CheckState.Skipped, CheckState.Skipped, CheckState.Wrong]);
        report.Checks[1].Found.ShouldBe("not checked, because no engine can be used");
        report.Checks[3].Found.ShouldContain("/nowhere/docker.sock");
        report.ExitCode.ShouldBe(ExitCodes.NoEngine);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_end_with_0_when_there_are_hints_and_nothing_wrong()
    {
        var report = await ExamineAsync(new FakeFamily(
            Requirement.Plain("files.a", "a", _ => Answer.Ok("fine")),
            Requirement.Plain("files.b", "b", _ => Answer.Hint("so so", "do it"))));

        report.ExitCode.ShouldBe(ExitCodes.Done);
        report.Summary.ShouldBe("2 checks: 1 as wanted, 0 wrong, 1 hint, 0 not checked.");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_go_on_when_a_look_fails()
    {
        var report = await ExamineAsync(new FakeFamily(
            Requirement.Plain("files.a", "a", _ => throw new SandboxException("First.\nSecond", "type this")),
            Requirement.Plain("files.b", "b", _ => throw new CommandException(new Command("tool"), 7, "said it")),
            Requirement.Plain("files.c", "c", _ => throw new FileNotFoundException("gone")),
            Requirement.Plain("files.d", "d", _ => throw new UnauthorizedAccessException("Access denied.")),
            Requirement.Plain("files.e", "e", _ => Answer.Ok("\u001b[31mred"))));

        report.Checks.Select(check => check.State).ShouldBe([CheckState.Wrong, CheckState.Wrong, CheckState.Wrong, CheckState.Skipped, CheckState.Ok]);
        (report.Checks[0].Found, report.Checks[0].Repair).ShouldBe(("First", "type this"));
        report.Checks[1].Found.ShouldBe("tool ended with exit code 7");
        report.Checks[3].Found.ShouldBe("not checked, because Access denied");
        report.Checks[4].Found.ShouldBe("\\u{1b}[31mred", "what was found cannot drive a terminal");
    }

    [Test]
    public void Should_have_the_names_that_docs_doctor_md_promises_when_it_is_JSON()
    {
        var report = new DoctorReport("box", [new CheckResult("engine.version", CheckState.Wrong, "24.0", "25.0.5 or later", "repair it")]);

        using var json = JsonDocument.Parse(report.Json());

        json.RootElement.GetProperty("format").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("sandbox").GetString().ShouldBe("box");
        json.RootElement.GetProperty("healthy").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("checks")[0].EnumerateObject().Select(property => $"{property.Name}={property.Value}")
            .ShouldBe(["name=engine.version", "state=wrong", "found=24.0", "wanted=25.0.5 or later", "repair=repair it"]);
    }
}
