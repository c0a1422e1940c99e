using System.Formats.Tar;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>A file in a container, as the engine copies it out: a stopped container has it as well, and nothing of the agent's runs for it.</summary>
internal static class ContainerFile
{
    /// <summary>Its bytes; <see langword="null"/> where it is not there, is no plain file, or is longer than that.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="container">The container.</param>
    /// <param name="path">An absolute path in it.</param>
    /// <param name="most">How many bytes may be read: an agent decides how long it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<byte[]?> ReadAsync(DockerCli docker, string container, string path, int most, CancellationToken cancellation)
    {
        using var archive = new MemoryStream();
        try
        {
            var copied = await docker.PipeAsync(["cp", $"{container}:{path}", "-"], null, archive, cancellation, most);
            archive.Position = 0;
            await using var tar = new TarReader(archive, leaveOpen: true);
            if (copied.ExitCode != 0 || await tar.GetNextEntryAsync(cancellationToken: cancellation) is not { EntryType: TarEntryType.RegularFile, DataStream: { } data })
                return null;

            var bytes = new byte[data.Length];
            await data.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
