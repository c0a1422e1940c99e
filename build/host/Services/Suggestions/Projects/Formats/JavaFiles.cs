using System.Xml;

namespace AiSandbox.Host.Services.Suggestions.Projects.Formats;

/// <summary>The files of Maven, Gradle and sbt.</summary>
internal static class JavaFiles
{
    private const string Registry = "java";
    private const string Plugins = "gradle";
    // From the inside out. Not those of distributionManagement, which are for publishing.
    private static readonly string[] Repositories =
        ["url/repository/repositories", "url/pluginRepository/pluginRepositories"];

    private const string DistributionUrl = "distributionUrl";

    /// <summary>pom.xml: dependencies and plugins are Central's, repositories of its own are added.</summary>
    public static void Pom(string text, ProjectNeeds needs)
    {
        var path = new Stack<string>();
        using var xml = SafeXml.Read(text);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
                path.Pop();
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA
                && Repositories.Contains(string.Join('/', path.Take(3)), StringComparer.Ordinal))
            {
                needs.Address(xml.Value);
            }

            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName is "dependency" or "plugin" or "parent")
                needs.Preset(Registry);
            if (!xml.IsEmptyElement)
                path.Push(xml.LocalName);
        }
    }

    /// <summary>build.gradle and settings.gradle, in Groovy and Kotlin.</summary>
    public static void Gradle(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text, "//"))
        {
            if (Has(line, "mavenCentral()"))
                needs.Preset(Registry);
            if (Has(line, "gradlePluginPortal()") || line.StartsWith("plugins {", StringComparison.Ordinal))
                needs.Preset(Plugins);

            // https://docs.gradle.org/current/userguide/supported_repository_types.html: Google's Maven repository.
            if (Has(line, "google()"))
                needs.Address("https://dl.google.com/dl/android/maven2/");
            if (!Has(line, "url") && !Has(line, "maven"))
                continue;
            foreach (var address in TextLines.Quoted(line).Where(quoted => Has(quoted, "://")))
                needs.Address(address);
        }
    }

    /// <summary>gradle-wrapper.properties: where Gradle itself comes from.</summary>
    public static void GradleWrapper(string text, ProjectNeeds needs)
    {
        foreach (var line in TextLines.Of(text).Where(line => line.StartsWith(DistributionUrl, StringComparison.Ordinal)))
            needs.Address(line[DistributionUrl.Length..].TrimStart(' ', '=', ':').Replace(@"\", "", StringComparison.Ordinal));
    }

    /// <summary>build.sbt: Central, and resolvers of its own: <c>"name" at "https://…"</c>.</summary>
    public static void Sbt(string text, ProjectNeeds needs)
    {
        needs.Preset(Registry);
        foreach (var line in TextLines.Of(text, "//").Where(line => Has(line, " at \"")))
        {
            foreach (var address in TextLines.Quoted(line).Where(quoted => Has(quoted, "://")))
                needs.Address(address);
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
