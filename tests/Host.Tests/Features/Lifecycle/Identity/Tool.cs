using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Features.Lifecycle.Identity;

/// <summary>The real tools. A test that needs one which this machine has not is ignored, and says so.</summary>
internal static class Tool
{
    public static CommandRunner Runner { get; } = new();

    public static void Need(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var name in names)
        {
            var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, file))))
                Assert.Ignore($"There is no {name} on this machine.");
        }
    }

    public static async Task<string> RunAsync(string executable, params string[] arguments) =>
        (await Runner.RunAsync(
            new Command(executable, arguments), TestContext.CurrentContext.CancellationToken)).Output;
}
