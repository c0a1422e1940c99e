using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Features.Agents;

/// <summary>
/// Sees to what an agent does not work without: a feature of the image, its models on the list, a sandbox that is up. It asks
/// before it writes anything; where nobody is there to ask, it says what to write.
/// </summary>
public sealed class AgentSetup(
    WorkspaceEnv env, AllowlistStore allowlist, AllowlistEditor editor, ICommandRunner commands, IReporter reporter, IKeys keys, HostOptions options, Checkout checkout,
    SandboxHome home, DockerCli docker, HeldKeys held)
{
    private bool MayAsk => options.Yes || keys.AreThere;

    private string File => checkout.Show("env/workspace.env");

    /// <summary>Sees to it that the image has the agent, and offers to take a key.</summary>
    /// <returns>The settings.</returns>
    /// <exception cref="SandboxException">It has not, and nobody can be asked; the message has the lines to write.</exception>
    public async Task<WorkspaceSettings> RequireFeatureAsync(Feature agent, CancellationToken cancellation)
    {
        var settings = env.IsThere ? env.Read() : null;
        if (settings?.Features.Any(feature => feature.Name == agent.Name) is true)
            return settings;

        if (!MayAsk)
            throw new SandboxException(Lines(agent, string.Join(' ', NamesWith(agent, settings)), settings), options.CommandFor("Up"));

        reporter.Confirm($"{agent.Name} is not in the workspace's image. Add it to {SettingNames.Features} in {File}, and build it?", options.Yes);
        if (settings is null)
        {
            foreach (var line in home.Prepare().Concat(env.Prepare().Report))
                reporter.Line(line);
            settings = env.Read();
        }

        env.Set(SettingNames.Features, string.Join(',', NamesWith(agent, settings)));
        if (VendorOf(agent) is { } vendor && !IsHeld(agent) && !settings.Variables.ContainsKey(agent.Key!)
            && reporter.Secret($"The key of {vendor.Name}, which the gateway keeps outside of the workspace. Or nothing, to sign in inside:") is { } typed)
            held.Keep(vendor, typed);
        await OfferPresetAsync(agent, env.Read(), cancellation);
        await BringUpAsync(cancellation);
        return env.Read();
    }

    private static IEnumerable<string> NamesWith(Feature agent, WorkspaceSettings? settings) =>
        (settings?.Features ?? []).Append(agent).Select(feature => feature.Spelling);

    /// <summary>Offers to bring up a sandbox that is not.</summary>
    /// <param name="missing">What is missing.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task OfferUpAsync(SandboxException missing, CancellationToken cancellation)
    {
        if (!MayAsk)
            throw missing;

        reporter.Confirm($"{missing.Reason} Bring it up?", options.Yes);
        await BringUpAsync(cancellation);
    }

    /// <summary>Offers the agent's preset where its hosts are not on the list.</summary>
    /// <exception cref="SandboxException">They are not, and nobody can be asked.</exception>
    public async Task OfferPresetAsync(Feature agent, WorkspaceSettings settings, CancellationToken cancellation)
    {
        if (IsHeld(agent))
            return; // its models are the gateway's to reach
        var sites = allowlist.Load();
        var enough = Presets(agent, settings).Select(preset => (Preset: preset, Missing: Missing(preset, sites))).ToList();
        if (enough.Any(one => one.Missing.Count == 0))
            return;

        // In a terminal an agent asks for more than its models, at its first start.
        var (preset, missing) = WorkspaceShell.HasTerminal ? enough[^1] : enough[0];
        var hosts = string.Join(", ", missing);
        if (!MayAsk)
        {
            throw new SandboxException(
                $"{agent.Name} needs {preset.Spelling}, of which this is not on the list: {hosts}.",
                $"{options.CommandFor("Allow")} {Option.Domain}={preset.Spelling}");
        }

        reporter.Confirm($"{agent.Name} needs {preset.Spelling}: {hosts}. Add it to {allowlist.Shared}?", options.Yes);
        await editor.AllowAsync(new PresetEntry(preset.Name, options.Line.Value(Option.Until), $"for {agent.Name}", allowlist.Shared, 0), cancellation);
    }

    private Vendor? VendorOf(Feature agent) => agent.Key is { } key ? held.Vendors.FirstOrDefault(vendor => vendor.Variables.ContainsKey(key)) : null;

    private bool IsHeld(Feature agent) => VendorOf(agent) is { } vendor && held.Held.Contains(vendor);

    // Each is enough; that for a key is the smaller one, and needs the key.
    private IEnumerable<Preset> Presets(Feature agent, WorkspaceSettings? settings)
    {
        var hasKey = agent.Key is { } key && settings?.Variables.GetValueOrDefault(key) is { Length: > 0 };
        string?[] names = [hasKey ? agent.KeyPreset : null, agent.Preset];
        return names.OfType<string>().Select(name => allowlist.AllPresets.Single(preset => preset.Name == name));
    }

    private static List<string> Missing(Preset preset, AllowedSites sites) =>
        [.. preset.Entries.Where(entry => !sites.Matches(entry.Name, entry.Ports.Number())).Select(entry => entry.Name)];

    private string Lines(Feature agent, string names, WorkspaceSettings? settings)
    {
        var lines = new List<string>
        {
            $"{agent.Name} is not in the workspace's image. What it needs, a line each:",
            $"  {File}: {SettingNames.Features}={names}",
        };
        if (IsHeld(agent))
            return string.Join('\n', lines);

        var hasKey = agent.Key is { } key && settings?.Variables.ContainsKey(key) is true;
        if (VendorOf(agent) is { } vendor && !hasKey)
            lines.Add($"  A key, where you have one: {options.CommandFor("PrepareKeys")} {Option.Vendor}={vendor.Name} {Option.KeyFile}=FILE");
        lines.Add($"  {allowlist.Shared}: @{(hasKey ? agent.KeyPreset : agent.Preset)}{(hasKey ? "" : ", where you sign in inside")}");
        return string.Join('\n', lines);
    }

    // A run of its own, as the user would start it: with all that it depends on, and what it says.
    private async Task BringUpAsync(CancellationToken cancellation)
    {
        string[] name = options.NameIsDefault ? [] : [$"{Option.Name}={options.Name}"];
        string[] yes = options.Yes ? [$"{Option.Yes}"] : [];
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? ["exec", typeof(AgentSetup).Assembly.Location] : [];
        // What kept the workspace in until now keeps it in from here on.
        var before = (await docker.TryAsync(
            ["container", "inspect", "--format", "{{.HostConfig.Runtime}}", SandboxStack.Container(options.Name, "workspace")], cancellation)).Output.Trim();
        string[] runtime = before is "" or "runc" ? [] : [$"{Option.Runtime}={before}"];
        var up = new Command(Environment.ProcessPath!, [.. program, "--target=Up", .. name, .. runtime, .. yes]) { WorkingDirectory = checkout.Root };
        if (await commands.AttachAsync(up, cancellation) is not 0)
            throw new SandboxException($"Sandbox {options.Name} did not come up.", options.CommandFor("Up"));
    }
}
