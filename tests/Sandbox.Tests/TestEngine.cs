using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>The engine that the host finds, for what tests do in it by themselves.</summary>
internal static class TestEngine
{
    private static readonly CommandRunner Commands = new();

    /// <summary>Finds it.</summary>
    public static async Task<EngineConnection> FindAsync() =>
        await new EngineLocator(Commands, new HostOptions { Name = SandboxName.Of(BuildScript.Checkout.Root) }).FindAsync(CancellationToken.None)
            ?? throw new InvalidOperationException("No engine: ./build.sh --target=PrepareEngine");

    /// <summary>A command of the docker CLI.</summary>
    public static Command Command(this EngineConnection engine, params IReadOnlyList<string> arguments) =>
        new(engine.Docker, arguments) { Environment = engine.Environment };

    /// <summary>Runs one that must end well.</summary>
    /// <returns>What it prints.</returns>
    public static async Task<string> RunAsync(this EngineConnection engine, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        (await Commands.RunAsync(engine.Command(arguments), cancellation)).Output;
}
