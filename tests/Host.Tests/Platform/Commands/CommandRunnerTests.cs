using System.Diagnostics;
using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Platform.Commands;

[Platform("Unix")]
public sealed class CommandRunnerTests
{
    private readonly CommandRunner _runner = new();

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_hand_over_arguments_environment_and_input_unchanged(CancellationToken cancellation)
    {
        var command = new Command("sh", "-c", "cat; printf '%s|' \"$GIVEN\" \"$@\"", "sh", "a b", "", "$HOME", "'\"\\")
        {
            Environment = new Dictionary<string, string?> { ["GIVEN"] = "x y" },
            Input = "in|",
        };

        (await _runner.RunAsync(command, cancellation)).Output.ShouldBe("in|x y|a b||$HOME|'\"\\|");
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_kill_a_command_and_what_it_started_when_its_limit_is_over(CancellationToken cancellation)
    {
        // Deaf to the interrupt that a cancelled run begins with, and with a child that holds its output open.
        var pids = Path.GetTempFileName();
        var deaf = new Command("sh", "-c", "trap '' INT TERM; sleep 1000 & echo $$ $! > \"$1\"; while :; do sleep 1; done", "sh", pids);

        var over = await Should.ThrowAsync<TimeoutException>(() => _runner.TryAsync(deaf with { Limit = TimeSpan.FromSeconds(2) }, cancellation));
        await _runner.RunAsync(new Command("true") { Limit = TimeSpan.FromMinutes(1) }, cancellation);

        over.Message.ShouldContain("did not end within 2 s");
        (await File.ReadAllTextAsync(pids, cancellation)).Split(' ').Length.ShouldBe(2);
        foreach (var pid in (await File.ReadAllTextAsync(pids, cancellation)).Trim().Split(' '))
            (await _runner.TryAsync(new Command("sh", "-c", "kill -0 $1 && ! grep -q 'State:.*Z' /proc/$1/status", "sh", pid), cancellation)).ExitCode.ShouldNotBe(0, "it lives");
        File.Delete(pids);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_kill_a_command_with_the_terminal_at_once_when_told_to(CancellationToken cancellation)
    {
        using var kill = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();

        await Should.ThrowAsync<OperationCanceledException>(
            () => _runner.AttachAsync(new Command("sh", "-c", "trap '' INT TERM; sleep 1000") { Kill = kill.Token }, cancellation));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(9), "no time to end by itself");
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_remove_a_variable_whose_value_is_null(CancellationToken cancellation)
    {
        var command = new Command("sh", "-c", "echo ${PATH-unset}") { Environment = new Dictionary<string, string?> { ["PATH"] = null } };

        (await _runner.RunAsync(command with { Executable = "/bin/sh" }, cancellation)).Output.Trim().ShouldNotBe(Environment.GetEnvironmentVariable("PATH"));
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_carry_command_code_and_end_of_the_error_output_when_it_fails(CancellationToken cancellation)
    {
        var command = new Command("sh", "-c", "echo hush-hush gone wrong >&2; exit 7", "hush-hush") { Secrets = ["hush-hush"] };

        var failure = await Should.ThrowAsync<CommandException>(() => _runner.RunAsync(command, cancellation));

        failure.ExitCode.ShouldBe(7);
        failure.Message.ShouldContain("exit code 7");
        failure.Message.ShouldContain("gone wrong");
        failure.Message.ShouldNotContain("hush-hush");
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_return_the_result_when_the_caller_asked_for_it(CancellationToken cancellation) =>
        (await _runner.TryAsync(new Command("sh", "-c", "exit 7"), cancellation)).ExitCode.ShouldBe(7);

    [TestCase("yes")]
    [TestCase("yes >&2")]
    [CancelAfter(60_000)]
    public async Task Should_end_a_command_that_prints_more_than_it_may(string endless, CancellationToken cancellation)
    {
        var cut = await _runner.TryAsync(new Command("sh", "-c", endless) { MaximumOutput = 1000 }, cancellation);
        var whole = await _runner.TryAsync(new Command("sh", "-c", "printf %1000s x; printf %1000s y >&2; exit 3") { MaximumOutput = 1000 }, cancellation);

        cut.ShouldBe(new CommandResult(141, "", "it printed more than 1000 bytes, and was cut off"));
        (whole.ExitCode, whole.Output.Length, whole.Error.Length).ShouldBe((3, 1000, 1000));
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_say_that_it_could_not_be_started_when_the_executable_is_missing(CancellationToken cancellation)
    {
        var missing = new Command("/no/such/tool");

        (await Should.ThrowAsync<CommandException>(() => _runner.RunAsync(missing, cancellation))).ExitCode.ShouldBeNull();
        (await Should.ThrowAsync<CommandException>(() => _runner.AttachAsync(missing, cancellation))).Message.ShouldContain("could not be started");
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_hand_on_lines_of_both_streams_as_they_come(CancellationToken cancellation)
    {
        var lines = new List<string>();

        await _runner.StreamAsync(new Command("sh", "-c", "echo out; echo err >&2"), line => { lock (lines) lines.Add(line); }, cancellation);

        lines.ShouldBe(["out", "err"], ignoreOrder: true);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_interrupt_the_child_and_let_it_unwind_when_cancelled(CancellationToken cancellation)
    {
        var marker = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var command = new Command("bash", "-c", "trap 'echo unwound > \"$0\"; exit 0' INT; echo ready; while :; do sleep 0.05; done", marker);
        try
        {
            var clock = Stopwatch.StartNew();
            await Should.ThrowAsync<OperationCanceledException>(() => _runner.StreamAsync(command, _ => cancel.Cancel(), cancel.Token));

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(9));
            (await File.ReadAllTextAsync(marker, cancellation)).ShouldBe("unwound\n");
        }
        finally
        {
            File.Delete(marker);
        }
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_return_the_exit_code_of_a_child_with_this_terminal(CancellationToken cancellation) =>
        (await _runner.AttachAsync(new Command("sh", "-c", "exit 42"), cancellation)).ShouldBe(42);
}
