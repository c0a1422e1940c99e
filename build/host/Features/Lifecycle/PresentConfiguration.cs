using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Verification.Proofs;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Reads the effective configuration as it is now, with one question to the engine besides that for images.</summary>
public sealed class PresentConfiguration(DockerCli docker, ImageInspection images, Checkout checkout)
{
    /// <summary>The policy among the parts.</summary>
    public const string SquidConf = "squid.conf";

    // The lists are left out, and the names of services: Verify tries the policy with its own.
    private const string Lists = "allowed-";

    // What runs the containers; the rest of what an engine names are its other programs.
    private static readonly string[] OtherPrograms = ["Engine", "containerd", "docker-init"];

    /// <summary>Reads it.</summary>
    /// <param name="name">The sandbox.</param>
    /// <param name="runtime">The OCI runtime that its workspace asks for; <see langword="null"/> for the engine's own.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<EffectiveConfiguration> ReadAsync(SandboxName name, string? runtime, CancellationToken cancellation)
    {
        var parts = new Dictionary<string, string>(Files(checkout), StringComparer.Ordinal);
        var found = await images.ReadAsync(name, cancellation);
        foreach (var service in SandboxImages.Own)
            parts[$"the {service} image"] = found.TryGetValue(service, out var image) ? image.Content : "not built";

        var programs = (await docker.RunAsync(
                ["version", "--format", "{{range .Server.Components}}{{.Name}} {{.Version}}\n{{end}}"], cancellation)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        parts["the engine"] = programs.FirstOrDefault(program => program.StartsWith("Engine ", StringComparison.Ordinal)) ?? "unknown";
        parts["the OCI runtime"] = Runtime(runtime, programs);

        return new EffectiveConfiguration(parts);
    }

    /// <summary>The SHA-256 of a policy: the addresses of this machine come and go, and the rules stay.</summary>
    public static string PolicyOf(string text) => EffectiveConfiguration.HashOf(OwnAddresses.Without(text));

    /// <summary>The parts that are files of the checkout.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Files(Checkout checkout)
    {
        foreach (var path in In(Path.Combine(checkout.Configs, "proxy")))
        {
            if (!Path.GetFileName(path).StartsWith(Lists, StringComparison.Ordinal) && path != ServicesFile.NamesIn(checkout.Configs))
                yield return new(Path.GetFileName(path), PolicyOf(File.ReadAllText(path)));
        }

        yield return new("compose.yaml", EffectiveConfiguration.HashOf(File.ReadAllText(checkout.Compose)));
        yield return new("the cases", All(
            [Path.Combine(checkout.Root, "build", "verification", "compose.verify.yaml"), .. In(checkout.Cases)]));
        if (In(checkout.OwnCases) is { Count: > 0 } own)
            yield return new("your own cases", All(own));
    }

    /// <summary>The runtime: its name where it is not the engine's own, and what the engine has.</summary>
    internal static string Runtime(string? name, IEnumerable<string> programs) => string.Join(
        ", ",
        programs.Where(program => !OtherPrograms.Contains(program.Split(' ')[0], StringComparer.Ordinal))
            .Prepend(name is null or "runc" ? "runc" : name));

    private static string All(IEnumerable<string> paths) => EffectiveConfiguration.HashOf(
        string.Concat(paths.Select(path => $"{Path.GetFileName(path)}\n{File.ReadAllText(path)}\n")));

    private static List<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];
}
