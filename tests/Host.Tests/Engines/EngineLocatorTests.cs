using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Host.Tests.Engines;

public sealed class EngineLocatorTests
{
    private const string Silent = """{"Client":{"Context":"default"},"Server":null}""";

    private static readonly HostOptions Named = Options() with { DockerHost = "tcp://engine.example:2375" };

    [Test]
    public async Task Should_take_the_engine_that_the_user_named()
    {
        var commands = new FakeDocker { Version = Answer("28.2.2"), Compose = new CommandResult(0, "2.40.0\n", "") };

        var found = (await new EngineLocator(commands, Named).FindAsync(CancellationToken.None)).ShouldNotBeNull();

        found.Docker.ShouldBe("docker");
        found.Private.ShouldBeFalse();
        found.Environment.ShouldBeEmpty();
        found.ToString().ShouldBe("Docker Engine 28.2.2, Compose 2.40.0");
    }

    [Test]
    public void Should_say_whose_the_engine_is_when_it_is_a_private_one() =>
        new EngineConnection("docker", new Dictionary<string, string?>(), "28.2.2", "2.40.0", "/code/other").ToString()
            .ShouldBe("Docker Engine 28.2.2, Compose 2.40.0, the private one of /code/other");

    [Test]
    public async Task Should_find_none_when_the_named_one_does_not_answer() =>
        (await new EngineLocator(new FakeDocker { Version = new CommandResult(1, Silent, "Cannot connect") }, Named).FindAsync(CancellationToken.None))
            .ShouldBeNull();

    [Test]
    public async Task Should_find_none_when_there_is_no_docker_cli() =>
        (await new EngineLocator(new FakeDocker(), Named).FindAsync(CancellationToken.None)).ShouldBeNull();

    [Test]
    public async Task Should_refuse_when_the_engine_is_too_old() =>
        (await RefusalAsync(new FakeDocker { Version = Answer("20.10.24"), Compose = new CommandResult(0, "2.40.0", "") }))
            .Message.ShouldContain("CVE-2024-29018");

    [Test]
    public async Task Should_say_how_to_get_compose_when_the_plug_in_is_missing()
    {
        var refusal = await RefusalAsync(new FakeDocker { Version = Answer("28.2.2"), Compose = new CommandResult(1, "", "'compose' is not a docker command") });

        refusal.Message.ShouldContain("no Compose v2");
        refusal.Next.ShouldNotBeNull().ShouldContain("ompose");
    }

    [Test]
    public async Task Should_refuse_podman() =>
        (await RefusalAsync(new FakeDocker { Version = Answer("5.4.0", "Podman Engine"), Compose = new CommandResult(0, "2.40.0", "") }))
            .Message.ShouldContain("Podman");

    [Test]
    public void Should_name_what_does_not_answer_and_what_to_type_next()
    {
        var named = new EngineLocator(new FakeDocker(), Named).Missing(stopped: true);
        var stopped = new EngineLocator(new FakeDocker(), Options()).Missing(stopped: true);
        var none = new EngineLocator(new FakeDocker(), Options()).Missing(stopped: false);

        named.Message.ShouldContain("tcp://engine.example:2375");
        stopped.Next.ShouldBe("./build.sh --target=Up");
        none.Next.ShouldBe(EngineInstructions.ForEngine(EngineInstructions.Platform(), "./build.sh"));
        new[] { named, stopped, none }.ShouldAllBe(error => error.ExitCode == ExitCodes.NoEngine);
    }

    private static async Task<SandboxException> RefusalAsync(FakeDocker commands)
    {
        var refusal = await Should.ThrowAsync<SandboxException>(() => new EngineLocator(commands, Named).FindAsync(CancellationToken.None));
        refusal.ExitCode.ShouldBe(ExitCodes.NoEngine);
        return refusal;
    }

    private static HostOptions Options() => new() { Name = SandboxName.Parse("box") };

    private static CommandResult Answer(string version, string component = "Engine") =>
        new(0, $$$"""{"Client":{"Context":"default"},"Server":{"Version":"{{{version}}}","Components":[{"Name":"{{{component}}}"}]}}""", "");

    private sealed class FakeDocker : ICommandRunner
    {
        public CommandResult? Version { get; init; }

        public CommandResult? Compose { get; init; }

        public Task<CommandResult> TryAsync(Command command, CancellationToken cancellation) =>
            Task.FromResult((command.Arguments[0] == "compose" ? Compose : Version) ?? throw new CommandException(command, null, "not found"));

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();

        public Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<CommandResult> ConverseAsync(
            Command command, Action<string> line, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<int> AttachAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
