using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Model.Settings;

namespace Host.Tests.Cli;

/// <summary>What the host prints of itself, word for word: who changes it sees it in the change.</summary>
public sealed class GoldenTests
{
    private static readonly TargetCatalogue Targets = TargetCatalogue.Of(typeof(HostOptions).Assembly);

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("ai sandbox golden ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Should_print_the_tree_as_it_is_kept() => Same("tree.txt", string.Join('\n', Targets.Tree([])));

    [Test]
    public void Should_print_the_help_as_it_is_kept() => Same("help.txt", HelpText.Render("./build.sh", Targets, 80));

    [Test]
    [Platform("Unix")]
    [CancelAfter(60_000)]
    public async Task Should_start_no_process_when_every_target_is_run_dry(CancellationToken cancellation)
    {
        // Whatever it calls by name is found here first, and leaves a line.
        var seen = Path.Combine(_folder, "seen");
        foreach (var program in new[] { "docker", "git", "ssh-keygen", "dotnet", "apt-get", "bash" })
        {
            var path = Path.Combine(_folder, program);
            await File.WriteAllTextAsync(path, $"#!/bin/sh\necho {program} \"$@\" >> '{seen}'\nexit 1\n", cancellation);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var names = Targets.Names.Where(name => name != "Default").ToList();
        var dry = await RunAsync([.. names.Select(name => $"--target={name}"), "--dryrun"], cancellation);
        dry.ExitCode.ShouldBe(0, dry.Error + dry.Output);
        foreach (var name in names)
            dry.Output.ShouldContain(name);
        File.Exists(seen).ShouldBeFalse();

        // The control: a run that is not dry is seen.
        await RunAsync(["--target=Status"], cancellation);
        (await File.ReadAllTextAsync(seen, cancellation)).ShouldContain("docker ");
    }

    private Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellation) => new CommandRunner().TryAsync(
        new Command(Environment.ProcessPath!, ["exec", typeof(HostOptions).Assembly.Location, .. arguments])
        {
            WorkingDirectory = TempCheckout.Repository,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PATH"] = $"{_folder}:/usr/bin:/bin",
                [EnvironmentNames.Root] = TempCheckout.Repository,
                [EnvironmentNames.DockerHost] = "tcp://127.0.0.1:9",
            },
        },
        cancellation);

    private static void Same(string file, string text) => text.ReplaceLineEndings("\n").TrimEnd()
        .ShouldBe(File.ReadAllText(Path.Combine(TempCheckout.Repository, "tests", "Host.Tests", "Cli", file)).ReplaceLineEndings("\n").TrimEnd());
}
