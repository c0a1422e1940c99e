using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model;

/// <summary>The lists as they lie in the folder that guard and proxy read: <c>configs/proxy/allowed-*</c>.</summary>
public static class ProxyListFiles
{
    /// <summary>The lists that were rendered last; <see langword="null"/> where there are none yet.</summary>
    /// <param name="config">The folder with what is rendered.</param>
    public static ProxyLists? Read(string config)
    {
        var texts = ProxyLists.Of(AllowedSites.Nothing).Files.Keys
            .Select(file => Path.Combine(config, "proxy", file))
            .Where(File.Exists)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

        return ProxyLists.Of(texts);
    }

    /// <summary>
    /// Writes the lists, each file atomically, and the copy of them that the workspace reads: <c>configs/allowed</c>.
    /// </summary>
    /// <param name="config">The folder with what is rendered.</param>
    /// <param name="lists">The lists.</param>
    public static void Write(string config, ProxyLists lists)
    {
        foreach (var (file, text) in lists.Files)
            FileStore.Write(Path.Combine(config, "proxy", file), text);
        FileStore.Write(Path.Combine(config, "allowed", "443"), lists.Https);
        FileStore.Write(Path.Combine(config, "allowed", "22"), lists.Ssh);
        SharedFolders.Open(config); // what is not written anew is read again with the lists
    }
}
