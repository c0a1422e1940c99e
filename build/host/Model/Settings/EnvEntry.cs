namespace AiSandbox.Host.Model.Settings;

/// <summary>One <c>NAME=VALUE</c> line of an env file. Shown without its value, which may be a secret.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, unquoted.</param>
/// <param name="Line">The line it stands on, from 1.</param>
public sealed record EnvEntry(string Name, string Value, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} (line {Line})";
}
