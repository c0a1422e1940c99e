using AiSandbox.Host.Adapters.Commands;

namespace Host.Tests.Services.Ssh;

/// <summary>The real tools, where this machine has them; a test that needs one it has not is ignored, and says so.</summary>
internal static class Tool
{
    public static CommandRunner Runner { get; } = new();

    public static void Need(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var name in names)
        {
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, $"{name}.exe"))))
                Assert.Ignore($"There is no {name} on this machine.");
        }
    }

    public static async Task<string> RunAsync(string executable, params string[] arguments) =>
        (await Runner.RunAsync(new Command(executable, arguments), TestContext.CurrentContext.CancellationToken)).Output;
}
