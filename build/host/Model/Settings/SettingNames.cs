namespace AiSandbox.Host.Model.Settings;

/// <summary>The names of <c>env/workspace.env</c> that mean something to the host, and those that it refuses.</summary>
public static class SettingNames
{
    /// <summary>What the names of the host's own settings begin with.</summary>
    public const string Prefix = "WORKSPACE_";

    /// <summary>The folder that is mounted at /root/workspace.</summary>
    public const string Mount = "WORKSPACE_MOUNT";

    /// <summary>Whether that may be a folder outside of home and projects, or one in which programs keep settings and keys.</summary>
    public const string MountAnywhere = "WORKSPACE_MOUNT_ANYWHERE";

    /// <summary>Folders that the workspace reads beside that one.</summary>
    public const string Mounts = "WORKSPACE_MOUNTS";

    /// <summary>Files and folders that the workspace sees empty.</summary>
    public const string Hide = "WORKSPACE_HIDE";

    /// <summary>Debian packages that are added to the workspace image.</summary>
    public const string Packages = "WORKSPACE_PACKAGES";

    /// <summary>Toolchains and agents that the workspace image has.</summary>
    public const string Features = "WORKSPACE_FEATURES";

    /// <summary>A file with authorities that the workspace trusts.</summary>
    public const string Authorities = "WORKSPACE_CA";

    /// <summary>The limit of the workspace's memory.</summary>
    public const string Memory = "WORKSPACE_MEMORY";

    /// <summary>How much the workspace may write below /root and in its own layer.</summary>
    public const string Disk = "WORKSPACE_DISK";

    /// <summary>The limit of the workspace's processors.</summary>
    public const string Cpus = "WORKSPACE_CPUS";

    /// <summary>The limit of the workspace's processes.</summary>
    public const string Pids = "WORKSPACE_PIDS";

    /// <summary>The bytes that the workspace may send to a host since the guard started.</summary>
    public const string EgressBudget = "WORKSPACE_EGRESS_BUDGET";

    /// <summary>Whether TLS hellos may carry an encrypted one.</summary>
    public const string AllowEch = "WORKSPACE_ALLOW_ECH";

    /// <summary>How much agents may ask of models by the gateway.</summary>
    public const string AgentBudget = "WORKSPACE_AGENT_BUDGET";

    /// <summary>Whether a model's vendor may fetch and call for the agent.</summary>
    public const string HostedTools = "WORKSPACE_HOSTED_TOOLS";

    /// <summary>The repositories that the gateway's tokens are for.</summary>
    public const string Repositories = "WORKSPACE_REPOSITORIES";

    /// <summary>The proxy above the sandbox's own, by which all goes out.</summary>
    public const string EgressProxy = "EGRESS_PROXY";

    /// <summary>Whether a name is one of the host's settings, or looks like one; all others are variables of the workspace.</summary>
    public static bool IsSetting(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith("EGRESS_", StringComparison.Ordinal);

    /// <summary>Whether what is written for it may be a secret, and is not to be shown.</summary>
    public static bool IsSecret(string name) => name is EgressProxy;

    /// <summary>The host's own settings.</summary>
    public static IReadOnlyList<string> All { get; } = [Mount, MountAnywhere, Mounts, Hide, Packages, Features, Authorities, Memory, Disk, Cpus, Pids, EgressBudget, AllowEch, EgressProxy, AgentBudget, HostedTools, Repositories];

    // Any case: tools read both, and lower case wins in curl.
    private static readonly HashSet<string> Proxy =
        new(StringComparer.OrdinalIgnoreCase) { "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY" };

    private static readonly HashSet<string> Shell = new(StringComparer.Ordinal)
    {
        "PATH", "HOME", "LD_PRELOAD", "LD_LIBRARY_PATH", "BASH_ENV", "ENV", "SSH_AUTH_SOCK",
    };

    /// <summary>Why a name cannot be a variable of the workspace, or <see langword="null"/> where it can.</summary>
    public static string? Refusal(string name) => name switch
    {
        _ when Proxy.Contains(name) => "the sandbox sets it: without it, or with another value, nothing gets out.",
        _ when Shell.Contains(name) =>
            "it would change how every program in the workspace starts. Set it in the workspace's own ~/.bashrc.",
        _ when name.StartsWith("SANDBOX_", StringComparison.Ordinal) => "names with SANDBOX_ belong to the sandbox.",
        _ when name.StartsWith("COMPOSE_", StringComparison.Ordinal) =>
            "names with COMPOSE_ steer docker compose, and not the workspace.",
        _ => null,
    };
}
