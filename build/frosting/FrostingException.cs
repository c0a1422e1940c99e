namespace Cake.Frosting;

/// <summary>A host is put together wrongly, or was asked for something that does not exist.</summary>
/// <param name="message">What happened and why.</param>
public sealed class FrostingException(string message) : Exception(message);
