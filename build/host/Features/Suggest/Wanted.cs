using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>A host that is asked for on one port.</summary>
/// <param name="Host">The host, in the form the linter gives names.</param>
/// <param name="Port">One port.</param>
/// <param name="Why">What asks for it; becomes the comment behind the line, and is safe to print.</param>
public sealed record Wanted(string Host, AllowedPorts Port, string Why)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port.Number()}";
}
