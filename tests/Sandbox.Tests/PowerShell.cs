using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>PowerShell 7: the machine's own, or the one that the SDK installs as a tool under artifacts/.</summary>
internal static class PowerShell
{
    // Not the newest, which a mirror may not have yet.
    private const string Version = "7.6.10";

    private static readonly CommandRunner Runner = new();
    private static readonly Lazy<Task<string>> Found = new(FindAsync);

    /// <summary>Where it is. Without one the test is ignored, and says why.</summary>
    public static Task<string> PathAsync() => Found.Value;

    /// <summary>Runs build.ps1 from a command line of PowerShell, as a user types it.</summary>
    public static async Task<CommandResult> TypeAsync(string line, CancellationToken cancellation) => await Runner.TryAsync(
        new Command(await PathAsync(), "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", $"{line}; exit $LASTEXITCODE") { WorkingDirectory = BuildScript.Checkout.Root },
        cancellation);

    /// <summary>Runs build.ps1 as another program starts it: with -File.</summary>
    public static async Task<CommandResult> StartAsync(string[] arguments, CancellationToken cancellation) => await Runner.TryAsync(
        new Command(await PathAsync(), ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", Path.Combine(BuildScript.Checkout.Root, "build.ps1"), .. arguments]),
        cancellation);

    private static async Task<string> FindAsync()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var folder = Path.Combine(BuildScript.Checkout.Artifacts, "pwsh");
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append(folder);
        if (places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists) is { } there)
            return there;

        var install = await Runner.TryAsync(
            new Command("dotnet", "tool", "install", "PowerShell", "--version", Version, "--tool-path", folder) { WorkingDirectory = BuildScript.Checkout.Root }, CancellationToken.None);
        if (install.ExitCode != 0)
            Assert.Ignore($"There is no PowerShell 7 here, and `dotnet tool install PowerShell --version {Version}` brought none: {install.Error}{install.Output}");

        return Path.Combine(folder, name);
    }
}
