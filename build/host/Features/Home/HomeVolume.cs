using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Home;

/// <summary>
/// The volume that is /root of a workspace, but for the mounted folder, and those of its services. Each is worked on by <c>home.sh</c>, in a container that
/// has it and nothing else.
/// </summary>
/// <param name="image">What the container runs from: Debian's tar, gzip, find and grep, and nothing of the workspace's.</param>
public sealed class HomeVolume(DockerCli docker, BaseImage image)
{
    private const int ChangedMeanwhile = 10; // of home.sh

    // To read what belongs to anyone; and to make it again as it was, owner and mode included.
    private static readonly string[] Reading = ["DAC_READ_SEARCH"];
    private static readonly string[] Writing = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"];

    /// <summary>Whether there is one.</summary>
    public async Task<bool> ExistsAsync(KeptVolume volume, CancellationToken cancellation) =>
        (await docker.TryAsync(["volume", "inspect", "--format", "{{.Name}}", volume.Name], cancellation)).ExitCode == 0;

    /// <summary>Makes an empty one, as Compose would, which takes it over without a word.</summary>
    public async Task CreateAsync(KeptVolume volume, CancellationToken cancellation) => await docker.RunAsync(
        ["volume", "create", "--label", $"{ComposeLabels.Project}={volume.Sandbox}", "--label", $"{ComposeLabels.Volume}={volume.Key}",
         "--label", $"{SandboxLabels.Sandbox}={volume.Sandbox}", .. volume.Service is null ? [] : new[] { "--label", $"{SandboxLabels.Service}={volume.Service}" }, volume.Name],
        cancellation);

    /// <summary>Whether something lies in it that a start does not put there.</summary>
    public async Task<bool> IsUsedAsync(KeptVolume volume, CancellationToken cancellation) =>
        (await ReadAsync(volume, ["used"], null, cancellation)).Output.Trim() is not "0";

    /// <summary>Makes sure that nobody works in it.</summary>
    /// <exception cref="SandboxException">The sandbox runs.</exception>
    public async Task RequireDownAsync(KeptVolume volume, HostOptions options, CancellationToken cancellation)
    {
        if (await docker.IsRunningAsync(SandboxStack.Container(volume.Sandbox, volume.Owner), cancellation))
        {
            throw new SandboxException(
                $"Sandbox {volume.Sandbox} is running, and {(volume.Service is null ? "its home" : $"the data of {volume.Service}")} cannot be replaced under it.", $"{options.Script} --target=Down --name={volume.Sandbox}");
        }
    }

    /// <summary>The data of services that there is, of some that are no more as well.</summary>
    public async Task<IReadOnlyList<KeptVolume>> OfServicesAsync(SandboxName name, CancellationToken cancellation) =>
        [.. (await docker.ListAsync(
            ["volume", "ls", "--filter", $"label={SandboxLabels.Sandbox}={name}", "--filter", $"label={SandboxLabels.Service}", "--format", $"{{{{.Label \"{SandboxLabels.Service}\"}}}}"], cancellation))
            .Order(StringComparer.Ordinal).Select(service => new KeptVolume(name, service))];

    /// <summary>Works while its service stands still, so that the data is of one moment. A home is read as it is.</summary>
    public async Task<T> StillAsync<T>(KeptVolume volume, Func<Task<T>> work, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(volume.Sandbox, volume.Owner);
        if (volume.Service is null || !await docker.IsRunningAsync(container, cancellation))
            return await work();

        await docker.RunAsync(["stop", container], cancellation);
        try
        {
            return await work();
        }
        finally
        {
            await docker.RunAsync(["start", container], CancellationToken.None);
        }
    }

    /// <summary>Runs a verb that reads.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="words">The verb and its arguments.</param>
    /// <param name="sink">Gets what it writes; the result has it where <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its result; with another exit code than zero where files changed while they were read.</returns>
    /// <exception cref="SandboxException">It failed.</exception>
    public Task<CommandResult> ReadAsync(KeptVolume volume, IReadOnlyList<string> words, Stream? sink, CancellationToken cancellation) =>
        RunAsync(volume, Mount(volume, "/volume", ",readonly"), Reading, words, null, sink, cancellation);

    /// <summary>Runs a verb that writes.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="feed">Writes what it reads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="from">Another one that it reads.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<CommandResult> WriteAsync(
        KeptVolume volume, string verb, Func<Stream, CancellationToken, Task>? feed, CancellationToken cancellation, KeptVolume? from = null) =>
        RunAsync(
            volume, [.. Mount(volume, "/volume", ""), .. from is null ? [] : Mount(from, "/from", ",readonly")], Writing, [verb], feed, null, cancellation);

    private async Task<CommandResult> RunAsync(
        KeptVolume volume, IReadOnlyList<string> mounts, IEnumerable<string> powers, IReadOnlyList<string> words,
        Func<Stream, CancellationToken, Task>? feed, Stream? sink, CancellationToken cancellation)
    {
        await image.EnsureAsync(cancellation);
        var container = $"{volume.Sandbox}-home-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        string[] input = feed is null ? [] : ["--interactive"];
        try
        {
            // The signal of Ctrl+C reaches tar and gzip too: bash alone would wait for them.
            var result = await docker.PipeAsync(
                ["run", "--rm", .. input, "--init", "--env", "TINI_KILL_PROCESS_GROUP=1", "--pull", "never", "--name", container, "--label", $"{SandboxLabels.Sandbox}={volume.Sandbox}",
                 "--network", "none", "--log-driver", "none", "--user", "0:0", "--read-only", "--cap-drop", "ALL",
                 .. powers.SelectMany(power => new[] { "--cap-add", power }), "--security-opt", "no-new-privileges",
                 "--pids-limit", "64", "--memory", "1g", .. mounts, "--entrypoint", "bash", BaseImage.Tag, "-c", EmbeddedText.Read("home.sh"), "home", .. words],
                feed, sink, cancellation);

            return result.ExitCode is 0 or ChangedMeanwhile
                ? result
                : throw new SandboxException($"{volume} could not be read or written ({words[0]}): {result.Error.Trim()}", $"./build.sh --target=Doctor --name={volume.Sandbox}");
        }
        catch
        {
            // The container may outlive docker's CLI, which is ended where what it is handed turns out to be wrong.
            await docker.TryAsync(["rm", "--force", container], CancellationToken.None);
            throw;
        }
    }

    private static string[] Mount(KeptVolume volume, string target, string more) =>
        ["--mount", $"type=volume,source={volume.Name},target={target}{more}"];
}
