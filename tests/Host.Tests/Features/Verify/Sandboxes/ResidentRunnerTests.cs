using System.Diagnostics;
using AiSandbox.Host.Features.Verify.Sandboxes;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Lifecycle;

namespace Host.Tests.Features.Verify.Sandboxes;

/// <summary>How words get to the shell that runs the cases.</summary>
public sealed class ResidentRunnerTests
{
    [TestCase("plain")]
    [TestCase("")]
    [TestCase("two words; $HOME `id` $(id) \"quoted\" 'single' \\ \\n %s * ? ~ !")]
    [TestCase("lines\nand\r\nends\n")]
    [TestCase("tab\tbell\u0007 würmer 漢字")]
    [TestCase("' ; exit 3; '")]
    [Platform(Include = "Unix", Reason = "It asks a real bash.")]
    public async Task Should_quote_so_that_bash_reads_the_same_word(string word)
    {
        var line = $"1 {ResidentRunner.Quote(word)} {ResidentRunner.Quote("next")}";
        line.ShouldNotContain('\n');

        using var bash = Process.Start(new ProcessStartInfo(
            "bash", ["-c", "read -r number words; eval \"command=($words)\"; printf '%s|' \"${#command[@]}\" \"${command[@]}\""])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await bash.StandardInput.WriteLineAsync(line);
        bash.StandardInput.Close();

        (await bash.StandardOutput.ReadToEndAsync()).ShouldBe($"2|{word}|next|");
    }

    // The engine says so on the output, where answers come.
    [Test]
    [CancelAfter(20_000)]
    public async Task Should_say_in_the_engines_words_why_the_shell_could_not_be_started(CancellationToken cancellation)
    {
        const string said = "OCI runtime exec failed: exec failed: unable to start container process";
        var engine = new FakeEngine(_ => FakeEngine.Says($"{said}\n", 126));
        await using var runner = new ResidentRunner(engine.Docker, ["box-workspace-1"], "exit");

        (await Should.ThrowAsync<SandboxException>(() => runner.ExecuteAsync(["true"], cancellation))).Message.ShouldContain(said);
    }
}
