namespace Sandbox.Tests;

public sealed class CommandLineTests
{
    [TestCase("--tagret=Up", "Did you mean --target?")]
    [TestCase("--target=Upp", "Did you mean --target=Up?")]
    [TestCase("--dry-run", "Did you mean --dryrun?")]
    [TestCase("--name=Not Valid", "--name")]
    [TestCase("Upp", "Did you mean Up?")]
    [TestCase("--reason=", "--reason is empty")]
    [TestCase("--name=", "--name is empty")]
    [TestCase("--verbosity=loud", "quiet, minimal, normal")]
    [TestCase("--working=/no/such", "no such folder")]
    [TestCase("--fix", "Targets that know it: Lint.")]
    [CancelAfter(60_000)]
    public async Task Should_end_with_2_and_run_nothing_when_the_command_line_is_wrong(string argument, string hint, CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync([argument], cancellation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(hint);
        result.Output.ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_show_the_menu_and_change_nothing_when_no_target_is_named(CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync([], cancellation);

        result.ExitCode.ShouldBe(0);
        foreach (var target in new[] { "Allow", "Build", "Cleanup", "Deny", "Exec", "Explain", "LogsProxy", "PrepareEngine", "PrepareEnv", "PrepareSsh", "Reload", "Shell", "Status", "Test", "Up", "Verify", "Watch" })
            result.Output.ShouldContain($"\n  {target} ");
    }

    [TestCase("--dryrun")]
    [TestCase("--tree")]
    [CancelAfter(60_000)]
    public async Task Should_show_what_Up_depends_on_and_start_nothing(string option, CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync(["--target=up", option], cancellation);

        result.ExitCode.ShouldBe(0);
        foreach (var task in new[] { "PrepareEnv", "PrepareSsh", "PrepareEngine", "Build", "Up" })
            result.Output.ShouldContain(task);
        result.Output.ShouldNotContain("Starting");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_say_Up_first_when_the_sandbox_is_not_there(CancellationToken cancellation)
    {
        foreach (var (target, code) in new[] { ("Shell", 125), ("Exec", 125), ("LogsProxy", 1) })
        {
            string[] command = target == "LogsProxy" ? [] : ["--command=true"];
            var result = await BuildScript.RunAsync(target, "test-absent", cancellation, command);

            result.ExitCode.ShouldBe(code, target);
            result.Error.ShouldContain("--target=Up --name=test-absent", Case.Sensitive, target);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_ask_for_yes_when_there_is_nobody_to_ask(CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync("Cleanup", "test-absent", cancellation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--yes");
    }
}
