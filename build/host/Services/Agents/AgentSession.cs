using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Allowlist;
using AiSandbox.Host.Services.Allowlist.Edits;
using AiSandbox.Host.Services.Environments;
using AiSandbox.Host.Services.Features;
using AiSandbox.Host.Services.Sandboxes;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Services.Agents;

/// <summary>
/// Starts an agent in the workspace. Before that, it sees to what an agent does not work without: that it is in the image, and
/// that its models are on the list.
/// </summary>
/// <param name="env">The settings of the workspace.</param>
/// <param name="allowlist">The list.</param>
/// <param name="editor">Adds the preset that the user agrees to.</param>
/// <param name="shell">Runs commands in the workspace.</param>
/// <param name="reporter">Asks.</param>
/// <param name="keys">Whether there is somebody to ask.</param>
/// <param name="options">Which agent, and its own words.</param>
/// <param name="checkout">The checkout.</param>
public sealed class AgentSession(
    WorkspaceEnv env, AllowlistStore allowlist, AllowlistEditor editor, WorkspaceShell shell,
    IReporter reporter, IKeys keys, HostOptions options, Checkout checkout)
{
    /// <summary>Runs the agent to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">There is no such agent.</exception>
    /// <exception cref="SandboxException">It is not in the image, its preset is not on the list, or the sandbox is not up.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var agents = FeatureCatalogue.Read(checkout.Features).Agents.ToList();
        var agent = agents.Find(agent => agent.Name == options.Line.Value(Option.Agent) || agent.Command == options.Line.Value(Option.Agent)) ?? throw new UsageException(Unknown(agents));
        var settings = env.Read();
        var features = settings.Features;
        if (!features.Any(feature => feature.Name == agent.Name))
        {
            var names = string.Join(' ', features.Append(agent).Select(feature => feature.Name));
            throw new SandboxException(
                $"{agent.Name} is not in the workspace's image. In {checkout.Show("env/workspace.env")}, write {SettingNames.Features}={names}",
                options.CommandFor("Up"));
        }

        await shell.RequireAsync(options, cancellation);
        await OfferPresetAsync(agent, cancellation);
        if (!await shell.HasAsync(options, agent.Command!, cancellation))
            throw new SandboxException($"{agent.Name} is new in {checkout.Show("env/workspace.env")}, and not in the image that runs.", options.CommandFor("Up"));

        return await shell.OpenAsync(options, [agent.Command!, .. options.Line.CommandWords], $"Agent {agent.Name}", FolderOf(settings.Mount), cancellation);
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

    private async Task OfferPresetAsync(Feature agent, CancellationToken cancellation)
    {
        var preset = allowlist.AllPresets.Single(preset => preset.Name == agent.Preset);
        var sites = allowlist.Load();
        var missing = preset.Entries.Where(entry => !sites.Matches(entry.Name, entry.Ports.Number())).ToList();
        if (missing.Count == 0)
            return;

        var hosts = string.Join(", ", missing.Select(entry => entry.Name));
        if (!options.Yes && !keys.AreThere)
        {
            throw new SandboxException(
                $"{agent.Name} needs {preset.Spelling}, of which this is not on the list: {hosts}.",
                $"{options.CommandFor("Allow")} {Option.Domain}={preset.Spelling}");
        }

        reporter.Confirm($"{agent.Name} needs {preset.Spelling}: {hosts}. Add it to {allowlist.Shared}?", options.Yes);
        await editor.AllowAsync(new PresetEntry(preset.Name, options.Line.Value(Option.Until), $"for {agent.Name}", allowlist.Shared, 0), cancellation);
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
