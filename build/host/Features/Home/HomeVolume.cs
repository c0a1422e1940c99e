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
/// The volume that is /root of a workspace, but for the mounted folder. It is worked on by <c>home.sh</c>, in a container that
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
    public async Task<bool> ExistsAsync(SandboxName name, CancellationToken cancellation) =>
        (await docker.TryAsync(["volume", "inspect", "--format", "{{.Name}}", NameOf(name)], cancellation)).ExitCode == 0;

    /// <summary>Makes an empty one, as Compose would, which takes it over without a word.</summary>
    public async Task CreateAsync(SandboxName name, CancellationToken cancellation) => await docker.RunAsync(
        ["volume", "create", "--label", $"{ComposeLabels.Project}={name}", "--label", $"{ComposeLabels.Volume}=workspace",
         "--label", $"{SandboxLabels.Sandbox}={name}", NameOf(name)],
        cancellation);

    /// <summary>Whether something lies in it that a start does not put there.</summary>
    public async Task<bool> IsUsedAsync(SandboxName name, CancellationToken cancellation) =>
        (await ReadAsync(name, ["used"], null, cancellation)).Output.Trim() is not "0";

    /// <summary>Makes sure that nobody works in it.</summary>
    /// <exception cref="SandboxException">The sandbox runs.</exception>
    public async Task RequireDownAsync(SandboxName name, HostOptions options, CancellationToken cancellation)
    {
        if (await docker.IsRunningAsync(SandboxStack.Container(name, "workspace"), cancellation))
        {
            throw new SandboxException(
                $"Sandbox {name} is running, and its home cannot be replaced under it.", $"{options.Script} --target=Down --name={name}");
        }
    }

    /// <summary>Runs a verb that reads.</summary>
    /// <param name="name">The sandbox.</param>
    /// <param name="words">The verb and its arguments.</param>
    /// <param name="sink">Gets what it writes; the result has it where <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its result; with another exit code than zero where files changed while they were read.</returns>
    /// <exception cref="SandboxException">It failed.</exception>
    public Task<CommandResult> ReadAsync(SandboxName name, IReadOnlyList<string> words, Stream? sink, CancellationToken cancellation) =>
        RunAsync(name, Mount(name, "/volume", ",readonly"), Reading, words, null, sink, cancellation);

    /// <summary>Runs a verb that writes.</summary>
    /// <param name="name">The sandbox.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="feed">Writes what it reads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="from">A sandbox whose volume it reads.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<CommandResult> WriteAsync(
        SandboxName name, string verb, Func<Stream, CancellationToken, Task>? feed, CancellationToken cancellation, SandboxName? from = null) =>
        RunAsync(
            name, [.. Mount(name, "/volume", ""), .. from is null ? [] : Mount(from, "/from", ",readonly")], Writing, [verb], feed, null, cancellation);

    private async Task<CommandResult> RunAsync(
        SandboxName name, IReadOnlyList<string> mounts, IEnumerable<string> powers, IReadOnlyList<string> words,
        Func<Stream, CancellationToken, Task>? feed, Stream? sink, CancellationToken cancellation)
    {
        await image.EnsureAsync(cancellation);
        var container = $"{name}-home-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        string[] input = feed is null ? [] : ["--interactive"];
        try
        {
            // The signal of Ctrl+C reaches tar and gzip too: bash alone would wait for them.
            var result = await docker.PipeAsync(
                ["run", "--rm", .. input, "--init", "--env", "TINI_KILL_PROCESS_GROUP=1", "--pull", "never", "--name", container, "--label", $"{SandboxLabels.Sandbox}={name}",
                 "--network", "none", "--log-driver", "none", "--user", "0:0", "--read-only", "--cap-drop", "ALL",
                 .. powers.SelectMany(power => new[] { "--cap-add", power }), "--security-opt", "no-new-privileges",
                 "--pids-limit", "64", "--memory", "1g", .. mounts, "--entrypoint", "bash", BaseImage.Tag, "-c", EmbeddedText.Read("home.sh"), "home", .. words],
                feed, sink, cancellation);

            return result.ExitCode is 0 or ChangedMeanwhile
                ? result
                : throw new SandboxException($"The home of sandbox {name} could not be read or written ({words[0]}): {result.Error.Trim()}", $"./build.sh --target=Doctor --name={name}");
        }
        catch
        {
            // The container may outlive docker's CLI, which is ended where what it is handed turns out to be wrong.
            await docker.TryAsync(["rm", "--force", container], CancellationToken.None);
            throw;
        }
    }

    private static string NameOf(SandboxName name) => $"{name}_workspace";

    private static string[] Mount(SandboxName name, string target, string more) =>
        ["--mount", $"type=volume,source={NameOf(name)},target={target}{more}"];
}
