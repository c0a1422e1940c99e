using System.Runtime.Versioning;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>build.ps1 by the real PowerShell 7. Each answer is held against that of build.sh to the same words.</summary>
public sealed class PowerShellTests
{
    private const string Absent = "--name=test-absent";

    [OneTimeSetUp]
    public async Task FindAsync() => await PowerShell.PathAsync();

    [TestCase("--tagret=Up")]
    [TestCase("--target=Upp")]
    [TestCase("Upp")]
    [TestCase("--reason=")]
    [TestCase("--help")]
    [TestCase("--target=Up --tree")]
    [TestCase("--target=Completion --shell=fish")]
    [TestCase("--target=Completion --shell=tcsh")]
    [TestCase("--target=Shell --name=test-absent --command=true")]
    [TestCase("--target=Explain --host=no.such.example:443")]
    [CancelAfter(600_000)]
    public async Task Should_say_the_same_as_build_sh_when_it_is_told_the_same(string words, CancellationToken cancellation)
    {
        var (typed, expected) = (await PowerShell.TypeAsync($"./build.ps1 {words}", cancellation), await BuildShAsync(words.Split(' '), cancellation));

        typed.ExitCode.ShouldBe(expected.ExitCode);
        AsFromBuildSh(typed.Output).ShouldBe(expected.Output);
        AsFromBuildSh(typed.Error).ShouldBe(expected.Error);
    }

    // What cannot be carried out says what it was given: so it shows what arrived.
    [TestCase("--target='a b'", "'a b'")]
    [TestCase("--target='it''s'", "'it's'")]
    [TestCase("--target='say \"hi\"'", "'say \"hi\"'")]
    [TestCase("--target='back\\'", "'back\\'")]
    [TestCase("--target='end\\\"'", "'end\\\"'")]
    [TestCase("--target='$HOME'", "'$HOME'")]
    [TestCase("--target=ä…", "'ä…'")]
    [CancelAfter(600_000)]
    public async Task Should_hand_on_a_word_as_it_was_typed(string word, string shown, CancellationToken cancellation)
    {
        var result = await PowerShell.TypeAsync($"./build.ps1 {word}", cancellation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith($"Error: Unknown target {shown}. ");
    }

    // PowerShell keeps the first bare -- to itself, and nothing is lost by that.
    [TestCase("'--' ls -la")]
    [TestCase("-- ls -la")]
    [TestCase("ls -la")]
    [CancelAfter(600_000)]
    public async Task Should_take_the_words_of_a_command_however_it_begins(string command, CancellationToken cancellation)
    {
        var result = await PowerShell.TypeAsync($"./build.ps1 --target=Exec {Absent} {command}", cancellation);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("Sandbox test-absent is not up.");
    }

    [TestCase("'abc', 'ä…'", "cat", "abc\nä…\n")]
    [TestCase("'abc'", "wc -c", "4\n")]
    [TestCase("[byte[]] (0, 255, 10, 13, 128)", "od -An -tx1", " 00 ff 0a 0d 80\n")]
    [TestCase("(1..3)", "cat", "1\n2\n3\n")]
    [CancelAfter(600_000)]
    [UnsupportedOSPlatform("windows")]
    public async Task Should_hand_on_what_is_piped_in(string piped, string command, string arrived, CancellationToken cancellation)
    {
        // Instead of the host, so that no engine is needed: whatever `dotnet` is on the path reads the standard input.
        var folder = Directory.CreateTempSubdirectory("piped ").FullName;
        try
        {
            var dotnet = Path.Combine(folder, "dotnet");
            await File.WriteAllTextAsync(dotnet, $"#!/bin/sh\nexec {command}\n", cancellation);
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await BuildScript.RunAsync(["--version"], cancellation); // compiled, or it would be by that one

            var result = await PowerShell.TypeAsync($"$env:PATH = '{folder}:' + $env:PATH; {piped} | ./build.ps1 --target=Exec '--command=…'", cancellation);

            result.Error.ShouldBeEmpty();
            result.Output.ReplaceLineEndings("\n").ShouldBe(arrived);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // With -File, PowerShell takes --host=a:443 for a parameter with a value, and hands on two words.
    [Test]
    [CancelAfter(600_000)]
    public async Task Should_say_how_to_write_a_colon_when_a_program_starts_it_with_File(CancellationToken cancellation)
    {
        var split = await PowerShell.StartAsync(["--target=Explain", "--host=no.such.example:443"], cancellation);
        var typed = await PowerShell.TypeAsync("./build.ps1 --target=Explain --host=no.such.example:443", cancellation);

        typed.ExitCode.ShouldBe(1);
        if (split.ExitCode == 1)
            split.Output.ShouldBe(typed.Output);
        else
            split.Error.ShouldContain("PowerShell splits a word at its comma, and with -File at its colon");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_leave_the_callers_session_as_it_was(CancellationToken cancellation)
    {
        var result = await PowerShell.TypeAsync("./build.ps1 > $null; \"[$env:AI_SANDBOX_ROOT][$env:AI_SANDBOX_SCRIPT][$LASTEXITCODE][$((Get-Location).Path)]\"", cancellation);

        result.Output.Trim().ShouldBe($"[][][0][{BuildScript.Checkout.Root}]");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_parse_without_errors_and_notice_one(CancellationToken cancellation)
    {
        const string parse = """
            $errors = $null
            [void] [Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $errors)
            $errors.Count
            """;
        (await PowerShell.TypeAsync($"$text = [IO.File]::ReadAllText('{Path.Combine(BuildScript.Checkout.Root, "build.ps1")}'); {parse}", cancellation)).Output.Trim().ShouldBe("0");
        (await PowerShell.TypeAsync($"$text = 'if ('; {parse}", cancellation)).Output.Trim().ShouldNotBe("0");
    }

    [TestCase("./build.ps1 --tar", "--target=")]
    [TestCase("./build.ps1 --target=veri", "--target=Verify")]
    [TestCase("./build.ps1 --target Veri", "Verify")]
    [TestCase("./build.ps1 -t Veri", "Verify")]
    [TestCase("./build.ps1 --domain=@np", "--domain=@npm")]
    [TestCase("./build.ps1 --ports=4", "--ports=443|'--ports=443,22'")]
    [TestCase("./build.ps1 --follow", "--follow=false")]
    [TestCase("./build.sh --target=Verif", "--target=Verify")]
    [CancelAfter(600_000)]
    public async Task Should_complete_what_can_stand_there(string line, string candidates, CancellationToken cancellation)
    {
        var load = "./build.ps1 --target=Completion --shell=powershell | Out-String | Invoke-Expression";
        var result = await PowerShell.TypeAsync(
            $"{load}; (TabExpansion2 -inputScript '{line}' -cursorColumn {line.Length}).CompletionMatches.CompletionText -join '|'", cancellation);

        result.Output.Trim().ShouldBe(candidates);
    }

    private static Task<CommandResult> BuildShAsync(string[] words, CancellationToken cancellation) =>
        OperatingSystem.IsWindows() ? throw new IgnoreException("There is no bash to compare with.") : new CommandRunner().TryAsync(
            new Command("bash", ["./build.sh", .. words]) { WorkingDirectory = BuildScript.Checkout.Root }, cancellation);

    // Each names itself in what it says.
    private static string AsFromBuildSh(string text) => text.ReplaceLineEndings("\n").Replace("./build.ps1", "./build.sh", StringComparison.Ordinal);
}
