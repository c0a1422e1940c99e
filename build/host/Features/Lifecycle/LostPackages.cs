using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>
/// What <c>apt</c> brought into a workspace lies in its container, and goes with it when changed settings or images make Compose
/// put another in its place. Says so before, and asks where there is somebody to ask.
/// </summary>
public sealed partial class LostPackages(DockerCli docker, IReporter reporter, Checkout checkout)
{
    private const int Shown = 40;
    private const int MostBytes = 32 << 20; // an agent decides how long the files are

    private const string Installed = "/var/lib/dpkg/status";
    private const string Automatic = "/var/lib/apt/extended_states"; // apt's marks of what it took along

    /// <summary>Says which packages go. Nothing is said where the container stays, or where it has none that the image lacks.</summary>
    /// <exception cref="UsageException">The user wants to keep them.</exception>
    public async Task AnnounceAsync(Sandbox sandbox, HostOptions options, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(sandbox.Name, "workspace");
        if (!await IsReplacedAsync(sandbox, container, cancellation) || await LostAsync(sandbox, container, cancellation) is not { Count: > 0 } lost)
            return;

        var names = string.Join(' ', lost.Take(Shown)) + (lost.Count > Shown ? $" and {lost.Count - Shown} more" : "");
        reporter.Line($"The workspace's container must be replaced, because settings or images have changed. This removes what was installed in it: {names}");
        reporter.Line($"To have it in the image for good, set in {checkout.Show("env/workspace.env")}:");
        reporter.Line($"  {SettingNames.Packages}={string.Join(' ', sandbox.Settings.Packages.Concat(lost.Take(Shown)))}");
        if (reporter.CanAsk)
            reporter.Confirm("Replace the container, without these?", options.Yes);
    }

    // Compose's own word: what it compares, containers that share a namespace included, is not to be had otherwise.
    private async Task<bool> IsReplacedAsync(Sandbox sandbox, string container, CancellationToken cancellation)
    {
        if ((await docker.TryAsync(["container", "inspect", "--format", "{{.Id}}", container], cancellation)).ExitCode != 0)
            return false;

        try
        {
            var plan = await docker.RunAsync(
                [.. ComposeArguments.Of(checkout), "--dry-run", "up", "--detach", "--no-build"], cancellation, sandbox.Interpolation());
            return IsReplaced(container, $"{plan.Output}\n{plan.Error}");
        }
        catch (CommandException)
        {
            return false; // The start itself will say why.
        }
    }

    /// <summary>Whether Compose would put another container in its place.</summary>
    internal static bool IsReplaced(string container, string plan) => plan.Split('\n').Any(line =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., "Container", var name, "Recreate"] && name == container);

    private async Task<IReadOnlyList<string>> LostAsync(Sandbox sandbox, string container, CancellationToken cancellation)
    {
        var image = await docker.TryAsync(
            ["run", "--rm", "--pull", "never", "--network", "none", "--read-only", "--cap-drop", "ALL", "--label", $"{SandboxLabels.Sandbox}={sandbox.Name}",
             "--entrypoint", "cat", $"{sandbox.Name}-workspace", Installed],
            cancellation);

        return image.ExitCode == 0 && await ReadAsync(container, Installed, cancellation) is { } status
            ? Of(status, await ReadAsync(container, Automatic, cancellation) ?? "", image.Output)
            : [];
    }

    /// <summary>The packages that somebody asked for and that the image lacks.</summary>
    /// <param name="status">dpkg's list in the container. An agent can write it: what is no name of a package is left out.</param>
    /// <param name="automatic">apt's marks in the container.</param>
    /// <param name="image">dpkg's list in the image.</param>
    internal static IReadOnlyList<string> Of(string status, string automatic, string image)
    {
        var there = Packages(image, "Status: install ok installed").ToHashSet(StringComparer.Ordinal);
        there.UnionWith(Packages(automatic, "Auto-Installed: 1"));

        return [.. Packages(status, "Status: install ok installed").Where(name => !there.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Packages(string stanzas, string mark) =>
        from stanza in stanzas.ReplaceLineEndings("\n").Split("\n\n")
        let lines = stanza.Split('\n')
        where lines.Contains(mark, StringComparer.Ordinal)
        let name = Array.Find(lines, line => line.StartsWith("Package: ", StringComparison.Ordinal))?["Package: ".Length..]
        where name is not null && Name().IsMatch(name)
        select name;

    private async Task<string?> ReadAsync(string container, string path, CancellationToken cancellation) =>
        await ContainerFile.ReadAsync(docker, container, path, MostBytes, cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    // No minus at the end, which apt takes for "remove it"; a plus only as in g++.
    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]{0,79}([a-z0-9]|\+\+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
