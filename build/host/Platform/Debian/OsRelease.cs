using System.Globalization;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>Which Linux this is, from <c>/etc/os-release</c> (https://www.freedesktop.org/software/systemd/man/os-release.html).</summary>
/// <param name="Id">Its name: debian, ubuntu, fedora …</param>
/// <param name="Like">What it derives from.</param>
/// <param name="Codename">The release: bookworm, noble …</param>
/// <param name="Version">The release as a number; 0 where there is none.</param>
public sealed record OsRelease(string Id, IReadOnlyList<string> Like, string Codename, int Version)
{
    // The closest first: Rocky calls itself like rhel and like fedora, Mint like ubuntu and like debian.
    private static readonly string[] Families = ["ubuntu", "debian", "rhel", "fedora", "arch", "suse", "alpine"];

    /// <summary>The family whose packages it takes, or <see langword="null"/>.</summary>
    public string? Family => Families.FirstOrDefault(family => Id.Equals(family, StringComparison.Ordinal) || Like.Contains(family, StringComparer.Ordinal));

    /// <summary>Reads this machine's; <see langword="null"/> where it has none.</summary>
    public static OsRelease? Read() => File.Exists("/etc/os-release") ? Parse(File.ReadAllText("/etc/os-release")) : null;

    /// <summary>Reads the text of the file.</summary>
    public static OsRelease Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Trim().Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[1].Trim('"', '\''), StringComparer.Ordinal);
        var version = values.GetValueOrDefault("VERSION_ID", "").Split('.')[0];

        return new OsRelease(
            values.GetValueOrDefault("ID", "linux"),
            values.GetValueOrDefault("ID_LIKE", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            values.GetValueOrDefault("VERSION_CODENAME", ""),
            int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
    }
}
