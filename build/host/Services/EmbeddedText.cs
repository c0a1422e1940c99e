namespace AiSandbox.Host.Services;

/// <summary>Scripts that are compiled into the host and run inside of containers.</summary>
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
