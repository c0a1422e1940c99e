namespace AiSandbox.Host.Platform;

/// <summary>What is compiled into the host: scripts that run inside of containers, and data.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of a resource, with line feeds alone: a shell takes a carriage return for a part of the word.</summary>
    /// <param name="name">Its logical name in the project file.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
