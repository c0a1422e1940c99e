using System.Globalization;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Logs;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>The containers of a sandbox, each asked for itself: one that does not answer hides no other.</summary>
/// <param name="docker">The engine.</param>
/// <param name="pulse">Whether a running one answers.</param>
public sealed class ContainerStates(DockerCli docker, ContainerPulse pulse)
{
    /// <summary>Looks.</summary>
    /// <returns>Those that are there, by service.</returns>
    public async Task<IReadOnlyDictionary<string, ContainerState>> ReadAsync(SandboxName name, CancellationToken cancellation)
    {
        var states = await Task.WhenAll(SandboxStack.Services.Select(async service => (service, state: await ReadAsync(name, service, cancellation))));
        return states.Where(pair => pair.state is not null).ToDictionary(pair => pair.service, pair => pair.state!, StringComparer.Ordinal);
    }

    private async Task<ContainerState?> ReadAsync(SandboxName name, string service, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, service);
        var looking = pulse.LookAsync(container, service, CallLimit.Question, cancellation);
        var seen = await docker.AskAsync(["container", "inspect", "--format", ContainerState.Format, container], cancellation);
        var trouble = await looking;
        if (seen is null)
            return new ContainerState("running", "", "", [], 0, DateTimeOffset.MinValue) { Trouble = trouble ?? new("does not answer the engine", "restart the engine") };
        if (seen.ExitCode != 0)
            return null;

        var state = ContainerState.Parse(seen.Output);
        return state with
        {
            Trouble = state.IsRunning ? trouble : null,
            LastWords = state.IsWell || trouble is not null ? null : await LastWordsAsync(container, cancellation),
        };
    }

    private async Task<string?> LastWordsAsync(string container, CancellationToken cancellation)
    {
        var log = await docker.AskAsync(["logs", "--tail", "1", container], cancellation);
        return log is null || (log.Error + log.Output).Trim() is not { Length: > 0 } said ? null : SafeText.Of(said.Split('\n')[^1]);
    }
}

/// <summary>A container as the engine shows it.</summary>
/// <param name="State">running, exited, restarting, paused …</param>
/// <param name="Health">healthy, unhealthy or starting.</param>
/// <param name="Runtime">The OCI runtime.</param>
/// <param name="Networks">The networks it is on, by name; a container in another's namespace is on none.</param>
/// <param name="ExitCode">What it ended with last.</param>
/// <param name="Started">When it was started last.</param>
public sealed record ContainerState(
    string State, string Health, string Runtime, IReadOnlyList<string> Networks, int ExitCode, DateTimeOffset Started)
{
    /// <summary>How <c>docker container inspect</c> is asked.</summary>
    public const string Format =
        "{{.State.Status}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.HostConfig.Runtime}}|{{.State.ExitCode}}|{{.State.StartedAt}}"
        + "|{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}";

    /// <summary>Why it is of no use although it runs; <see langword="null"/> where it is of use, or does not run.</summary>
    public ContainerTrouble? Trouble { get; init; }

    /// <summary>The last line that it printed, safe to show, where something is wrong with it.</summary>
    public string? LastWords { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => State is "running";

    /// <summary>Whether it does what it should, or was stopped.</summary>
    /// <remarks>The gate ends with 1 when it is stopped: it has given up the right to signal its own processes.</remarks>
    public bool IsWell => State switch
    {
        "running" => Health is "healthy" or "",
        "exited" or "created" => ExitCode is 0 or 1 or 137 or 143,
        _ => false,
    };

    /// <summary>Reads the answer.</summary>
    public static ContainerState Parse(string line)
    {
        var parts = line.Trim().Split('|');
        return new ContainerState(
            parts[0], parts[1], parts[2], parts[5].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            int.Parse(parts[3], CultureInfo.InvariantCulture), DateTimeOffset.Parse(parts[4], CultureInfo.InvariantCulture));
    }

    /// <summary>What it does, in a few words.</summary>
    public override string ToString()
    {
        var what = this switch
        {
            { Trouble: { } trouble } => trouble.What,
            { IsRunning: true } => Health.Length > 0 ? $"running, {Health}" : "running",
            { State: "exited", IsWell: false } => $"exited with {ExitCode}",
            _ => State,
        };
        return LastWords is null ? what : $"{what}; it said last: {LastWords}";
    }
}
