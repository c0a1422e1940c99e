using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>
/// A checkout of its own in a folder with a space in its path, with what is compiled already, and the sandbox that belongs to it.
/// Sandbox and folder are gone when it is disposed.
/// </summary>
internal sealed class WholeCheckout : IAsyncDisposable
{
    private static readonly CommandRunner Runner = new();

    private WholeCheckout(string root, EngineConnection engine) => (Root, Engine) = (root, engine);

    public string Root { get; }

    /// <summary>The sandbox that the copy has without <c>--name</c>.</summary>
    public SandboxName Name => SandboxName.Of(Root);

    /// <summary>What every command gets beside the inherited environment, which may name the checkout that runs the tests.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal)
    {
        [EnvironmentNames.Root] = null,
        [EnvironmentNames.Script] = null,
        [EnvironmentNames.SshAuthSock] = null,
    };

    public EngineConnection Engine { get; }

    /// <summary>Makes one.</summary>
    /// <param name="purpose">Its folder's name.</param>
    /// <param name="compiled">Whether what is compiled here comes along; else it is as a clone is.</param>
    public static async Task<WholeCheckout> CreateAsync(string purpose, bool compiled = true)
    {
        var root = Path.Combine(Path.GetTempPath(), $"ai sandbox {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}", purpose);
        Directory.CreateDirectory(root);
        const string copy = """
            set -euo pipefail
            git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create | tar --extract --directory "$1"
            [ "$2" = compiled ] || exit 0
            mkdir -p "$1/artifacts/bin"
            cp -a artifacts/host.stamp artifacts/guard artifacts/gateway "$1/artifacts"
            cp -a artifacts/bin/AiSandbox.Host "$1/artifacts/bin"
            touch "$1/artifacts/host.stamp" # the folders are new, and all would be compiled again
            """;
        await Runner.RunAsync(
            new Command("bash", "-c", copy, "copy", root, compiled ? "compiled" : "") { WorkingDirectory = BuildScript.Checkout.Root }, CancellationToken.None);

        return new WholeCheckout(root, await TestEngine.FindAsync());
    }

    /// <summary>Runs the entry script of the copy to the end.</summary>
    public Task<CommandResult> RunAsync(string target, CancellationToken cancellation, params string[] more) =>
        ToolAsync(Path.Combine(Root, "build.sh"), [$"--target={target}", .. more], cancellation);

    /// <summary>The same, and it must end well.</summary>
    public async Task<string> DoAsync(string target, CancellationToken cancellation, params string[] more)
    {
        var result = await RunAsync(target, cancellation, more);
        result.ExitCode.ShouldBe(0, result.Error + result.Output);

        return result.Output;
    }

    /// <summary>A command line in the workspace.</summary>
    public Task<CommandResult> ExecAsync(string line, CancellationToken cancellation) => RunAsync("Exec", cancellation, $"--command={line}");

    /// <summary>Any program, with the copy as its working directory.</summary>
    public Task<CommandResult> ToolAsync(string program, string[] arguments, CancellationToken cancellation) => Runner.TryAsync(
        new Command(program, arguments) { WorkingDirectory = Root, Environment = Variables }, cancellation);

    /// <summary>The docker CLI.</summary>
    public Task<string> DockerAsync(params string[] arguments) => Engine.RunAsync(arguments, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Variables.Clear();
        var removed = await RunAsync("Cleanup", CancellationToken.None, "--yes");
        Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
        removed.ExitCode.ShouldBe(0, removed.Error);
    }
}
