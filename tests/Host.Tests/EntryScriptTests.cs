using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Features.Completion;
using Host.Tests.Features.Lifecycle.Identity;
using Host.Tests.Model.Settings;

namespace Host.Tests;

/// <summary>
/// What runs on the user's machine runs on macOS too, whose bash is 3.2 of 2007, and on Windows PowerShell 5.1. Neither is here:
/// so what came later is looked for in the text.
/// </summary>
public sealed partial class EntryScriptTests
{
    private static string BuildSh => File.ReadAllText(Path.Combine(TempCheckout.Repository, "build.sh"));

    private static string BuildPs1 => File.ReadAllText(Path.Combine(TempCheckout.Repository, "build.ps1"));

    [Test]
    public void Should_use_nothing_that_came_after_bash_3_2()
    {
        foreach (var script in new[] { BuildSh, CompletionCheckout.Render("bash") })
            Code(script).Where(line => NewerBash().IsMatch(line)).ShouldBeEmpty();
    }

    [TestCase("declare -A map")]
    [TestCase("local -n name=$1")]
    [TestCase("mapfile -t lines")]
    [TestCase("name=${name,,}")]
    [TestCase("name=${name^}")]
    [TestCase("last=${list[-1]}")]
    [TestCase("make |& tee log")]
    [TestCase("make &>> log")]
    [TestCase("printf '%(%s)T'")]
    [TestCase("[[ -v name ]]")]
    [TestCase("exec {lock}> file")]
    [TestCase("wait -n")]
    public void Should_notice_what_came_after_bash_3_2(string line) => NewerBash().IsMatch(line).ShouldBeTrue();

    [Test]
    public void Should_use_nothing_that_came_after_PowerShell_5_1()
    {
        foreach (var script in new[] { BuildPs1, CompletionCheckout.Render("powershell") })
            Code(script).Select(WithoutText).Where(line => NewerPowerShell().IsMatch(line)).ShouldBeEmpty();
    }

    [TestCase("$a = $b ? 1 : 2")]
    [TestCase("$a = $b ?? 1")]
    [TestCase("$a ??= 1")]
    [TestCase("$a?.Length")]
    [TestCase("make && test")]
    [TestCase("make || exit")]
    [TestCase("1..3 | ForEach-Object -Parallel { $_ }")]
    [TestCase("Join-Path a b -AdditionalChildPath c")]
    [TestCase("if ($IsWindows) { }")]
    [TestCase("clean { }")]
    public void Should_notice_what_came_after_PowerShell_5_1(string line) => NewerPowerShell().IsMatch(line).ShouldBeTrue();

    // Without a byte order mark, Windows PowerShell 5.1 reads a script in the code page of the machine.
    [Test]
    public void Should_be_ASCII_when_Windows_PowerShell_reads_it() => BuildPs1.Where(c => c > '~').ShouldBeEmpty();

    [Test]
    [CancelAfter(20_000)]
    public async Task Should_parse_when_bash_reads_it()
    {
        Tool.Need("bash");

        await Tool.RunAsync("bash", "-n", Path.Combine(TempCheckout.Repository, "build.sh"));
        var broken = await Tool.Runner.TryAsync(new Command("bash", "-n", "-c", "if then"), TestContext.CurrentContext.CancellationToken);
        broken.ExitCode.ShouldNotBe(0);
    }

    [Test]
    [CancelAfter(60_000)]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public async Task Should_compile_again_when_another_package_of_Cake_Frosting_is_asked_for(CancellationToken cancellation)
    {
        Tool.Need("bash");
        var checkout = Directory.CreateTempSubdirectory("entry script ");
        try
        {
            foreach (var file in new[] { "build.sh", "global.json" })
                File.Copy(Path.Combine(TempCheckout.Repository, file), Path.Combine(checkout.FullName, file));
            var log = Path.Combine(checkout.FullName, "log");
            var dotnet = Path.Combine(checkout.CreateSubdirectory("bin").FullName, "dotnet");
            await File.WriteAllTextAsync(
                dotnet,
                $"""
                #!/bin/sh
                case "$1 $CakeFrostingPackage" in
                  build*) mkdir -p artifacts/bin/AiSandbox.Host/release; touch artifacts/bin/AiSandbox.Host/release/AiSandbox.Host.dll; echo "built $CakeFrostingPackage" >> '{log}';;
                esac
                """.ReplaceLineEndings("\n"),
                cancellation);
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var source in new[] { "build/host", "build/policy", "build/verification", "build/frosting" })
                Directory.CreateDirectory(Path.Combine(checkout.FullName, source));
            foreach (var source in new[] { "build/Cake.props", "Directory.Build.props", "Directory.Packages.props" })
                await File.WriteAllTextAsync(Path.Combine(checkout.FullName, source), "", cancellation);

            foreach (var package in new[] { "", "", "7.0.0", "7.0.0", "" })
            {
                await Tool.Runner.RunAsync(
                    new Command("bash", Path.Combine(checkout.FullName, "build.sh"), "--tree")
                    {
                        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
                        {
                            ["PATH"] = $"{Path.GetDirectoryName(dotnet)}:{Environment.GetEnvironmentVariable("PATH")}",
                            ["CakeFrostingPackage"] = package,
                        },
                    },
                    cancellation);
            }

            (await File.ReadAllLinesAsync(log, cancellation)).Select(line => line.TrimEnd()).ShouldBe(["built", "built 7.0.0", "built"]);
        }
        finally
        {
            checkout.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Code(string script) =>
        script.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');

    // Only the text between single quotes, and what is a comment: an expression in double quotes is code.
    private static string WithoutText(string line) => Text().Replace(line, "''");

    [GeneratedRegex(
        @"\b(declare|local|typeset) -[a-z]*[An]|\b(mapfile|readarray|coproc)\b|\$\{[A-Za-z_]+(\[[^]]*\])?(\^|,)|\[-[0-9]+\]\}|\|&|&>>|%\(|\[\[ -[vR] |\bexec \{[a-z]+\}|\bwait -n|\bshopt -s (globstar|lastpipe|inherit_errexit)|;;?&",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewerBash();

    [GeneratedRegex(
        @" \? [^{]*:|\?\?|\$\w+\?[.\[]|&&|\|\||-Parallel\b|-AdditionalChildPath\b|\$Is(Windows|Linux|MacOS|CoreCLR)\b|^clean \{",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewerPowerShell();

    [GeneratedRegex("'[^']*'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Text();
}
