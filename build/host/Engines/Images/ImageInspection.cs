using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Verification.Proofs;

namespace AiSandbox.Host.Engines.Images;

/// <summary>Looks at the images of a sandbox, all with one question.</summary>
public sealed class ImageInspection(DockerCli docker)
{
    /// <summary>What an image builds on, among the images of a sandbox.</summary>
    public const string Base = "base";

    /// <summary>The images that are built, by service; and what they build on.</summary>
    public async Task<IReadOnlyDictionary<string, BuiltImage>> ReadAsync(SandboxName name, CancellationToken cancellation)
    {
        // It ends with 1 where one is missing, and tells of the others all the same.
        var seen = await docker.TryAsync(
            [
                "image", "inspect", "--format",
                "{{json .RepoTags}}|{{.Created}}|{{index .Config.Labels \"" + SandboxLabels.Packages + "\"}}|{{.Id}}|{{json .RootFS.Layers}}{{json .Config}}",
                BaseImage.Tag,
                .. SandboxImages.Own.Select(service => $"{name}-{service}"),
            ],
            cancellation);

        return Parse(name.Value, seen.Output);
    }

    /// <summary>Reads the answer.</summary>
    internal static IReadOnlyDictionary<string, BuiltImage> Parse(string name, string output)
    {
        var images = new Dictionary<string, BuiltImage>(StringComparer.Ordinal);
        foreach (var parts in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 5)))
        {
            var image = new BuiltImage(
                DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture), PackageDay.Parse(parts[2]), EffectiveConfiguration.HashOf(parts[4]), parts[3], parts[0]);
            if (parts[0].Contains($"\"{BaseImage.Tag}\"", StringComparison.Ordinal))
                images[Base] = image;
            foreach (var service in SandboxImages.Own.Where(service => parts[0].Contains($"\"{name}-{service}:latest\"", StringComparison.Ordinal)))
                images[service] = image;
        }

        return images;
    }
}

/// <summary>An image that is there.</summary>
/// <param name="Created">When it was made.</param>
/// <param name="Packages">The day that its packages are of: younger layers may lie on older ones out of the cache.</param>
/// <param name="Content">
/// A hash of its layers and its configuration. Not its id: some engines put the time of a build into it, although nothing
/// else is new.
/// </param>
/// <param name="Id">The engine's id.</param>
/// <param name="Tags">All names that it has, as JSON.</param>
public sealed record BuiltImage(DateTimeOffset Created, DateOnly? Packages, string Content, string Id = "", string Tags = "")
{
    /// <summary>Whether it has a name.</summary>
    public bool Has(string tag) => Tags.Contains($"\"{tag}\"", StringComparison.Ordinal);
}
