using System.Runtime.InteropServices;
using AiSandbox.Host.Adapters.Commands;

namespace Sandbox.Tests.Ecosystems;

/// <summary>The .NET SDK that runs these tests, for a workspace on the same kind of system.</summary>
internal static class HostSdk
{
    private static string Folder { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Copies it, by hard links where both lie on one disk.</summary>
    public static void LinkInto(string target)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("The SDK of this machine does not run in the workspace.");

        Directory.CreateDirectory(target);
        var runner = new CommandRunner();
        string[] parts = ["dotnet", "host", "packs", "sdk", "shared"];
        var linked = runner.TryAsync(new Command("cp", ["-rl", .. parts.Select(part => Path.Combine(Folder, part)), target]), CancellationToken.None).GetAwaiter().GetResult();
        if (linked.ExitCode != 0)
            runner.RunAsync(new Command("cp", ["-rf", .. parts.Select(part => Path.Combine(Folder, part)), target]), CancellationToken.None).GetAwaiter().GetResult();
    }
}
