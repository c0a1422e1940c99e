namespace AiSandbox.Guard.Configuration;

/// <summary>The guard cannot start, or cannot go on, with what it was given.</summary>
public sealed class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause);
