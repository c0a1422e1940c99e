namespace AiSandbox.Host.Platform.Terminal;

/// <inheritdoc cref="IKeys"/>
public sealed class ConsoleKeys : IKeys
{
    /// <inheritdoc/>
    public bool AreThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public char? Take() => Console.KeyAvailable ? Console.ReadKey(intercept: true).KeyChar : null;
}
