using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Debian;

namespace AiSandbox.Host.Services.Engine;

/// <summary>Gets the parts of an engine from the machine's own package mirror, signatures checked, without installing them.</summary>
/// <param name="commands">Starts apt and dpkg.</param>
public sealed class EnginePackages(ICommandRunner commands)
{
    private const int FirstWithCompose = 13; // Debian 12 has neither Compose v2 nor Buildx.

    private static readonly string[] Debian = ["docker.io", "docker-cli", "containerd", "docker-compose", "docker-buildx", "tini"];
    private static readonly string[] Ubuntu = ["docker.io", "containerd", "docker-compose-v2", "docker-buildx"];

    // These link against what the host has: runc against its libc, iptables against its libraries.
    private static readonly string[] Native =
        ["runc", "iptables", "libip4tc2", "libip6tc2", "libxtables12", "libnetfilter-conntrack3", "libnfnetlink0", "libnftnl11", "debootstrap"];

    /// <summary>Downloads and unpacks everything beside its place, and moves it there: a run that is cut off leaves nothing half-made.</summary>
    /// <exception cref="SandboxException">The machine's sources name no mirror of its release.</exception>
    public async Task UnpackAsync(PrivateEngineLayout layout, Action<string> detail, CancellationToken cancellation)
    {
        var release = OsRelease.Read()!;
        var sources = AptSources.Find(release.Codename) ?? throw new SandboxException(
            $"No source in /etc/apt names a mirror of {release.Codename}, so there is no engine to be had.", EngineInstructions.Here(), ExitCodes.NoEngine);
        var candidate = new PrivateEngineLayout($"{layout.Folder}.{Path.GetRandomFileName()}");
        Directory.CreateDirectory(candidate.Root);
        try
        {
            if (release.Family == "ubuntu")
            {
                await UnpackAsync(candidate, sources.Entry(release.Codename, "main", "universe"), [.. Ubuntu, .. Native], detail, cancellation);
            }
            else
            {
                var modern = release.Version >= FirstWithCompose ? release.Codename : "trixie";
                await UnpackAsync(candidate, sources.Entry(modern, "main"), Debian, detail, cancellation);
                await UnpackAsync(candidate, sources.Entry(release.Codename, "main"), Native, detail, cancellation);
            }

            Connect(candidate);
            Directory.CreateDirectory(layout.Folder);
            foreach (var part in Directory.EnumerateFileSystemEntries(candidate.Folder))
                Directory.Move(part, Path.Combine(layout.Folder, Path.GetFileName(part)));
        }
        finally
        {
            if (Directory.Exists(candidate.Folder))
                Directory.Delete(candidate.Folder, recursive: true);
        }
    }

    private async Task UnpackAsync(
        PrivateEngineLayout layout, string entry, string[] names, Action<string> detail, CancellationToken cancellation)
    {
        // apt reads its options as configuration, in which a space needs quotes: a folder without one is simpler.
        var work = Directory.CreateDirectory($"/var/tmp/ai-sandbox-engine-{Path.GetRandomFileName()}").FullName;
        try
        {
            foreach (var folder in new[] { "lists/partial", "cache/archives/partial", "packages" })
                Directory.CreateDirectory(Path.Combine(work, folder));
            await File.WriteAllTextAsync(Path.Combine(work, "sources.list"), entry, cancellation);
            string[] apt =
            [
                "-o", $"Dir::Etc::SourceList={work}/sources.list", "-o", "Dir::Etc::SourceParts=/dev/null",
                "-o", $"Dir::State::Lists={work}/lists", "-o", $"Dir::Cache={work}/cache", "-o", "APT::Sandbox::User=root",
                "--quiet", "--quiet",
            ];

            detail("reading the package list");
            await commands.RunAsync(new Command("apt-get", [.. apt, "--error-on=any", "update"]), cancellation);
            detail($"downloading {names.Length} packages");
            await commands.RunAsync(new Command("apt-get", [.. apt, "download", .. names]) { WorkingDirectory = Path.Combine(work, "packages") }, cancellation);
            foreach (var package in Directory.EnumerateFiles(Path.Combine(work, "packages"), "*.deb").Order(StringComparer.Ordinal))
            {
                detail($"unpacking {Path.GetFileName(package).Split('_')[0]}");
                await commands.RunAsync(new Command("dpkg", "--extract", package, layout.Root), cancellation);
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // What the packages' own scripts would have done: names for iptables, plug-ins for the CLI, a configuration of our own.
    private static void Connect(PrivateEngineLayout layout)
    {
        foreach (var tool in new[] { "iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save", "ip6tables-restore" })
        {
            var link = Path.Combine(layout.Root, "usr", "sbin", tool);
            if (!File.Exists(link))
                File.CreateSymbolicLink(link, "xtables-nft-multi");
        }

        var plugins = Directory.CreateDirectory(Path.Combine(layout.ClientConfig, "cli-plugins")).FullName;
        foreach (var plugin in new[] { "docker-compose", "docker-buildx" })
        {
            var file = Directory.EnumerateFiles(layout.Root, plugin, SearchOption.AllDirectories)
                .First(path => path.Contains("cli-plugins", StringComparison.Ordinal));
            File.CreateSymbolicLink(Path.Combine(plugins, plugin), Path.Combine("..", "..", Path.GetRelativePath(layout.Folder, file)));
        }

        File.WriteAllText(Path.Combine(layout.Folder, "daemon.json"), "{}\n");
    }
}
