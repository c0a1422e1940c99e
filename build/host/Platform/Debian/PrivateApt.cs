using System.Globalization;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>apt on lists and a cache of its own: it neither needs the machine's lists nor changes anything of them.</summary>
/// <remarks>Signatures are checked, with the machine's keys and under its apt.conf, proxies included.</remarks>
public sealed partial class PrivateApt : IDisposable
{
    private readonly ICommandRunner _commands;
    private readonly string _folder;
    private readonly string[] _options;

    private PrivateApt(ICommandRunner commands, string folder)
    {
        _commands = commands;
        _folder = folder;
        _options =
        [
            "-o", $"Dir::Etc::SourceList={folder}/sources.list", "-o", "Dir::Etc::SourceParts=/dev/null",
            "-o", $"Dir::State::Lists={folder}/lists", "-o", $"Dir::Cache={folder}/cache",
            // The unprivileged user of apt may not enter every folder; what is fetched is only unpacked.
            "-o", "APT::Sandbox::User=root",
            // A mirror that does not answer must not hold the run for minutes.
            "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20",
        ];
    }

    /// <summary>Reads the lists of packages of some sources.</summary>
    /// <param name="commands">Starts apt.</param>
    /// <param name="entries">The lines of sources.list.</param>
    /// <param name="cancellation">Cancels; nothing stays.</param>
    /// <exception cref="CommandException">One of them could not be had, or is not signed as it should be.</exception>
    public static async Task<PrivateApt> OpenAsync(ICommandRunner commands, string entries, CancellationToken cancellation)
    {
        // Not below the checkout: apt reads its options as configuration, where a space or a quote would end a value.
        var apt = new PrivateApt(commands, Directory.CreateDirectory($"/var/tmp/ai-sandbox-apt-{Path.GetRandomFileName()}").FullName);
        try
        {
            foreach (var folder in new[] { "lists/partial", "cache/archives/partial" })
                Directory.CreateDirectory(Path.Combine(apt._folder, folder));
            await File.WriteAllTextAsync(Path.Combine(apt._folder, "sources.list"), entries, cancellation);
            await commands.RunAsync(apt.Get("--error-on=any", "update"), cancellation);
            return apt;
        }
        catch
        {
            apt.Dispose();
            throw;
        }
    }

    /// <summary>Downloads packages and unpacks them, without installing any.</summary>
    /// <param name="packages">Their names.</param>
    /// <param name="root">The folder that they are unpacked into.</param>
    /// <param name="detail">Told what happens: "3 of 6: containerd (32.8 MB)".</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="CommandException">One of them could not be had.</exception>
    public async Task UnpackAsync(IReadOnlyList<string> packages, string root, Action<string> detail, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "packages")).FullName;
        await _commands.StreamAsync(
            Get(["download", .. packages]) with { WorkingDirectory = folder },
            line => Report(line, packages.Count, detail),
            cancellation);
        await UnpackAsync(folder, root, detail, cancellation);
    }

    /// <summary>Downloads and unpacks what this machine lacks to install packages.</summary>
    /// <exception cref="CommandException">One of them could not be had.</exception>
    public async Task UnpackMissingAsync(IReadOnlyList<string> packages, string root, Action<string> detail, CancellationToken cancellation)
    {
        await _commands.RunAsync(
            Get(["install", "--yes", "--no-install-recommends", "--download-only", .. packages]), cancellation);
        await UnpackAsync(Path.Combine(_folder, "cache", "archives"), root, detail, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What apt says about a package that it fetches; <see langword="null"/> for its other lines.</summary>
    internal static string? Progress(string line, int of) => Fetching().Match(line) is { Success: true } match
        ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["number"]} of {of}: {match.Groups["package"]} ({match.Groups["size"]})")
        : null;

    private static void Report(string line, int of, Action<string> detail)
    {
        if (Progress(line, of) is { } progress)
            detail(progress);
    }

    private async Task UnpackAsync(string folder, string root, Action<string> detail, CancellationToken cancellation)
    {
        detail("unpacking");
        foreach (var package in Directory.EnumerateFiles(folder, "*.deb").Order(StringComparer.Ordinal).ToList())
        {
            await _commands.RunAsync(new Command("dpkg", "--extract", package, root), cancellation);
            File.Delete(package);
        }
    }

    private Command Get(params IReadOnlyList<string> arguments) => new("apt-get", [.. _options, .. arguments])
    {
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = "C.UTF-8", ["DEBIAN_FRONTEND"] = "noninteractive" },
    };

    // Get:2 http://… trixie/main amd64 containerd amd64 1.7.24~ds1-6 [32.8 MB]
    [GeneratedRegex(@"^Get:(?<number>\d+) \S+ \S+ \S+ (?<package>\S+) \S+ \S+ \[(?<size>[^\]]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fetching();
}
