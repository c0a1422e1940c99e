namespace AiSandbox.Host.Platform.Debian;

/// <summary>Where a Debian or Ubuntu machine gets its own packages.</summary>
/// <param name="Mirror">The archive's address.</param>
/// <param name="Keyring">The keyring that signs it, or <see langword="null"/> for apt's trusted ones.</param>
/// <param name="SecurityMirror">The address of Debian's security archive, or <see langword="null"/> where there is none.</param>
public sealed record AptSources(string Mirror, string? Keyring, string? SecurityMirror)
{
    private const string MirrorList = "mirror+file:";

    /// <summary>The archive that the machine's own configuration names for its release.</summary>
    /// <returns><see langword="null"/> where no entry has it.</returns>
    public static AptSources? Find(OsRelease release) =>
        Choose([.. Files().SelectMany(file => AptEntry.Parse(file, File.ReadAllText(file)))], release) is { } found
            ? found with { Mirror = Resolve(found.Mirror), SecurityMirror = found.SecurityMirror is { } security ? Resolve(security) : null }
            : null;

    /// <summary>
    /// The distribution's own archive among all entries: third-party repositories borrow its names of releases, and the
    /// packages that are taken here would be sought there in vain.
    /// </summary>
    public static AptSources? Choose(IReadOnlyList<AptEntry> entries, OsRelease release)
    {
        // Personal archives of Launchpad end in /ubuntu too; they have no universe, where Ubuntu keeps Docker.
        var (name, component) = release.Family is "ubuntu" ? ("ubuntu", "universe") : ("debian", "main");
        var archive = entries.FirstOrDefault(entry =>
            entry.Suite.Equals(release.Codename, StringComparison.Ordinal)
            && entry.Components.Contains(component, StringComparer.Ordinal)
            && IsArchive(entry.Uri, name));
        var security = entries.FirstOrDefault(entry =>
            entry.Suite.Equals($"{release.Codename}-security", StringComparison.Ordinal) && IsArchive(entry.Uri, "debian-security"));

        return archive is null ? null : new AptSources(archive.Uri, archive.Keyring, security?.Uri);
    }

    /// <summary>A line of sources.list for suites of this archive. It fetches the lists of packages alone.</summary>
    public string Entry(IEnumerable<string> suites, params IReadOnlyList<string> components) =>
        string.Concat(suites.Select(suite =>
            $"deb [target=Packages{(Keyring is null ? "" : $" signed-by={Keyring}")}] {Mirror} {suite} {string.Join(' ', components)}\n"));

    /// <summary>The stanzas of deb822 that an image of a Debian release gets.</summary>
    /// <param name="codename">The release.</param>
    /// <param name="updates">Whether the mirror serves the release's updates.</param>
    /// <param name="security">Whether the security archive serves the release.</param>
    public string Stanzas(string codename, bool updates, bool security)
    {
        var archive = Stanza(Mirror, updates ? $"{codename} {codename}-updates" : codename);

        return security && SecurityMirror is { } mirror ? $"{archive}\n{Stanza(mirror, $"{codename}-security")}" : archive;
    }

    private static string Stanza(string mirror, string suites) =>
        $"Types: deb\nURIs: {mirror}\nSuites: {suites}\nComponents: main\n"
        + "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n";

    // …/debian, …/debian/ and snapshots of it: …/debian/20260101T000000Z. A list of mirrors names none of them.
    private static bool IsArchive(string uri, string name)
    {
        if (uri.StartsWith(MirrorList, StringComparison.Ordinal))
            return uri.Contains($"/{name}.list", StringComparison.Ordinal);

        var segments = uri.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var last = segments is [.., _, ['2', .., 'Z'] time] && time.Length == 16 ? segments[^2] : segments[^1];
        return last.Equals(name, StringComparison.Ordinal) || last.Equals($"{name}-ports", StringComparison.Ordinal);
    }

    // Debian's cloud images name a file of mirrors; debootstrap and images want the address itself.
    private static string Resolve(string uri)
    {
        if (!uri.StartsWith(MirrorList, StringComparison.Ordinal))
            return uri.TrimEnd('/');

        var file = $"/{uri[MirrorList.Length..].TrimStart('/')}";
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)) is { } first
            ? first.Split([' ', '\t'])[0].TrimEnd('/')
            : uri;
    }

    private static IEnumerable<string> Files()
    {
        var parts = Directory.Exists("/etc/apt/sources.list.d")
            ? Directory.EnumerateFiles("/etc/apt/sources.list.d").Where(IsSource).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return File.Exists("/etc/apt/sources.list") ? parts.Prepend("/etc/apt/sources.list") : parts;
    }

    private static bool IsSource(string file) =>
        file.EndsWith(".list", StringComparison.Ordinal) || file.EndsWith(".sources", StringComparison.Ordinal);
}
