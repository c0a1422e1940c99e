namespace AiSandbox.Host.Engines.Containers;

/// <summary>Which of the containers run that a list is in force in.</summary>
/// <param name="Proxy">Whether the proxy runs.</param>
/// <param name="Guard">Whether the guard runs.</param>
/// <param name="Gate">Whether the gate runs.</param>
/// <param name="Trouble">Why nobody could be asked; <see langword="null"/> where the engine answered, or there is none.</param>
public sealed record RunningParts(bool Proxy, bool Guard, bool Gate, string? Trouble = null)
{
    /// <summary>Whether there is anything to reload. What does not run reads the lists when it starts.</summary>
    public bool Any => Proxy || Guard || Gate;
}
