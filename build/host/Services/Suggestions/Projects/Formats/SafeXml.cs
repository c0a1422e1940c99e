using System.Xml;

namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>Reads XML without document types, entities and anything from outside.</summary>
internal static class SafeXml
{
    /// <summary>A reader over a text.</summary>
    public static XmlReader Read(string text) => XmlReader.Create(new StringReader(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });
}
