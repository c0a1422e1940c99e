using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services;

namespace AiSandbox.Host.Adapters.Dotnet;

/// <summary>The .NET SDK that this host was compiled with.</summary>
/// <param name="commands">Starts it.</param>
/// <param name="checkout">The folder that it runs in.</param>
public sealed class DotnetSdk(ICommandRunner commands, Checkout checkout)
{
    /// <summary>Runs to the end.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        commands.RunAsync(Command(arguments), cancellation);

    /// <summary>Runs to the end and hands on each line.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public Task StreamAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellation) =>
        commands.StreamAsync(Command(arguments), line, cancellation);

    private Command Command(IReadOnlyList<string> arguments) => new(Environment.ProcessPath ?? "dotnet", arguments)
    {
        WorkingDirectory = checkout.Root,
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { [EnvironmentNames.Root] = checkout.Root },
    };
}
