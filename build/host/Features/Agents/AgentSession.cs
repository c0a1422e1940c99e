using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Agents;

/// <summary>Starts an agent in the workspace.</summary>
public sealed class AgentSession(AgentSetup setup, WorkspaceShell shell, IReporter reporter, HostOptions options, Checkout checkout)
{
    /// <summary>Runs the agent to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">There is no such agent.</exception>
    /// <exception cref="SandboxException">Something that it needs is missing, and nobody can be asked.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var agents = FeatureCatalogue.Read(checkout.Features).Agents.ToList();
        var agent = agents.Find(agent => agent.Name == options.Line.Value(Option.Agent) || agent.Command == options.Line.Value(Option.Agent)) ?? throw new UsageException(Unknown(agents));
        var settings = await setup.RequireFeatureAsync(agent, cancellation);
        var folder = FolderOf(settings.Mount);
        await RequireUpAsync(agent, cancellation);
        await setup.OfferPresetAsync(agent, settings, cancellation);
        return await shell.OpenAsync(options, [agent.Command!, .. options.Line.CommandWords], $"Agent {agent.Name}", folder, cancellation);
    }

    private async Task RequireUpAsync(Feature agent, CancellationToken cancellation)
    {
        try
        {
            await shell.RequireAsync(options, cancellation);
            if (!await shell.HasAsync(options, agent.Command!, cancellation))
                throw new SandboxException($"{agent.Name} is new in {checkout.Show("env/workspace.env")}, and not in the image that runs.", options.CommandFor("Up"));
        }
        catch (SandboxException missing) when (missing.ExitCode is ExitCodes.Failed)
        {
            await setup.OfferUpAsync(missing, cancellation);
        }
    }

    // Agents keep to the repository that they are started in, and Codex works in nothing else.
    private string? FolderOf(string mount)
    {
        if (options.Line.Value(Option.Folder) is { } folder)
            return WorkspaceFolder.Require(folder, mount);

        var repositories = WorkspaceFolder.Repositories(mount);
        if (repositories.Count > 1)
            reporter.Warn($"There are {repositories.Count} repositories in {mount}, and the agent begins above them. In one: {Option.Folder}={repositories[0]}");

        return repositories is [var only] ? only : null;
    }

    private string Unknown(IReadOnlyList<Feature> agents)
    {
        var names = agents.Select(agent => agent.Name).ToList();
        var example = $"{options.CommandFor("Agent")} {Option.Agent}={names.FirstOrDefault()}";
        if (options.Line.Value(Option.Agent) is not { } given)
            return $"Agent needs the name of one: {string.Join(", ", names)}, as in {example}";

        return Nearest.To(given, names) is { } near
            ? $"There is no agent '{given}'. Did you mean {Option.Agent}={near}?"
            : $"There is no agent '{given}': there are {string.Join(", ", names)}.";
    }
}
