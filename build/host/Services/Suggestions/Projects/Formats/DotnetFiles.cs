using System.Text.Json;
using System.Xml;

namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of NuGet and MSBuild.</summary>
internal static class DotnetFiles
{
    private const string Registry = "dotnet";

    private static readonly string[] Packages = ["PackageReference", "GlobalPackageReference", "PackageVersion"];
    private static readonly string[] Sources = ["RestoreSources", "RestoreAdditionalProjectSources"];

    /// <summary>A project: packages, and sources of its own.</summary>
    public static void Project(string text, ProjectNeeds needs)
    {
        var isSources = false;
        using var xml = SafeXml.Read(text);
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                isSources = xml.NodeType == XmlNodeType.Element && Sources.Contains(xml.LocalName, StringComparer.Ordinal);
            if (xml.NodeType == XmlNodeType.Element && Packages.Contains(xml.LocalName, StringComparer.Ordinal))
                needs.Preset(Registry);
            if (!isSources || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                continue;
            foreach (var source in xml.Value.Split(';', StringSplitOptions.RemoveEmptyEntries))
                needs.Address(source);
        }
    }

    /// <summary>packages.lock.json: which packages, and not from where.</summary>
    public static void Lock(string text, ProjectNeeds needs)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("dependencies", out var frameworks)
            || frameworks.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("no dependencies");
        }

        if (frameworks.EnumerateObject().Any(one =>
            one.Value.ValueKind == JsonValueKind.Object && one.Value.EnumerateObject().Any()))
            needs.Preset(Registry);
    }

    /// <summary>nuget.config: other sources, in place of nuget.org where it clears the list.</summary>
    public static void Config(string text, ProjectNeeds needs)
    {
        var (inSources, isCleared) = (false, false);
        using var xml = SafeXml.Read(text);
        while (xml.Read())
        {
            if (xml.LocalName == "packageSources")
                inSources = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (!inSources || xml.NodeType != XmlNodeType.Element)
                continue;

            isCleared |= xml.LocalName == "clear";
            if (xml.LocalName == "add" && xml.GetAttribute("value") is { } source)
                needs.Address(source);
        }

        if (!isCleared)
            needs.Preset(Registry);
    }
}
