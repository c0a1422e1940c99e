namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>An archive that is broken, or that holds what no backup holds.</summary>
/// <param name="message">What is wrong with it, as the end of a sentence.</param>
public sealed class ArchiveException(string message) : Exception(message);
