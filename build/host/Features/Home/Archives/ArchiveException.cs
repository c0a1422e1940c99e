namespace AiSandbox.Host.Features.Home.Archives;

/// <summary>An archive that is broken, or that holds what no backup holds.</summary>
public sealed class ArchiveException(string message) : Exception(message);
