using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model;

/// <summary>What is rendered and read in the containers by users that are not its owner: those of guard, proxy and gateway, and an editor's.</summary>
public static class SharedFolders
{
    /// <summary>The folders that are there.</summary>
    /// <param name="config">The folder with what is rendered.</param>
    public static IReadOnlyList<string> In(string config) =>
        [.. new[] { "proxy", "allowed", Path.Combine("upstream", "proxy"), "certificates" }.Select(folder => Path.Combine(config, folder)).Where(FileStore.HasFolder)];

    /// <summary>Lets every user read them, whatever umask or an owner's <c>chmod</c> made of them since they were rendered.</summary>
    public static void Open(string config)
    {
        foreach (var folder in In(config))
            FileStore.OpenFolder(folder);
        ResolverFile.Write(config);
    }
}
