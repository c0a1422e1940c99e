namespace AiSandbox.Host.Services.Allowlists;

/// <summary>Something that makes an allowlist invalid.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Why">What is wrong.</param>
/// <param name="Instead">What to write instead, where that is known.</param>
public sealed record AllowlistFinding(int Line, int Column, string Why, string? Instead = null)
{
    /// <summary>The finding as editors and people read it.</summary>
    public string Describe(string file) =>
        $"{file}:{Line}:{Column}: {Why}{(Instead is null ? "" : $" Write: {Instead}")}";
}
