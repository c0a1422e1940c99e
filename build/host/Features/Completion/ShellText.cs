namespace AiSandbox.Host.Features.Completion;

/// <summary>A description as a shell reads it between single quotes.</summary>
internal static class ShellText
{
    /// <summary>The text between its quotes.</summary>
    /// <param name="shell">One of <see cref="CompletionScript.Shells"/>.</param>
    /// <param name="text">One line.</param>
    public static string Quoted(string shell, string text) => shell switch
    {
        "powershell" => Quote(text, "''"),
        "fish" => Quote(text.Replace("\\", "\\\\", StringComparison.Ordinal), "\\'"),
        // In zsh a description is a part of a specification, where these three mean something.
        "zsh" => Quote(text.Replace(":", "\\:", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal), "'\\''"),
        _ => Quote(text, "'\\''"),
    };

    private static string Quote(string text, string quote) => $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
}
