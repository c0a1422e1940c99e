using AiSandbox.Host;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Options;

namespace Sandbox.Tests;

/// <summary>A copy of the checkout with settings and a list of its own, run by the compiled host of these tests.</summary>
internal sealed class CheckoutCopy : IDisposable
{
    private static readonly string[] Parts =
    [
        "compose.yaml", "allowed-sites.txt", "build.sh", "global.json", "Directory.Build.props", "Directory.Packages.props", "guard",
        "artifacts/guard/program", "artifacts/guard/stamp", "images", "templates", "build/verification/compose.verify.yaml", "build/pages",
        "build/verification/report", "build/verification/runner.sh", "build/verification/cases/demo.yaml", "configs/README.md", "projects/.gitkeep",
    ];

    private readonly CommandRunner _commands = new();

    /// <summary>Copies it.</summary>
    public CheckoutCopy()
    {
        foreach (var part in Parts)
            Copy(Path.Combine(BuildScript.Checkout.Root, part), PathOf(part));
    }

    /// <summary>Its folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    /// <summary>Runs a target to the end.</summary>
    public Task<CommandResult> RunAsync(string target, string name, CancellationToken cancellation, params string[] more) => _commands.TryAsync(
        new Command("dotnet", ["exec", typeof(RunState).Assembly.Location, $"--target={target}", $"--name={name}", .. more])
        {
            WorkingDirectory = Root,
            Environment = new Dictionary<string, string?> { [EnvironmentNames.Root] = Root },
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }
}
