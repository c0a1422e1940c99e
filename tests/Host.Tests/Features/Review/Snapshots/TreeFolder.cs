using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;

namespace Host.Tests.Features.Review.Snapshots;

/// <summary>A temporary folder as an agent may leave it.</summary>
internal sealed class TreeFolder : IDisposable
{
    public string Root { get; } = RealPath.Of(Directory.CreateTempSubdirectory("review ").FullName);

    public string Full(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Mode(string path, UnixFileMode mode) => File.SetUnixFileMode(Full(path), mode);

    public void Repository(string path, string config = "")
    {
        Write($"{path}/HEAD", "ref: refs/heads/main\n");
        Write($"{path}/config", config);
        Directory.CreateDirectory(Full($"{path}/objects"));
        Directory.CreateDirectory(Full($"{path}/refs"));
    }

    public Task<Snapshot> TakeAsync(ReviewLimits? limits = null) =>
        new TreeScan(new Tree(Root, TimeSpan.FromSeconds(10)), limits ?? new ReviewLimits()).TakeAsync(Root, DateTimeOffset.UnixEpoch, CancellationToken.None);

    /// <summary>What counts, as "kind path".</summary>
    public async Task<IEnumerable<string>> SeeAsync(ReviewLimits? limits = null) =>
        (await TakeAsync(limits)).Paths.Where(path => !path.IsSilent).Select(path => $"{path.Kind} {path.Path}");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
