using System.Reflection.PortableExecutable;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

public sealed class CommandLineTests
{
    private static readonly CommandRunner Commands = new();

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
    [CancelAfter(600_000)]
    public async Task Should_end_with_2_and_run_nothing_when_the_command_line_is_wrong(string argument, string hint, CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync([argument], cancellation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(hint);
        result.Output.ShouldBeEmpty();
    }

    [Test]
    public void Should_be_machine_code_where_the_compiler_can_be_had()
    {
        const string tried = "artifacts/obj/AiSandbox.Host/release/precompiled";
        var folder = Path.Combine(BuildScript.Checkout.Root, "artifacts", "bin", "AiSandbox.Host", "release");
        if (Directory.GetFiles(Path.Combine(BuildScript.Checkout.Root, tried), "*.dll").Length == 0)
            Assert.Ignore("The package of .NET's compiler to machine code cannot be had.");

        foreach (var name in new[] { "AiSandbox.Host", "AiSandbox.Policy", "Cake.Core", "Spectre.Console" })
        {
            using var file = new PEReader(File.OpenRead(Path.Combine(folder, $"{name}.dll")));
            file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBeGreaterThan(0, name);
        }
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_show_the_menu_and_change_nothing_when_no_target_is_named(CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync([], cancellation);

        result.ExitCode.ShouldBe(0);
        foreach (var target in new[] { "Allow", "Build", "Cleanup", "Deny", "Exec", "Explain", "LogsProxy", "PrepareEngine", "PrepareEnv", "PrepareSsh", "Reload", "Shell", "Status", "Test", "Up", "Verify", "Watch" })
            result.Output.ShouldContain($"\n  {target} ");
    }

    [TestCase("--dryrun")]
    [TestCase("--tree")]
    [CancelAfter(600_000)]
    public async Task Should_show_what_Up_depends_on_and_start_nothing(string option, CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync(["--target=up", option], cancellation);

        result.ExitCode.ShouldBe(0);
        foreach (var task in new[] { "PrepareEnv", "PrepareSsh", "PrepareEngine", "Build", "Up" })
            result.Output.ShouldContain(task);
        result.Output.ShouldNotContain("Starting");
    }

    [Test]
    [CancelAfter(600_000)]
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
    [CancelAfter(600_000)]
    public async Task Should_show_the_tree_of_the_named_target_alone(CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync(["Setup", "--tree"], cancellation);

        result.Output.ShouldStartWith("Setup\n└─Build\n");
        result.Output.ShouldNotContain("Down");
    }

    [TestCase("--target=List")]
    [TestCase("Up --dryrun")]
    [CancelAfter(600_000)]
    public async Task Should_print_no_more_when_it_is_to_be_quiet(string words, CancellationToken cancellation)
    {
        var (normal, quiet) = (
            await BuildScript.RunAsync(words.Split(' '), cancellation), await BuildScript.RunAsync([.. words.Split(' '), "-v", "quiet"], cancellation));

        quiet.ExitCode.ShouldBe(0);
        quiet.Output.Length.ShouldBeLessThanOrEqualTo(normal.Output.Length);
        quiet.Output.ShouldNotContain("Duration");
    }

    // In a real terminal, which util-linux's script(1) makes: what it is given are the keys.
    [TestCase("\u0003", 130, true)]
    [TestCase("SIGTERM", 130, true)]
    [TestCase("n\r", 2, true)]
    [TestCase("y\r", 0, false)]
    [Platform("Linux")]
    [CancelAfter(600_000)]
    public async Task Should_end_at_a_question_when_a_signal_is_the_answer_and_remove_nothing(string answer, int code, bool isKept, CancellationToken cancellation)
    {
        var name = $"test-question-{Guid.NewGuid().ToString("N")[..6]}";
        var engine = await TestEngine.FindAsync();
        await engine.RunAsync(["volume", "create", "--label", $"dev.ai-sandbox.sandbox={name}", name], cancellation);
        var folder = Directory.CreateTempSubdirectory("question ").FullName;
        try
        {
            var (shown, pid) = (Path.Combine(folder, "shown"), Path.Combine(folder, "pid"));
            var asked = await Commands.TryAsync(
                new Command("script", "--quiet", "--flush", "--return", "--command", $"echo $$ > '{pid}'; exec ./build.sh Cleanup --name={name}", shown)
                {
                    WorkingDirectory = BuildScript.Checkout.Root,
                    Environment = new Dictionary<string, string?> { ["SHELL"] = "/bin/bash", ["TERM"] = "xterm" },
                    Feed = (keys, token) => AnswerAsync(keys, shown, pid, answer, token),
                },
                cancellation);

            asked.ExitCode.ShouldBe(code, asked.Output);
            (await engine.RunAsync(["volume", "ls", "--quiet", "--filter", $"name=^{name}$"], cancellation)).Trim().ShouldBe(isKept ? name : "");
        }
        finally
        {
            await Commands.TryAsync(engine.Command("volume", "rm", name), CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AnswerAsync(Stream keys, string shown, string pid, string answer, CancellationToken cancellation)
    {
        while (!File.Exists(shown) || !(await File.ReadAllTextAsync(shown, cancellation)).Contains("[y/n]", StringComparison.Ordinal))
            await Task.Delay(100, cancellation);
        if (answer == "SIGTERM")
        {
            await Commands.RunAsync(new Command("kill", "-TERM", (await File.ReadAllTextAsync(pid, cancellation)).Trim()), cancellation);
        }
        else
        {
            await keys.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellation);
            await keys.FlushAsync(cancellation);
        }

        // Until it has ended: script hands on the end of its input, which is an answer too.
        while (File.Exists($"/proc/{(await File.ReadAllTextAsync(pid, cancellation)).Trim()}/stat"))
            await Task.Delay(100, cancellation);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_ask_for_yes_when_there_is_nobody_to_ask(CancellationToken cancellation)
    {
        var result = await BuildScript.RunAsync("Cleanup", "test-absent", cancellation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--yes");
    }
}
