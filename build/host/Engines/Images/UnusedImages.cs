using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Images;

/// <summary>Images that sandboxes shared and that none has any more.</summary>
public sealed class UnusedImages(DockerCli docker)
{
    /// <summary>Takes the tags off images that no sandbox has any more, so that those go.</summary>
    public async Task PruneAsync(CancellationToken cancellation)
    {
        var listed = await docker.RunAsync(
            ["image", "ls", "--no-trunc", "--filter", $"label={SandboxLabels.Image}", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"], cancellation);
        foreach (var tag in Of(listed.Output))
            await docker.TryAsync(["image", "rm", tag], cancellation); // a container may run from it still: then it goes the next time
    }

    /// <summary>The tags of images that have no other name.</summary>
    /// <param name="listed">A line an image and name: its id, its name.</param>
    internal static IReadOnlyList<string> Of(string listed) =>
        [.. listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ', 2))
            .Where(line => line.Length is 2).GroupBy(line => line[0], line => line[1], StringComparer.Ordinal)
            .Where(names => names.All(ImageInputs.IsTag)).SelectMany(names => names)];
}
