namespace AiSandbox.Host.Platform.Files.Trees;

/// <summary>What a name in a tree stands for; no link is followed to find out.</summary>
public enum TreeEntryType
{
    /// <summary>A plain file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Special,

    /// <summary>A name that the system lists and cannot look up, such as one that is no text.</summary>
    Unknown,
}

/// <summary>One name in a folder of a tree, as it was when the folder was listed.</summary>
/// <param name="Path">The path below the tree's root, with slashes.</param>
/// <param name="Type">What it is.</param>
/// <param name="Mode">Its permissions; none on Windows.</param>
/// <param name="Length">The length of a file in bytes.</param>
/// <param name="Target">Where a link points to, as it is written.</param>
public sealed record TreeEntry(string Path, TreeEntryType Type, UnixFileMode Mode, long Length, string? Target)
{
    /// <summary>The last part of the path.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];
}
