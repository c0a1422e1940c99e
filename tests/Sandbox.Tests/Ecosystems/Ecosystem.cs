namespace Sandbox.Tests.Ecosystems;

/// <summary>Something that an agent gets code with, as it is used.</summary>
/// <param name="Name">What the test is called.</param>
/// <param name="Preset">The preset that it needs, without the @.</param>
/// <param name="Host">A host of that preset that it asks for.</param>
/// <param name="Script">What is typed, in an empty folder.</param>
/// <param name="Expected">What the output has when it has worked.</param>
internal sealed record Ecosystem(string Name, string Preset, string Host, string Script, string Expected)
{
    /// <summary>22 for SSH.</summary>
    public int Port { get; init; } = 443;

    /// <summary>Whether it dials by itself, and so looks a name up where another asks the proxy.</summary>
    public bool Dials { get; init; }

    /// <summary>The real registry's address, where it is one; else the simulated internet plays it.</summary>
    public string? Registry { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
