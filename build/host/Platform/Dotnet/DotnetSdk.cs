using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Dotnet;

/// <summary>The .NET SDK that this host was compiled with.</summary>
public sealed class DotnetSdk(ICommandRunner commands, string root)
{
    /// <summary>Compiles, and hands on what it says meanwhile.</summary>
    /// <param name="log">Keeps all of it, where it fails.</param>
    /// <param name="failure">What to say then.</param>
    /// <param name="arguments">The arguments of the SDK.</param>
    /// <param name="detail">Gets each line.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">It does not compile.</exception>
    internal async Task CompileAsync(StepLog log, string failure, IReadOnlyList<string> arguments, Action<string> detail, CancellationToken cancellation)
    {
        try
        {
            await StreamAsync(arguments, Take, cancellation);
        }
        catch (CommandException failed)
        {
            throw log.Fail(failure, failed);
        }

        void Take(string line)
        {
            log.Add(line);
            if (line.Trim() is { Length: > 0 } text && !text.Contains("warning", StringComparison.OrdinalIgnoreCase))
                detail(text);
        }
    }

    /// <summary>Runs to the end and hands on each line.</summary>
    /// <exception cref="CommandException">It ended with a code other than zero.</exception>
    public Task StreamAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellation) =>
        commands.StreamAsync(Command(arguments), line, cancellation);

    private Command Command(IReadOnlyList<string> arguments) => new(Environment.ProcessPath ?? "dotnet", arguments)
    {
        WorkingDirectory = root,
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { [EnvironmentNames.Root] = root },
    };
}
