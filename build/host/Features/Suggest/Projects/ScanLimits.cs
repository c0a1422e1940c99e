namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>How much of a tree is read: what lies there was written by an agent.</summary>
/// <param name="Depth">Folders below the first.</param>
/// <param name="Entries">Files and folders that are looked at.</param>
/// <param name="Files">Lockfiles and manifests that are read.</param>
/// <param name="FileBytes">The longest file.</param>
/// <param name="TomlBytes">The longest TOML file: a million keys take seconds.</param>
/// <param name="TotalBytes">All files together.</param>
/// <param name="Hosts">Hosts that are kept, and skipped files that are named.</param>
/// <param name="Open">How long a file may take to be opened and read: a pipe never ends.</param>
public sealed record ScanLimits(
    int Depth = 12,
    int Entries = 200_000,
    int Files = 2_000,
    int FileBytes = 16 << 20,
    int TomlBytes = 4 << 20,
    long TotalBytes = 256 << 20,
    int Hosts = 200,
    TimeSpan? Open = null)
{
    /// <summary>How long a file may take.</summary>
    public TimeSpan Patience => Open ?? TimeSpan.FromSeconds(10);
}
