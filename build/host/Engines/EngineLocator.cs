using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines;

/// <summary>Finds an engine that answers: the one that the user named, a private one that runs, or the one of the docker CLI's default.</summary>
public sealed class EngineLocator(ICommandRunner commands, HostOptions options)
{
    private const int NotFound = 127; // what a shell says

    private static readonly string[] Version = ["version", "--format", "{{json .}}"];
    private static readonly string[] Compose = ["compose", "version", "--short"];
    private static readonly Dictionary<string, string?> Inherited = [];

    /// <summary>Whether the user named an engine, so that no other may be taken.</summary>
    public bool Named => options.DockerHost is not null || options.DockerContext is not null;

    /// <summary>Finds one.</summary>
    /// <returns><see langword="null"/> where none answers.</returns>
    /// <exception cref="SandboxException">One answers and cannot be used (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task<EngineConnection?> FindAsync(CancellationToken cancellation)
    {
        // The private one first: sandboxes may live in it. The user's shell says nothing about it, so a named engine goes before.
        if (!Named && PrivateEngineState.Read() is { } state && state.IsAlive() && await ProbeAsync(state, cancellation) is { } running)
        {
            return running;
        }

        var (users, answer) = await ProbeUsersAsync(cancellation);
        if (users is not null || Named)
            return users;

        return answer switch
        {
            { IsDenied: true } => throw Refuse("An engine is there, but this user may not talk to it.", EngineInstructions.Permission),
            { Context: { } context } => throw Refuse($"No engine answers at the docker context '{context}'.", "docker context ls"),
            { IsPodman: true } => throw RefusePodman(),
            _ => null,
        };
    }

    /// <summary>The error where none answers.</summary>
    /// <param name="stopped">Whether this checkout has a private engine that does not run.</param>
    public SandboxException Missing(bool stopped) => this switch
    {
        { Named: true } => Refuse(
            $"No engine answers at {(options.DockerHost is { } host ? $"DOCKER_HOST={host}" : $"DOCKER_CONTEXT={options.DockerContext}")}.",
            "docker version"),
        _ when stopped => Refuse("The private engine of this checkout does not run.", options.CommandFor("Up")),
        _ => Refuse("No Docker Engine answers on this machine.", EngineInstructions.ForEngine(EngineInstructions.Platform(), options.Script)),
    };

    private async Task<EngineConnection?> ProbeAsync(PrivateEngineState state, CancellationToken cancellation)
    {
        var (docker, environment) = (state.Layout.Docker, state.Layout.ClientEnvironment());
        if (await TryAsync(docker, environment, Version, cancellation) is not { } said)
        {
            // It runs, so sandboxes may live in it, also those of others: it is neither passed over nor started anew unasked.
            throw EngineSilence.Of(
                $"The private engine of {state.Checkout} runs (process {state.RunningDaemon()?.Id}) and does not answer.",
                $"{options.CommandFor("PrepareEngine")}, which restarts it; every sandbox in it stops");
        }

        if (EngineAnswer.Parse(said) is not { Engine: { } engine } answer)
            return null;

        var compose = state.Compose ?? Text(await TryAsync(docker, environment, Compose, cancellation));
        return Check(engine, compose, new EngineConnection(docker, environment, engine, compose ?? "", state.Checkout) { Architecture = answer.Architecture });
    }

    private async Task<(EngineConnection? Found, EngineAnswer? Answer)> ProbeUsersAsync(CancellationToken cancellation)
    {
        // Together: each takes its time, most of it to start a large program.
        var version = TryAsync("docker", Inherited, Version, cancellation);
        var plugin = TryAsync("docker", Inherited, Compose, cancellation);
        await Task.WhenAll(version, plugin);
        if (await version is not { } said)
            throw EngineSilence.Of($"The engine did not answer `docker version` within {CallLimit.Question.TotalSeconds} s.", "docker version; if that hangs too, restart the engine");

        var answer = EngineAnswer.Parse(said);
        if (answer.Engine is not { } engine)
            return (null, answer);
        if (answer.IsPodman)
            throw RefusePodman();

        var compose = Text(await plugin);
        return (Check(engine, compose, new EngineConnection("docker", Inherited, engine, compose ?? "") { Architecture = answer.Architecture }), answer);
    }

    private EngineConnection Check(string engine, string? compose, EngineConnection connection)
    {
        if (EngineRequirements.EngineRefusal(engine) is { } old)
            throw Refuse(old, EngineInstructions.ForEngine(EngineInstructions.Platform(), options.Script));

        return EngineRequirements.ComposeRefusal(compose) is { } missing
            ? throw Refuse(missing, EngineInstructions.ForCompose(EngineInstructions.Platform()))
            : connection;
    }

    private static string? Text(CommandResult? result) => result is { ExitCode: 0 } ? result.Output.Trim() : null;

    // Nothing where it did not answer in time. Without a docker CLI the result is that of a command that was not found.
    private async Task<CommandResult?> TryAsync(
        string docker, IReadOnlyDictionary<string, string?> environment, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            return await commands.TryAsync(new Command(docker, arguments) { Environment = environment, Limit = CallLimit.Question }, cancellation);
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return new CommandResult(NotFound, "", missing.Detail);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private SandboxException RefusePodman() => Refuse(
        "Podman answers as docker; only Docker Engine is tested and known to hold.",
        EngineInstructions.ForEngine(EngineInstructions.Platform(), options.Script));

    private static SandboxException Refuse(string message, string next) => new(message, next, ExitCodes.NoEngine);
}
