using System.Globalization;
using System.IO.Compression;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Home.Archives;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Home;

/// <summary>Makes a home of a backup. One that is broken, or that holds what no backup holds, leaves the home as it was.</summary>
public sealed class HomeRestore(HomeVolume volume, HomeSwap swap, MountedFolders mounted, ServicesFile services, IReporter reporter)
{
    /// <summary>Restores.</summary>
    /// <exception cref="SandboxException">The sandbox runs, or the archive is not as it must be.</exception>
    /// <exception cref="UsageException">There is no such file, or it lies where a sandbox reaches.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var path = mounted.RequireOutside(
            Option.File, options.Line.Value(Option.File) ?? throw new UsageException($"Restore needs an archive: {options.CommandFor("Restore")} --file=FILE."));
        if (!File.Exists(path))
            throw new UsageException($"--file={options.Line.Value(Option.File)}: there is no such file.");

        var home = new KeptVolume(options.Name);
        var entries = await swap.ReplaceAsync(home, options, "Unpacking and checking the backup", _ => LoadAsync(path, home, cancellation), cancellation);
        // What lies beside it of services that this sandbox has.
        var beside = services.Read().Where(service => service.Volume.Length > 0).Select(service => new KeptVolume(options.Name, service.Name))
            .Union(await volume.OfServicesAsync(options.Name, cancellation)).Where(one => File.Exists(one.FileBeside(path)));
        foreach (var data in beside)
        {
            await swap.ReplaceAsync(data, options, $"Unpacking and checking the data of {data.Service}", _ => LoadAsync(data.FileBeside(path), data, cancellation), cancellation);
            reporter.Line($"{data} is that of {data.FileBeside(path)}.");
        }

        reporter.Line(string.Create(CultureInfo.InvariantCulture,
            $"The home of sandbox {options.Name} is that of {path}: {entries:N0} files and folders. Next: {options.CommandFor("Up")}"));
    }

    private async Task<int> LoadAsync(string path, KeptVolume kept, CancellationToken cancellation)
    {
        var entries = 0;
        try
        {
            await volume.WriteAsync(kept, "load", FeedAsync, cancellation);
        }
        catch (Exception broken) when (broken is ArchiveException or InvalidDataException or AggregateException { InnerException: ArchiveException or InvalidDataException })
        {
            var why = broken is ArchiveException ? broken.Message : broken.InnerException?.Message ?? "it is not a gzip file, or a broken one";
            throw new SandboxException($"{path} was not restored, and {(kept.Service is null ? "the home" : $"the data of {kept.Service}")} is as it was: {why}.", inner: broken);
        }

        return entries;

        async Task FeedAsync(Stream input, CancellationToken ended)
        {
            await using var file = File.OpenRead(path);
            await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            entries = await new CheckedArchive(unpacked, input).CopyAsync(ended);
        }
    }
}
