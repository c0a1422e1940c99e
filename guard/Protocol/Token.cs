using System.Buffers;

namespace AiSandbox.Guard.Protocol;

/// <summary>HTTP's tokens: methods and the names of header fields.</summary>
public static class Token
{
    private static readonly SearchValues<byte> Characters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether a text is one.</summary>
    /// <param name="text">The text.</param>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);
}
