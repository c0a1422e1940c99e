using System.Text.Json;
using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services.Engine;

/// <summary>Finds an engine that answers: the one that the docker CLI is set to, or else a private one that runs.</summary>
/// <param name="commands">Starts the docker CLI.</param>
/// <param name="options">Whether the user named an engine.</param>
public sealed class EngineLocator(ICommandRunner commands, HostOptions options)
{
    // A socket whose daemon hangs would otherwise hold the run for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whether the user named an engine, so that no other may be taken.</summary>
    public bool Named => options.DockerHost is not null || options.DockerContext is not null;

    /// <summary>Finds one.</summary>
    /// <returns><see langword="null"/> where none answers.</returns>
    /// <exception cref="SandboxException">One answers and cannot be used (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<EngineConnection?> FindAsync(CancellationToken cancellation)
    {
        if (await ProbeAsync("docker", new Dictionary<string, string?>(StringComparer.Ordinal), isPrivate: false, cancellation) is { } users)
            return users;

        return !Named && PrivateEngineState.Read() is { } state && Directory.Exists(state.Folder)
            ? await ProbeAsync(state.Layout.Docker, state.Layout.ClientEnvironment(), isPrivate: true, cancellation)
            : null;
    }

    /// <summary>The error where none answers.</summary>
    /// <param name="stopped">Whether this checkout has a private engine that does not run.</param>
    public SandboxException Missing(bool stopped) => this switch
    {
        { Named: true } => new SandboxException(
            $"No engine answers at {(options.DockerHost is { } host ? $"DOCKER_HOST={host}" : $"DOCKER_CONTEXT={options.DockerContext}")}.",
            "docker version", ExitCodes.NoEngine),
        _ when stopped => new SandboxException(
            "The private engine of this checkout does not run.", options.CommandFor("Up"), ExitCodes.NoEngine),
        _ => new SandboxException(
            "No Docker Engine answers on this machine.", EngineInstructions.Here(), ExitCodes.NoEngine),
    };

    private async Task<EngineConnection?> ProbeAsync(
        string docker, IReadOnlyDictionary<string, string?> environment, bool isPrivate, CancellationToken cancellation)
    {
        if (await TryAsync(docker, environment, ["version", "--format", "{{json .Server}}"], cancellation) is not { ExitCode: 0 } version)
            return null;

        using var server = JsonDocument.Parse(version.Output);
        if (server.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        if (version.Output.Contains("Podman Engine", StringComparison.Ordinal))
            throw new SandboxException("Podman answers as docker; only Docker Engine is tested and known to hold.", EngineInstructions.Here(), ExitCodes.NoEngine);

        var engine = server.RootElement.GetProperty("Version").GetString() ?? "";
        var compose = await TryAsync(docker, environment, ["compose", "version", "--short"], cancellation);
        var found = compose is { ExitCode: 0 } ? compose.Output.Trim() : null;
        return EngineRequirements.Refusal(engine, found) is { } refusal
            ? throw new SandboxException(refusal, EngineInstructions.Here(), ExitCodes.NoEngine)
            : new EngineConnection(docker, environment, engine, found!, isPrivate);
    }

    private async Task<CommandResult?> TryAsync(
        string docker, IReadOnlyDictionary<string, string?> environment, string[] arguments, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await commands.TryAsync(new Command(docker, arguments) { Environment = environment }, limit.Token);
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return null; // no docker CLI: no engine by this way
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SandboxException(
                $"The engine did not answer `{docker} {string.Join(' ', arguments)}` within {Patience.TotalSeconds} s.", "docker version", ExitCodes.NoEngine);
        }
    }
}
