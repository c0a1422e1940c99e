using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Home.Secrets;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Home;

/// <summary>Writes a home into one file, unless it holds what looks like secrets.</summary>
public sealed class HomeBackup(HomeVolume volume, MountedFolders mounted, IReporter reporter, Checkout checkout, TimeProvider time)
{
    private const int FindingsShown = 50;

    /// <summary>Writes it.</summary>
    /// <exception cref="SandboxException">There is no home, or it holds what looks like secrets.</exception>
    /// <exception cref="UsageException">The file is there already, has no folder, or lies where a sandbox reaches.</exception>
    public async Task RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var path = Place(options);
        var home = new KeptVolume(options.Name);
        if (!await volume.ExistsAsync(home, cancellation))
            throw new SandboxException($"Sandbox {options.Name} has no home yet.", options.CommandFor("Up"));

        var beside = await volume.OfServicesAsync(options.Name, cancellation);
        foreach (var data in beside)
            RequireNew(data.FileBeside(path), options);

        var behind = options.Line.Flag(Option.WithCaches) ? [] : HomeCaches.Folders;
        await LookForSecretsAsync(options, behind, cancellation);
        var length = await SaveAsync(home, path, "Writing the backup", ["save", .. behind], options, cancellation);
        foreach (var data in beside)
        {
            var bytes = await SaveAsync(data, data.FileBeside(path), $"Writing the data of {data.Service}", ["save"], options, cancellation);
            reporter.Line($"{data.FileBeside(path)}: {Quantity(bytes)}, the data of {data.Service}, which was not looked through for secrets.");
        }

        reporter.Line($"{path}: {Quantity(length)}, everything under /root of sandbox {options.Name} but the mounted folder{(behind.Count > 0 ? $" and caches ({Option.WithCaches} takes them along)" : "")}.");
    }

    private async Task<long> SaveAsync(KeptVolume kept, string path, string title, IReadOnlyList<string> words, HostOptions options, CancellationToken cancellation)
    {
        await using var file = new PendingFile(path);
        var saved = await reporter.StepAsync(title, _ => volume.StillAsync(kept, () => volume.ReadAsync(kept, words, file.Stream, cancellation), cancellation));
        var length = await file.CommitAsync(options.Yes);
        if (saved.ExitCode != 0)
            reporter.Warn("Files changed while they were read: the sandbox is running. A backup of one moment needs --target=Down first.");
        return length;
    }

    private static void RequireNew(string path, HostOptions options)
    {
        if (File.Exists(path) && !options.Yes)
            throw new UsageException($"{path} is there already. Name another file, or say --yes.");
    }

    private string Place(HostOptions options)
    {
        if (options.Line.Value(Option.File) is null)
            FileStore.CreatePrivateFolder(checkout.Backups);
        var path = mounted.RequireOutside(Option.File, options.Line.Value(Option.File) ?? Path.Combine(
            checkout.Backups, $"{options.Name}-{time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.tar.gz"));
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--file={options.Line.Value(Option.File)}: there is no folder {folder}. Make it, or name another place.");
        RequireNew(path, options);
        return path;
    }

    private async Task LookForSecretsAsync(HostOptions options, IReadOnlyList<string> behind, CancellationToken cancellation)
    {
        var answer = await reporter.StepAsync(
            "Looking for secrets", _ => volume.ReadAsync(new(options.Name), ["scan", .. SecretScan.Arguments(behind)], null, cancellation));
        var found = SecretScan.Parse(answer.Output);
        if (found.Count == 0)
            return;

        var lines = found.Take(FindingsShown).Select(one => $"  /root/{SafeText.Of(one.Path)}: {one.Title}").ToList();
        if (found.Count > FindingsShown)
            lines.Add($"  and {found.Count - FindingsShown} files more");
        var text = string.Join('\n', lines);
        if (!options.Line.Flag(Option.WithSecrets))
        {
            throw new SandboxException(
                $"What looks like secrets would leave the sandbox, and nothing was written:\n{text}\nRemove them, or take them along.",
                $"{options.CommandFor("Backup")} --with-secrets");
        }

        reporter.Warn($"What looks like secrets goes into the backup:\n{text}");
    }

    private static string Quantity(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MiB");
}
