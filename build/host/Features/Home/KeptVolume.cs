using AiSandbox.Host.Cli;

namespace AiSandbox.Host.Features.Home;

/// <summary>What is kept of a sandbox: its home, or the data of a service.</summary>
/// <param name="Sandbox">The sandbox.</param>
/// <param name="Service">The service; <see langword="null"/> for the home.</param>
public sealed record KeptVolume(SandboxName Sandbox, string? Service = null)
{
    private const string Packed = ".tar.gz";

    /// <summary>The service whose container has it.</summary>
    public string Owner => Service ?? "workspace";

    /// <summary>What the compose file calls it.</summary>
    public string Key => Service is null ? Owner : $"service-{Service}";

    /// <summary>What the engine calls it.</summary>
    public string Name => $"{Sandbox}_{Key}";

    /// <summary>Its backup, where that of the home has a place: <c>mine.tar.gz</c>, and beside it <c>mine.db.tar.gz</c>.</summary>
    public string FileBeside(string home) => Service is null ? home
        : home.EndsWith(Packed, StringComparison.Ordinal) ? $"{home[..^Packed.Length]}.{Service}{Packed}" : $"{home}.{Service}";

    /// <inheritdoc/>
    public override string ToString() => Service is null ? $"The home of sandbox {Sandbox}" : $"The data of {Service} of sandbox {Sandbox}";
}
