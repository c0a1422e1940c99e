namespace AiSandbox.Host.Platform.Terminal;

/// <summary>Single keys that a user presses while something runs.</summary>
public interface IKeys
{
    /// <summary>Whether there is somebody to press one: a terminal on both ends.</summary>
    bool AreThere { get; }

    /// <summary>The next key that was pressed, or <see langword="null"/>. Does not wait.</summary>
    char? Take();
}
