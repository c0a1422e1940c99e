namespace AiSandbox.Guard.Configuration;

/// <summary>The guard cannot start, or cannot go on, with what it was given.</summary>
/// <param name="message">What is wrong, and where.</param>
/// <param name="cause">What it was noticed by.</param>
public sealed class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause);
