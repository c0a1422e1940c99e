using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Host.Tests.Engines.Logs;

public sealed class DockerProxyLogSourceTests
{
    [Test]
    public async Task Should_read_in_the_gate_when_it_runs()
    {
        var engine = new Played { State = "running" };

        (await ReadAsync(engine)).ShouldBe(["a line"]);
        engine.Streamed.ShouldStartWith("exec --interactive --user proxy box-gate-1 bash");
    }

    [TestCase("exited")]
    [TestCase("paused")]
    [TestCase("")]
    public async Task Should_read_the_volumes_in_a_closed_container_when_it_does_not(string state)
    {
        var engine = new Played { State = state };

        (await ReadAsync(engine, follow: true)).ShouldBe(["a line"]);
        foreach (var word in new[] { "run --rm --pull never --network none --read-only --cap-drop ALL", "no-new-privileges", "--label dev.ai-sandbox.sandbox=box", "--user proxy" })
            engine.Streamed.ShouldContain(word);
        engine.Streamed.ShouldContain("type=volume,src=box_gate-log,dst=/var/log/gate,readonly");
        engine.Streamed.ShouldContain("type=volume,src=box_guard-log,dst=/var/log/guard,readonly");
        engine.Streamed.ShouldContain("type=volume,src=box_proxy-log,dst=/var/log/squid,readonly");
        engine.Streamed.ShouldEndWith(" bash no", Case.Sensitive, "nothing comes that could be followed");
    }

    [TestCase(false, true, "has no log", "Up")]
    [TestCase(true, false, "the image box-proxy that would read it is gone", "Build")]
    public async Task Should_say_what_is_missing_and_start_nothing(bool volumes, bool image, string why, string next)
    {
        var engine = new Played { State = "", Volumes = volumes, Image = image };

        var refusal = await Should.ThrowAsync<SandboxException>(() => ReadAsync(engine));

        refusal.Message.ShouldContain(why);
        refusal.Next.ShouldBe($"./build.sh --target={next}");
        engine.Streamed.ShouldBeEmpty();
    }

    [TestCase(137, true)]
    [TestCase(1, false)]
    public async Task Should_end_without_a_failure_when_the_gate_ends_while_it_is_followed(int exitCode, bool ends)
    {
        var engine = new Played { State = "running", ExitCode = exitCode };

        if (ends)
            (await ReadAsync(engine, follow: true)).ShouldBe(["a line"]);
        else
            await Should.ThrowAsync<CommandException>(() => ReadAsync(engine, follow: true));
    }

    private static async Task<List<string>> ReadAsync(Played engine, bool follow = false)
    {
        var lines = new List<string>();
        await foreach (var line in engine.Source.ReadAsync(follow, CancellationToken.None))
            lines.Add(line);

        return lines;
    }

    private sealed class Played : ICommandRunner
    {
        public string State { get; init; } = "";

        public bool Volumes { get; init; } = true;

        public bool Image { get; init; } = true;

        public int ExitCode { get; init; }

        public string Streamed { get; private set; } = "";

        public DockerProxyLogSource Source
        {
            get
            {
                var options = new HostOptions { Name = SandboxName.Parse("box"), DockerHost = "tcp://engine.example:2375" };
                var engine = new EngineAccess(new EngineLocator(this, options), null!);
                return new DockerProxyLogSource(new DockerCli(this, engine.ConnectAsync, "."), options);
            }
        }

        public Task<CommandResult> TryAsync(Command command, CancellationToken cancellation) => Task.FromResult(command.Arguments switch
        {
            ["version", ..] => new CommandResult(0, """{"Client":{},"Server":{"Version":"28.2.2"}}""", ""),
            ["compose", "version", ..] => new CommandResult(0, "2.40.0", ""),
            ["container", "inspect", ..] => new CommandResult(State.Length > 0 ? 0 : 1, State, ""),
            ["volume", "inspect", ..] => new CommandResult(Volumes ? 0 : 1, "", ""),
            ["image", "inspect", ..] => new CommandResult(Image ? 0 : 1, "", ""),
            _ => throw new NotSupportedException(command.ToString()),
        });

        public Task StreamAsync(Command command, Action<string> line, CancellationToken cancellation)
        {
            Streamed = string.Join(' ', command.Arguments);
            line("a line");
            return ExitCode == 0 ? Task.CompletedTask : throw new CommandException(command, ExitCode, "");
        }

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<CommandResult> ConverseAsync(Command command, Action<string> line, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<int> AttachAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
