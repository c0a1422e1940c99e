using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace Host.Tests.Platform.Docker;

public sealed class DockerCliTests
{
    [Test]
    public async Task Should_pass_arguments_input_and_environment_as_they_are()
    {
        var commands = new EngineThatAnswers();

        await Cli(commands).RunAsync(
            ["build", "-", "a b"], CancellationToken.None, new Dictionary<string, string?>(StringComparer.Ordinal) { ["NAME"] = "x" }, "FROM scratch\n");

        var command = commands.Last.ShouldNotBeNull();
        command.Arguments.ShouldBe(["build", "-", "a b"]);
        command.Environment.ShouldContainKeyAndValue("NAME", "x");
        command.Input.ShouldBe("FROM scratch\n");
        command.WorkingDirectory.ShouldBe("/checkout");
    }

    [Test]
    public async Task Should_return_the_words_of_a_list() =>
        (await Cli(new EngineThatAnswers { Result = new CommandResult(0, "one\ntwo\r\n\nthree four\n", "") }).ListAsync(["ps", "-q"], CancellationToken.None))
            .ShouldBe(["one", "two", "three", "four"]);

    [TestCase("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")]
    [TestCase("failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct")]
    public async Task Should_say_that_the_engine_has_gone_when_it_has(string error)
    {
        var failure = await Should.ThrowAsync<SandboxException>(
            () => Cli(new EngineThatAnswers { Result = new CommandResult(1, "", error) }).RunAsync(["ps"], CancellationToken.None));

        failure.ExitCode.ShouldBe(ExitCodes.NoEngine);
        failure.InnerException.ShouldBeOfType<CommandException>();
    }

    [Test]
    public async Task Should_leave_other_failures_as_they_are() =>
        await Should.ThrowAsync<CommandException>(
            () => Cli(new EngineThatAnswers { Result = new CommandResult(1, "", "No such image") }).RunAsync(["pull", "x"], CancellationToken.None));

    private static DockerCli Cli(EngineThatAnswers commands)
    {
        var options = new HostOptions { Name = SandboxName.Parse("box"), DockerHost = "tcp://engine.example:2375" };
        var checkout = new Checkout("/checkout");
        var engine = new PrivateEngine(commands, new EnginePackages(commands, checkout), new EngineTraces(commands), new SilentReporter(), options, checkout);

        return new DockerCli(commands, new EngineAccess(new EngineLocator(commands, options), engine).ConnectAsync, checkout.Root);
    }

    private sealed class EngineThatAnswers : ICommandRunner
    {
        public CommandResult Result { get; init; } = new(0, "", "");

        public Command? Last { get; private set; }

        public Task<CommandResult> TryAsync(Command command, CancellationToken cancellation) => Task.FromResult(command.Arguments switch
        {
            ["version", ..] => new CommandResult(0, """{"Client":{},"Server":{"Version":"28.2.2"}}""", ""),
            ["compose", "version", ..] => new CommandResult(0, "2.40.0", ""),
            _ => Result,
        });

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
        {
            Last = command;
            return Result.ExitCode == 0 ? Task.FromResult(Result) : throw new CommandException(command, Result.ExitCode, Result.Error);
        }

        public Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation) => RunAsync(command, cancellation);

        public Task<CommandResult> ConverseAsync(
            Command command, Action<string> line, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<int> AttachAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class SilentReporter : IReporter
    {
        public Task<T> StepAsync<T>(string title, Func<Action<string>, Task<T>> work) => work(_ => { });

        public void Line(string text)
        {
        }

        public void Warn(string text)
        {
        }

        public void Confirm(string question, bool yes)
        {
        }
    }
}
