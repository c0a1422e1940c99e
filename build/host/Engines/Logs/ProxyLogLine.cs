using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>A line of the proxy's log.</summary>
/// <param name="Text">The line as it came.</param>
/// <param name="Event">What it says, or <see langword="null"/> where it cannot be read.</param>
public sealed record ProxyLogLine(string Text, ProxyEvent? Event)
{
    /// <summary>Reads a line.</summary>
    public static ProxyLogLine Read(string text) => new(text, ProxyEventParser.Parse(text));
}
