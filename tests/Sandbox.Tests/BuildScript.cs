using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests;

/// <summary>The project's entry point, called as a user calls it.</summary>
internal static class BuildScript
{
    private static readonly CommandRunner Runner = new();

    /// <summary>The checkout that the tests were compiled from.</summary>
    public static Checkout Checkout { get; } = Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);

    /// <summary>The same as a sandbox sees it: its list and its reports lie in a home of its own.</summary>
    public static Checkout Of(string name) => Checkout.Of(SandboxName.Parse(name));

    /// <summary>Removes a sandbox with everything it had, its home included.</summary>
    public static async Task CleanupAsync(string name)
    {
        var removed = await RunAsync("Cleanup", name, CancellationToken.None, "--yes");
        if (Directory.Exists(Of(name).Home))
            Directory.Delete(Of(name).Home, recursive: true);
        removed.ExitCode.ShouldBe(0, removed.Error);
    }

    /// <summary>Builds every image that a sandbox can have: with a key, there is a gateway.</summary>
    public static async Task BuildAllAsync(string name)
    {
        var given = await RunAsync("PrepareKeys", name, CancellationToken.None, "--vendor=anthropic", "--key-command=echo sk-of-nobody");
        given.ExitCode.ShouldBe(0, given.Error + given.Output);
        var built = await RunAsync("Build", name, CancellationToken.None);
        built.ExitCode.ShouldBe(0, built.Error + built.Output);
    }

    /// <summary>Runs a target of a sandbox to the end.</summary>
    public static Task<CommandResult> RunAsync(string target, string name, CancellationToken cancellation, params string[] more) =>
        Runner.TryAsync(Command([$"--target={target}", $"--name={name}", .. more]), cancellation);

    /// <summary>Runs it with any arguments.</summary>
    public static Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellation) =>
        Runner.TryAsync(Command(arguments), cancellation);

    /// <summary>The same, with variables of the environment.</summary>
    public static Task<CommandResult> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellation) =>
        Runner.TryAsync(Command(arguments) with { Environment = environment }, cancellation);

    /// <summary>Runs a target to the end, handing on lines as they come.</summary>
    public static Task StreamAsync(string target, string name, Action<string> line, CancellationToken cancellation, params string[] more) =>
        Runner.StreamAsync(Command([$"--target={target}", $"--name={name}", .. more]), line, cancellation);

    private static Command Command(string[] arguments) => OperatingSystem.IsWindows()
        ? new Command("powershell", ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", Path.Combine(Checkout.Root, "build.ps1"), .. arguments])
        : new Command(Path.Combine(Checkout.Root, "build.sh"), arguments);
}
