using AiSandbox.Policy;

namespace AiSandbox.Host.Platform;

/// <summary>A command line that cannot be carried out. Nothing has run; the exit code is 2.</summary>
/// <param name="message">What is wrong, with the nearest known spelling where there is one.</param>
public sealed class UsageException(string message) : Exception(SafeText.Lines(message));
