using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model;

/// <summary>What a sandbox is: read once, checked, and rendered from here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">The folder with what is rendered for it.</param>
/// <param name="Settings">The settings of its workspace.</param>
/// <param name="Sites">What it may reach.</param>
public sealed record Sandbox(SandboxName Name, string Config, WorkspaceSettings Settings, AllowedSites Sites)
{
    /// <summary>The OCI runtime of its workspace; the engine's own where <see langword="null"/>.</summary>
    public string? Runtime { get; init; }

    /// <summary>The checkout, where an editor that opens it opens this sandbox; <see langword="null"/> for one with a name.</summary>
    public string? EditorFolder { get; init; }

    /// <summary>What runs beside its workspace.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Whether it has a gateway: keys are held for it.</summary>
    public bool HasGateway => HeldKeys.AreThere(Config);

    /// <summary>Where the workspace sees the folder that it works in.</summary>
    public const string Workspace = "/root/workspace";

    /// <summary>The tag of the image that those of a sandbox build on.</summary>
    public const string BaseImage = "ai-sandbox-base:13";

    /// <summary>Where the build gets npm's packages; a secret of the build, since such an address may hold a password.</summary>
    public const string NpmRegistry = "SANDBOX_NPM_REGISTRY";

    /// <summary>The day that the packages in the images are of: a part of their layers' keys, and of the build alone.</summary>
    public const string PackagesOf = "SANDBOX_PACKAGES_OF";

    /// <summary>The variables of the workspace, as Compose reads them.</summary>
    public string WorkspaceEnvFile => Path.Combine(Config, "workspace.env");

    /// <summary>The names that compose.yaml interpolates or that steer Compose itself.</summary>
    public static IReadOnlyList<string> Interpolated { get; } =
    [
        "SANDBOX_NAME", "SANDBOX_CONFIG", "SANDBOX_BASE_IMAGE", "SANDBOX_RUNTIME", "SANDBOX_EDITOR_FOLDER", "SANDBOX_KEYS", "SANDBOX_GUARD", "SANDBOX_GATEWAY", "SANDBOX_HOSTED_TOOLS", "SANDBOX_SERVICES",
        "WORKSPACE_MOUNT", "WORKSPACE_PACKAGES", "WORKSPACE_MEMORY", "WORKSPACE_SHM", "WORKSPACE_CPUS", "WORKSPACE_PIDS", "WORKSPACE_ENV_FILE", "SANDBOX_HOLD",
        "COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME", "COMPOSE_ENV_FILES",
        NpmRegistry, PackagesOf, .. Enumerable.Range(0, FeatureCatalogue.Slots).Select(Slot),
    ];

    /// <summary>
    /// What compose.yaml interpolates. Every name is set or removed: a variable of the user's own shell would win over a file.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Interpolation()
    {
        var variables = new Dictionary<string, string?>(
            Interpolated.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["SANDBOX_NAME"] = Name.Value,
            ["SANDBOX_CONFIG"] = Config,
            ["SANDBOX_BASE_IMAGE"] = BaseImage,
            ["SANDBOX_RUNTIME"] = Runtime,
            ["SANDBOX_EDITOR_FOLDER"] = EditorFolder,
            ["SANDBOX_KEYS"] = new SshFiles(Config).HashOfKeys(),
            ["SANDBOX_GUARD"] = FileStore.HashOf("", Path.Combine(Config, "proxy", "guard.json")),
            ["SANDBOX_GATEWAY"] = HeldKeys.HashOf(Config),
            ["SANDBOX_HOSTED_TOOLS"] = Settings.HostedTools ? "any" : "refused",
            ["SANDBOX_SERVICES"] = string.Concat(Services.Select(service => $",{service.Name}")),
            ["COMPOSE_PROFILES"] = HasGateway ? "gateway" : null,
            ["SANDBOX_HOLD"] = "hold",
            ["WORKSPACE_MOUNT"] = Settings.Mount,
            ["WORKSPACE_PACKAGES"] = string.Join(' ', Settings.Packages),
            ["WORKSPACE_MEMORY"] = Settings.MemoryBytes?.ToString(CultureInfo.InvariantCulture),
            ["WORKSPACE_SHM"] = (Settings.MemoryBytes / 4)?.ToString(CultureInfo.InvariantCulture),
            ["WORKSPACE_CPUS"] = Settings.Cpus?.ToString(CultureInfo.InvariantCulture),
            ["WORKSPACE_PIDS"] = Settings.Pids?.ToString(CultureInfo.InvariantCulture),
            ["WORKSPACE_ENV_FILE"] = WorkspaceEnvFile,
            [NpmRegistry] = "",
        };
        foreach (var (index, feature) in Settings.Features.Index())
            variables[Slot(index)] = string.Join(' ', feature.Words);

        return variables;
    }

    private static string Slot(int index) => string.Create(CultureInfo.InvariantCulture, $"WORKSPACE_FEATURE_{index + 1}");
}
