using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Doctor;

/// <summary>A container as the engine shows it.</summary>
/// <param name="State">running, exited, created …</param>
/// <param name="Health">healthy, unhealthy or starting.</param>
/// <param name="Runtime">The OCI runtime.</param>
/// <param name="Networks">The networks it is on, by name; a container in another's namespace is on none.</param>
public sealed record SeenContainer(string State, string Health, string Runtime, IReadOnlyList<string> Networks)
{
    /// <summary>How <c>docker container inspect</c> is asked.</summary>
    public const string Format =
        "{{.Name}}|{{.State.Status}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.HostConfig.Runtime}}|{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}";

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => State is "running";

    /// <summary>Reads the answer: one line a container.</summary>
    public static IReadOnlyDictionary<string, SeenContainer> Parse(SandboxName name, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('|')).ToList();
        return SandboxStack.Services
            .Select(service => (service, parts: lines.Find(parts => parts is [var found, _, _, _, _] && found == $"/{SandboxStack.Container(name, service)}")))
            .Where(pair => pair.parts is not null)
            .ToDictionary(
                pair => pair.service,
                pair => new SeenContainer(pair.parts![1], pair.parts[2], pair.parts[3], pair.parts[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                StringComparer.Ordinal);
    }
}
