using System.Security.Cryptography;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy.Edits;
using Sandbox.Tests.Agents;

namespace Sandbox.Tests.Ecosystems;

/// <summary>
/// A sandbox with some features, from a copy of the checkout, and beside its proxy a server that plays the registries which the
/// machine cannot reach. All else on the list is real.
/// </summary>
internal sealed class ToolSandbox : IAsyncDisposable
{
    /// <summary>An entry that is always there: a list must not be empty.</summary>
    public const string Kept = "kept.ai-sandbox.example";

    private readonly CheckoutCopy _copy = new();
    private readonly CommandRunner _commands = new();
    private EngineConnection _engine = null!;
    private IReadOnlyList<string> _models = [];

    private ToolSandbox()
    {
    }

    /// <summary>Its name.</summary>
    public string Name { get; } = $"tools-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private Checkout Home => _copy.Of(Name);

    /// <summary>Its files for the simulated registries.</summary>
    public SimulatedRegistry Files => new(Path.Combine(_copy.Root, "artifacts", "files"));

    /// <summary>The folder that the workspace sees as its work.</summary>
    public string Projects => Home.Projects;

    /// <summary>Brings it up.</summary>
    /// <param name="features">WORKSPACE_FEATURES.</param>
    /// <param name="packages">WORKSPACE_PACKAGES.</param>
    /// <param name="models">The hosts of models that are played too; agents find a key for each, and commits have an author.</param>
    public static async Task<ToolSandbox> StartAsync(string features, string packages = "", IReadOnlyList<string>? models = null)
    {
        var sandbox = new ToolSandbox { _models = models ?? [] };
        try
        {
            sandbox.Files.WriteBase();
            sandbox._copy.Write(Path.Combine(sandbox.Home.Home, "ca.pem"), TestAuthority.Bundle());
            sandbox._copy.Write(sandbox.Home.WorkspaceEnv, $"WORKSPACE_CA=ca.pem\nWORKSPACE_FEATURES={features}\nWORKSPACE_PACKAGES={packages}\n{(models is null ? "" : AgentVersions.Keys)}");
            AgentVersions.Pin(sandbox._copy.Root);
            sandbox._copy.Write(sandbox.Home.AllowedSites, $"{Kept}\n");
            sandbox._engine = await TestEngine.FindAsync();
            if (models is not null)
                (await sandbox.HostAsync("PrepareSsh", CancellationToken.None, "--git-username=Ada", "--git-email=ada@ai-sandbox.example")).ExitCode.ShouldBe(0);
            var up = await sandbox.HostAsync("Up", CancellationToken.None);
            up.ExitCode.ShouldBe(0, up.Error + up.Output);
            await sandbox.StartInternetAsync();
            await sandbox.PinAsync();
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts presets in force, whose hosts may have private addresses: those that are played, and those of a mirror.</summary>
    public async Task ListAsync(params IEnumerable<string> presets)
    {
        _copy.Write(Home.AllowedSites, $"{Kept}\n{string.Join('\n', presets.SelectMany(EntriesOf))}\n");
        var reload = await HostAsync("Reload", CancellationToken.None);
        reload.ExitCode.ShouldBe(0, reload.Error);
    }

    /// <summary>Changes a line of its settings.</summary>
    public void Set(string name, string value) => _copy.Write(
        Home.WorkspaceEnv,
        string.Join('\n', File.ReadAllLines(Home.WorkspaceEnv).Select(line => line.StartsWith($"{name}=", StringComparison.Ordinal) ? $"{name}={value}" : line)) + "\n");

    /// <summary>Gives the models' keys to the gateway, so that the workspace has none; or takes them back inside.</summary>
    public async Task HoldKeysAsync(bool areOutside, string key)
    {
        foreach (var vendor in new[] { "anthropic", "openai", "google" })
        {
            // The models are played on a private network.
            _copy.Write(Path.Combine(Home.OwnVendors, $"{vendor}.txt"), File.ReadAllText(Path.Combine(_copy.Of(Name).Vendors, $"{vendor}.txt")) + "private: yes\n");
            string[] how = areOutside ? [$"--key-command=echo {key}"] : ["--remove"];
            var given = await HostAsync("PrepareKeys", CancellationToken.None, [$"--vendor={vendor}", .. how]);
            given.ExitCode.ShouldBe(0, given.Error);
        }

        var settings = File.ReadAllText(Home.WorkspaceEnv).Replace(AgentVersions.Keys, "", StringComparison.Ordinal);
        _copy.Write(Home.WorkspaceEnv, areOutside ? settings : settings + AgentVersions.Keys);
        var up = await HostAsync("Up", CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    /// <summary>A place on this machine that is gone with it.</summary>
    public string Beside(string name) => Path.Combine(_copy.Root, name);

    /// <summary>Starts the simulated internet again, which Down stops with all that is the sandbox's.</summary>
    public async Task RestartInternetAsync()
    {
        await DockerAsync("start", $"{Name}-far");
        await DockerAsync("exec", $"{Name}-far", "timeout", "60", "bash", "-c", "until (exec 3<> /dev/tcp/127.0.0.1/443) 2> /dev/null; do sleep 0.1; done");
    }

    /// <summary>The list as it stands in the file.</summary>
    public string List => File.ReadAllText(Home.AllowedSites);

    /// <summary>Runs a script in the workspace, in a new folder.</summary>
    public Task<CommandResult> ExecuteAsync(string script, CancellationToken cancellation) => _commands.TryAsync(
        _engine.Command(
            "exec", "--interactive", $"{Name}-workspace-1", "sandbox-enter", "bash", "-c",
            "cd \"$(mktemp -d)\" && exec timeout 300 bash -c \"$1\" 2>&1", "bash", script),
        cancellation);

    /// <summary>Runs a target of it.</summary>
    public Task<CommandResult> HostAsync(string target, CancellationToken cancellation, params string[] more) =>
        _copy.RunAsync(target, Name, cancellation, more);

    /// <summary>What runs a target of it.</summary>
    public Command HostCommand(string target, params string[] more) => _copy.Command(target, Name, more);

    /// <summary>Runs docker on its engine.</summary>
    public Task<string> EngineAsync(params string[] arguments) => DockerAsync(arguments);

    /// <summary>What the proxy and the guard decided.</summary>
    public async Task<string> LogAsync(CancellationToken cancellation) =>
        (await HostAsync("LogsProxy", cancellation, "--follow=false")).Output;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var removed = await HostAsync("Cleanup", CancellationToken.None, "--yes");
        _copy.Dispose();
        removed.ExitCode.ShouldBe(0, removed.Error);
    }

    private static IEnumerable<string> EntriesOf(string preset)
    {
        var suffixes = new AllowlistStore(BuildScript.Checkout, new HostOptions { Name = SandboxName.Parse("x") }, TimeProvider.System).Suffixes;
        return AllowlistStore.ReadPresets(BuildScript.Checkout.Presets, suffixes).Find(preset).ShouldNotBeNull().Preset.ShouldNotBeNull()
            .Entries.Select(entry => EntryLine.WithOptions(entry with { Private = true }));
    }

    private async Task StartInternetAsync()
    {
        var image = $"{Name}-internet";
        string[] hosts = [.. SimulatedRegistry.Hosts, .. _models];
        await DockerAsync(
            "build", "--quiet", "--tag", image, "--label", $"{SandboxLabels.Sandbox}={Name}", "--build-arg", $"BASE_IMAGE={BaseImage.Tag}", Path.Combine(_copy.Root, "images", "internet"));
        await DockerAsync(
        [
            "run", "--detach", "--init", "--name", $"{Name}-far", "--label", $"{SandboxLabels.Sandbox}={Name}", "--network", $"{Name}_public",
            .. hosts.SelectMany(host => new[] { "--network-alias", host }),
            "--env", $"INTERNET_NAMES={string.Join(' ', hosts)}", "--env", "INTERNET_CA=/srv/authority",
            "--volume", $"{TestAuthority.Folder}:/srv/authority:ro", "--volume", $"{Path.Combine(_copy.Root, "artifacts", "files")}:/srv/files:ro",
            .. _models.Count > 0 ? ["--volume", $"{AgentVersions.Models}:/srv/models:ro"] : Array.Empty<string>(), image,
        ]);
        for (var tries = 0; !await IsReadyAsync(); tries++)
        {
            tries.ShouldBeLessThan(300, "the simulated internet does not start");
            await Task.Delay(200);
        }
    }

    // The real github.com's keys are pinned, and this one is played: its key is pinned beside them, as a user does it.
    private async Task PinAsync()
    {
        var key = await DockerAsync("exec", $"{Name}-far", "cat", "/srv/internet/ssh_host_ed25519_key.pub");
        _copy.Write(new SshFiles(Home.Configs).OwnKnownHosts, $"github.com {key}");
        var up = await HostAsync("Up", CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    private async Task<bool> IsReadyAsync() => (await _commands.TryAsync(
        _engine.Command("exec", $"{Name}-far", "test", "-e", "/run/internet-ready"),
        CancellationToken.None)).ExitCode is 0;

    private Task<string> DockerAsync(params string[] arguments) => _engine.RunAsync(arguments, CancellationToken.None);
}
