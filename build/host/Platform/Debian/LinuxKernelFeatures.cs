using System.IO.Compression;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>What this machine's kernel can do, read from what it shows of itself.</summary>
public static class LinuxKernelFeatures
{
    private const string Module = "nf_tables";

    /// <summary>Whether it has nf_tables; <see langword="null"/> where nothing at hand says so or says otherwise.</summary>
    /// <param name="release">The release of the kernel in question: another one than this machine's is not at hand.</param>
    public static bool? HasNfTables(string release)
    {
        if (!OperatingSystem.IsLinux() || ReadRelease() != release)
            return null;
        if (Directory.Exists($"/sys/module/{Module}"))
            return true;
        if (ReadConfig() is { } config)
            return config.Contains("CONFIG_NF_TABLES_INET=y", StringComparison.Ordinal) || config.Contains("CONFIG_NF_TABLES=m", StringComparison.Ordinal);

        string[] lists = [$"/lib/modules/{release}/modules.builtin", $"/lib/modules/{release}/modules.dep"];
        return lists.Any(File.Exists)
            ? lists.Where(File.Exists).Any(list => File.ReadAllText(list).Contains($"/{Module}.ko", StringComparison.Ordinal))
            : null;
    }

    private static string? ReadRelease() =>
        File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : null;

    private static string? ReadConfig()
    {
        if (!File.Exists("/proc/config.gz"))
            return null;

        using var reader = new StreamReader(new GZipStream(File.OpenRead("/proc/config.gz"), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
