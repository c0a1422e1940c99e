using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>What is known before the requirements are looked at one by one.</summary>
/// <param name="Options">Which sandbox, and how the user calls the host.</param>
public sealed record DoctorScope(HostOptions Options)
{
    /// <summary>What the engine says of itself; <see langword="null"/> where none can be used.</summary>
    public EngineInfo? Engine { get; init; }

    /// <summary>Why no engine can be used; <see langword="null"/> where one can.</summary>
    public SandboxException? EngineTrouble { get; init; }

    /// <summary>The sandbox's containers by service; those that are missing are not in it.</summary>
    public IReadOnlyDictionary<string, ContainerState> Containers { get; init; } =
        new Dictionary<string, ContainerState>(StringComparer.Ordinal);

    /// <summary>Whether a container of the sandbox runs.</summary>
    public bool IsUp => Containers.Values.Any(container => container.IsRunning);

    /// <summary>Whether nothing can be asked from within a container: it does not run, or does not answer.</summary>
    public bool IsMute(string service) => !(Containers.TryGetValue(service, out var seen) && seen is { IsRunning: true, Trouble: null });

    /// <summary>Why something cannot be looked at; <see langword="null"/> where it can.</summary>
    public string? Obstacle(Needs needs) => needs switch
    {
        Needs.Engine or Needs.Sandbox when Engine is null => "no engine can be used",
        Needs.Sandbox when !IsUp => "the sandbox is not up",
        _ => null,
    };
}
