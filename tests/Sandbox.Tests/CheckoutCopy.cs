using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>A copy of this checkout, to change what a test would not change in the user's own, and the host that runs on it.</summary>
internal sealed class CheckoutCopy : IDisposable
{
    private static readonly string[] Parts =
    [
        "compose.yaml", "allowed-sites.txt", "build.sh", "global.json", "Directory.Build.props", "Directory.Packages.props", "guard", "gateway",
        "artifacts/guard/program", "artifacts/guard/stamp", "artifacts/gateway/program", "artifacts/gateway/stamp", "images", "templates", "build/verification/compose.verify.yaml", "build/pages",
        "build/verification/report", "build/verification/runner.sh", "build/verification/cases/demo.yaml", "configs/README.md", "projects/.gitkeep",
    ];

    private static readonly CommandRunner Commands = new();

    public CheckoutCopy()
    {
        foreach (var part in Parts)
            Copy(Path.Combine(BuildScript.Checkout.Root, part), Path.Combine(Root, part));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

    /// <summary>Writes a file of the copy, or anywhere.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>The copy as a sandbox sees it.</summary>
    public Checkout Of(string name) => new Checkout(Root).Of(SandboxName.Parse(name));

    /// <summary>Runs a target of a sandbox to the end, with the host that build.sh has compiled: it starts faster than that of these tests.</summary>
    public Task<CommandResult> RunAsync(string target, string name, CancellationToken cancellation, params string[] more) =>
        Commands.TryAsync(Command(target, name, more), cancellation);

    /// <summary>What runs a target of a sandbox.</summary>
    public Command Command(string target, string name, params string[] more) =>
        new("dotnet", ["exec", Path.Combine(BuildScript.Checkout.Root, "artifacts", "bin", "AiSandbox.Host", "release", "AiSandbox.Host.dll"), $"--target={target}", $"--name={name}", .. more])
        {
            WorkingDirectory = Root,
            Environment = new Dictionary<string, string?> { [EnvironmentNames.Root] = Root },
        };

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // What has not been built yet is built from the copy.
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to);
        }
        else if (Directory.Exists(from))
        {
            Directory.CreateDirectory(to);
            foreach (var entry in Directory.EnumerateFileSystemEntries(from))
                Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }
}
