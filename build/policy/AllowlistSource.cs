namespace AiSandbox.Policy;

/// <summary>One file of the allowlist.</summary>
/// <param name="File">Its name in messages.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record AllowlistSource(string File, ReadOnlyMemory<byte> Bytes);
