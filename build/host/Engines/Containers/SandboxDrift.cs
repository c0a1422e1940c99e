using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>What was changed in the files of a sandbox that runs, and is not in force in it.</summary>
public sealed class SandboxDrift(SandboxConfig config, LivePolicy live, DockerCli docker, HostOptions options, Checkout checkout, HiddenFiles hidden)
{
    private const int Shown = 3;

    /// <summary>Looks.</summary>
    public async Task<IReadOnlyList<ContainerTrouble>> ReadAsync(IReadOnlyDictionary<string, ContainerState> containers, CancellationToken cancellation)
    {
        if (!containers.Values.Any(container => container.IsRunning))
            return [];

        try
        {
            var sandbox = config.Load(options);
            List<ContainerTrouble> found = [];
            var list = PolicyDiff.Of(live.Rendered, ProxyLists.Of(sandbox.Sites));
            if (list.Count > 0)
                found.Add(new($"the list was changed and is not in force: {string.Join(", ", list.Take(Shown))}{(list.Count > Shown ? " …" : "")}", options.CommandFor("Reload")));
            if (config.Outdated(sandbox) is { Count: > 0 } files)
                found.Add(new($"a template or a setting was changed and is not in force: {string.Join(", ", files)} would change", options.CommandFor("Up")));
            if (await ChangedAsync(sandbox, containers, cancellation) is { Count: > 0 } services)
                found.Add(new($"the compose file or a setting was changed and is not in force in {string.Join(", ", services)}", options.CommandFor("Up")));
            if (hidden.Open(sandbox.Settings) is { Count: > 0 } open)
                found.Add(new($"the agent can read what WORKSPACE_HIDE names: {HiddenFiles.Names(open)}, new or replaced since Up", options.CommandFor("Up")));

            return found;
        }
        catch (SandboxException invalid) when (invalid.ExitCode != ExitCodes.NoEngine)
        {
            return [new(invalid.Reason.Split('\n')[0].TrimEnd('.'), invalid.Next ?? options.CommandFor("Doctor"))];
        }
    }

    // Compose says what it would make anew, which takes a second: only where a file is newer than what runs.
    private async Task<IReadOnlyList<string>> ChangedAsync(
        Sandbox sandbox, IReadOnlyDictionary<string, ContainerState> containers, CancellationToken cancellation)
    {
        var started = containers.Values.Where(container => container.IsRunning).Max(container => container.State.StartedAt);
        if (!new[] { checkout.Compose, checkout.WorkspaceEnv }.Concat(checkout.AddedCompose).Any(file => File.Exists(file) && new DateTimeOffset(File.GetLastWriteTimeUtc(file)) > started))
            return [];

        try
        {
            var said = await docker.RunAsync(
                [.. ComposeArguments.Of(checkout), "--dry-run", "create", "--no-build"], cancellation, sandbox.Interpolation(), limit: CallLimit.Question);
            return Recreated(options.Name, said.Output + said.Error);
        }
        catch (CommandException wrong)
        {
            return [$"any container, because Compose rejects it: {wrong.Detail.Trim().Split('\n')[^1]}"];
        }
    }

    /// <summary>The services that Compose would make anew, in what it says when it only pretends.</summary>
    internal static IReadOnlyList<string> Recreated(SandboxName name, string output) =>
        [.. SandboxStack.Services.Where(service => output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Any(words => words.Contains(SandboxStack.Container(name, service), StringComparer.Ordinal) && words.Contains("Recreate", StringComparer.Ordinal)))];
}
