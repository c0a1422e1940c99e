namespace Cake.Frosting;

/// <summary>A host is put together wrongly, or was asked for something that does not exist.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What happened and why.</param>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    /// <param name="message">What happened and why.</param>
    /// <param name="innerException">The cause.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
