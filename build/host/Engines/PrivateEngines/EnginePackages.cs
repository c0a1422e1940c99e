using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Debian;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Gets the parts of an engine from the machine's own package mirror, signatures checked, without installing them.</summary>
public sealed class EnginePackages(ICommandRunner commands, Checkout checkout)
{
    // Where the parts lie until all of them are there.
    private const string Candidate = "new-";

    /// <summary>Downloads and unpacks everything beside its place, and moves it there: a run that is cut off leaves nothing half-made.</summary>
    /// <exception cref="SandboxException">The machine's sources name no mirror of its release, or the mirror does not have all parts.</exception>
    public async Task UnpackAsync(PrivateEngineLayout layout, string script, Action<string> detail, CancellationToken cancellation)
    {
        var release = OsRelease.Read()!;
        if (!EngineSources.Supports(release))
            throw Refuse($"{release.Id} {release.Version} is too old for a private engine.", script);

        var sources = AptSources.Find(release)
            ?? throw Refuse($"No source in /etc/apt names a mirror of {release.Id} {release.Codename}, so no private engine can be set up.", script);
        var candidate = new PrivateEngineLayout(Path.Combine(layout.Folder, $"{Candidate}{Path.GetRandomFileName()}"));
        try
        {
            RemoveCandidates(layout);
            Directory.CreateDirectory(candidate.Root);
            foreach (var part in EngineSources.For(release, sources))
            {
                detail("reading the package list");
                using var apt = await PrivateApt.OpenAsync(commands, part.Entries, cancellation);
                await apt.UnpackAsync(part.Packages, candidate.Root, detail, cancellation);
                if (part.Packages.Contains("debootstrap", StringComparer.Ordinal) && !HasWget())
                    await apt.UnpackMissingAsync(["wget"], candidate.Root, detail, cancellation);
            }

            Connect(candidate);
            MoveIntoPlace(candidate, layout);
        }
        catch (CommandException failed)
        {
            throw checkout.Log("engine-packages").Fail(
                "The parts of a private engine could not be downloaded from this machine's package mirror.", failed,
                next: EngineInstructions.ForEngine(EngineInstructions.Platform(), script), exitCode: ExitCodes.NoEngine);
        }
        finally
        {
            RemoveCandidates(layout);
        }
    }

    // The programs last: they are what tells that the engine is there.
    private static void MoveIntoPlace(PrivateEngineLayout candidate, PrivateEngineLayout layout)
    {
        if (Directory.Exists(layout.ClientConfig))
            Directory.Delete(layout.ClientConfig, recursive: true);
        Directory.Move(candidate.ClientConfig, layout.ClientConfig);
        Directory.Move(candidate.Root, layout.Root);
    }

    private static void RemoveCandidates(PrivateEngineLayout layout)
    {
        Directory.CreateDirectory(layout.Folder);
        foreach (var folder in Directory.EnumerateDirectories(layout.Folder, $"{Candidate}*"))
            Directory.Delete(folder, recursive: true);
    }

    // What the packages' own scripts would have done: names for iptables, plug-ins for the CLI.
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
    }

    private static bool HasWget() => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin")
        .Split(':').Any(folder => File.Exists(Path.Combine(folder, "wget")));

    private static SandboxException Refuse(string message, string script) =>
        new(message, EngineInstructions.ForEngine(EngineInstructions.Platform(), script), ExitCodes.NoEngine);
}
