using System.Runtime.InteropServices;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Ecosystems;

/// <summary>The .NET SDK that runs these tests, for a workspace on the same kind of system: Linux.</summary>
internal static class HostSdk
{
    private static readonly string[] Parts = ["dotnet", "host", "sdk", "shared/Microsoft.NETCore.App", "packs/Microsoft.NETCore.App.Ref"];

    private static string Folder { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Copies it. No links: what the workspace writes must not be this machine's.</summary>
    public static async Task CopyAsync(string target)
    {
        Directory.CreateDirectory(target);
        await new CommandRunner().RunAsync(
            new Command("cp", ["--recursive", "--parents", "--reflink=auto", .. Parts, target]) { WorkingDirectory = Folder },
            CancellationToken.None);
    }
}
