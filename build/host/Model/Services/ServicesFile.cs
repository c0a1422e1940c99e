using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Model.Services;

/// <summary>The services of a sandbox: <c>services.yaml</c>, and what is rendered of it.</summary>
public sealed class ServicesFile(Checkout checkout, MountedFolders mounted, ConfigRenderer renderer)
{
    private const int Most = 8;

    // What compose.yaml has, what the private network and Verify know by a name, and the machine itself.
    private static readonly string[] Taken = ["workspace", "gate", "guard", "proxy", "squid", "keys", "gateway", "internet", "localhost"];

    /// <summary>Reads them.</summary>
    /// <returns>None where there is no file.</returns>
    /// <exception cref="SandboxException">It asks for what a service does not get: each problem with its line.</exception>
    public IReadOnlyList<Service> Read()
    {
        if (FileStore.Read(checkout.Services) is not { } text)
            return [];

        var problems = new List<CatalogueProblem>();
        var name = checkout.Show("services.yaml");
        var services = YamlFile.Root(name, text, problems) is { } root
            ? new StrictYaml(name, problems, (_, words) => words).Read<Content>(root).Services.Select(one => one.Value with { Name = one.Key }).ToList()
            : [];
        if (services.Count > Most)
            problems.Add(new CatalogueProblem(services[Most].Origin, $"There are more than {Most} services."));
        problems.AddRange(services.SelectMany(service => Wrong(service).Select(reason => new CatalogueProblem(service.Origin, reason))));
        if (mounted.Through(checkout.Services) is { } own)
            problems.Add(new CatalogueProblem(new Origin(name, 1), $"It lies in {own}, which is mounted into a sandbox: its agent can write there."));

        return problems.Count == 0
            ? [.. services.Select(service => service.Build.Length == 0 ? service : service with { Image = ImageOf(service) })]
            : throw new SandboxException(new CatalogueException("The services are not valid", problems).Message, "docs/services.md says what a service can have", ExitCodes.Usage);
    }

    /// <summary>What is added to compose.yaml; <see langword="null"/> for no service.</summary>
    public string? Compose(IReadOnlyList<Service> services) => services.Count == 0 ? null : renderer.Render("compose.services.yaml.sbn", new
    {
        Services = services.Select(service => new
        {
            service.Name,
            service.Image,
            service.Build,
            Entrypoint = service.Entrypoint.Count == 0 ? "" : Quoted(service.Entrypoint),
            Command = service.Command.Count == 0 ? "" : Quoted(service.Command),
            Environment = service.Environment.Count == 0 ? "" : Quoted(service.Environment),
            service.Volume,
            Memory = service.MemoryBytes,
            Shared = service.MemoryBytes / 4,
            service.Processes,
        }),
        Volumes = services.Where(service => service.Volume.Length > 0).Select(service => new { service.Name }).ToList(),
    });

    /// <summary>Renders what compose.yaml is given besides, and the names that the gate answers.</summary>
    public void Render(Sandbox sandbox)
    {
        if (Compose(sandbox.Services) is { } text)
            FileStore.Write(checkout.ServicesCompose, text, FileStore.Private); // there may be a password in it
        else
            FileStore.Remove(checkout.ServicesCompose);
        if (sandbox.Services.Count > 0)
            FileStore.Write(NamesIn(sandbox.Config), Names(sandbox.Services));
        else
            FileStore.Remove(NamesIn(sandbox.Config));
    }

    /// <summary>The file with the names that the gate answers.</summary>
    public static string NamesIn(string config) => Path.Combine(config, "proxy", "service-names");

    /// <summary>Its text, a name a line.</summary>
    public static string Names(IEnumerable<Service> services) => string.Concat(services.Select(service => $"{service.Name}\n"));

    private IEnumerable<string> Wrong(Service service)
    {
        if (Taken.Contains(service.Name, StringComparer.Ordinal))
            yield return $"'{service.Name}' is the name of something else in a sandbox. Choose another.";
        if (service.Image.Length + service.Build.Length == 0)
            yield return "'image' or 'build' is empty.";
        if (service.Build.Length == 0)
            yield break;

        // A build runs in the engine, with the engine's network and outside of the wall: what it runs has to be the user's own.
        var file = Path.Combine(checkout.Root, service.Build, "Dockerfile");
        if (mounted.Through(file) is { } folder)
            yield return $"'build: {service.Build}' leads through {folder}, which is mounted into a sandbox. What a Dockerfile runs is behind no filter, so its agent must not write it: copy it elsewhere in the checkout.";
        else if (FileStore.Read(file) is null)
            yield return $"'build: {service.Build}': there is no {service.Build}/Dockerfile in the checkout.";
    }

    private string ImageOf(Service service) =>
        $"{Service.Project}-service-{service.Name}:{FileStore.HashOfTree(Path.Combine(checkout.Root, service.Build))[..12]}";

    // JSON is YAML; a $ would be Compose's.
    private static string Quoted<T>(T value) => JsonSerializer.Serialize(value).Replace("$", "$$", StringComparison.Ordinal);

    [Description("services.yaml")]
    private sealed record Content
    {
        [Required]
        [RegularExpression("[a-z]([a-z0-9-]{0,30}[a-z0-9])?", ErrorMessage = "'{0}' is not a name for a service: lower-case letters, digits and dashes, a letter first.")]
        public IReadOnlyDictionary<string, Service> Services { get; init; } = new Dictionary<string, Service>(StringComparer.Ordinal);
    }
}
