using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>The containers of a sandbox, each asked for itself: one that does not answer hides no other.</summary>
public sealed class ContainerStates(DockerCli docker, ContainerPulse pulse)
{
    /// <summary>Looks.</summary>
    /// <returns>Those that are there, by service.</returns>
    public async Task<IReadOnlyDictionary<string, ContainerState>> ReadAsync(SandboxName name, CancellationToken cancellation)
    {
        // One question tells which are there. Where it stays without an answer, because of one of them, each is asked for itself.
        var all = await docker.AskAsync(
            ["ps", "--all", "--filter", $"label={ComposeLabels.Project}={name}", "--format", $"{{{{.Names}}}} {{{{.Label \"{ComposeLabels.Service}\"}}}}"], cancellation);
        // What else runs from one of the images has its labels, and another name.
        var there = all?.Output.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' '))
            .Where(words => words is [var container, var service] && container == SandboxStack.Container(name, service)).Select(words => words[1]) ?? SandboxStack.All;
        var states = await Task.WhenAll(there
            .Select(async service => (service, state: await ReadAsync(name, service, cancellation))));
        return states.Where(pair => pair.state is not null).ToDictionary(pair => pair.service, pair => pair.state!, StringComparer.Ordinal);
    }

    private async Task<ContainerState?> ReadAsync(SandboxName name, string service, CancellationToken cancellation)
    {
        var container = SandboxStack.Container(name, service);
        var looking = pulse.LookAsync(container, service, CallLimit.Question, cancellation);
        var seen = await docker.AskAsync(["container", "inspect", "--format", ContainerState.Format, container], cancellation);
        var trouble = await looking;
        if (seen is null)
            return ContainerState.Silent(trouble ?? new("does not answer the engine", "restart the engine"));
        if (seen.ExitCode != 0)
            return null;

        var state = ContainerState.Parse(seen.Output).Single();
        return state with
        {
            Trouble = state.IsRunning ? trouble : null,
            LastWords = state.IsWell || trouble is not null ? null : await LastWordsAsync(container, cancellation),
        };
    }

    private async Task<string?> LastWordsAsync(string container, CancellationToken cancellation)
    {
        var log = await docker.AskAsync(["logs", "--tail", "1", container], cancellation);
        return log is null || (log.Error + log.Output).Trim() is not { Length: > 0 } said ? null : SafeText.Of(said.Split('\n')[^1]);
    }
}
