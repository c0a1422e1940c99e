using System.Reflection;
using Cake.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The version of the program, not of the engine: its <c>Description</c> and <c>Version</c>.</summary>
internal sealed class HostVersion : IVersionResolver
{
    private const string Unknown = "Unknown";

    public string GetVersion() => Read<AssemblyDescriptionAttribute>()?.Description ?? Unknown;

    public string GetProductVersion() => Read<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;

    private static T? Read<T>()
        where T : Attribute => Assembly.GetEntryAssembly()?.GetCustomAttribute<T>();
}
