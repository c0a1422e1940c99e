using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Model.Vendors;

namespace AiSandbox.Host.Model.Settings;

/// <summary>The settings of the workspace, read from <c>env/workspace.env</c> and checked.</summary>
public sealed record WorkspaceSettings
{
    /// <summary>The host's folder to mount at /root/workspace: absolute, there, no symbolic link in it.</summary>
    public required string Mount { get; init; }

    /// <summary>The links that lead there from what the setting says.</summary>
    public IReadOnlyList<string> MountLinks { get; init; } = [];

    /// <summary>Which folder that was when it was checked, as device and inode; <see langword="null"/> where that cannot be told.</summary>
    public string? MountIdentity { get; init; }

    /// <summary>The folders that the workspace reads beside that one.</summary>
    public IReadOnlyList<ExtraMount> Mounts { get; init; } = [];

    /// <summary>What of these folders the workspace sees empty.</summary>
    public HidePatterns Hide { get; init; } = HidePatterns.None;

    /// <summary>Debian packages to add to the workspace image, in the order of the file, each once.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Toolchains and agents of the workspace image, in the order of its layers.</summary>
    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>The authorities that the workspace trusts beside Debian's, as PEM; empty for none.</summary>
    public string Authorities { get; init; } = "";

    /// <summary>The limit of memory in bytes; <see langword="null"/> for compose.yaml's own.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The bytes that it may write below /root and in its own layer; <see langword="null"/> for no limit.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>The limit of processors; <see langword="null"/> for compose.yaml's own.</summary>
    public decimal? Cpus { get; init; }

    /// <summary>The limit of processes and threads; <see langword="null"/> for compose.yaml's own.</summary>
    public int? Pids { get; init; }

    /// <summary>
    /// The bytes that the workspace may send to one entry's hosts since the guard started; <see langword="null"/> for no
    /// limit.
    /// </summary>
    public long? EgressBudgetBytes { get; init; }

    /// <summary>Whether a TLS hello may carry an encrypted one, whose name the guard cannot see.</summary>
    public bool AllowEch { get; init; }

    /// <summary>The proxy above the sandbox's own; <see langword="null"/> where Squid goes out by itself.</summary>
    public UpstreamProxy? Upstream { get; init; }

    /// <summary>How much agents may ask of models by the gateway; empty for no limit.</summary>
    public IReadOnlyList<AgentLimit> AgentBudget { get; init; } = [];

    /// <summary>Whether a model's vendor may fetch and call for the agent.</summary>
    public bool HostedTools { get; init; }

    /// <summary>The repositories that the gateway's tokens are for.</summary>
    public IReadOnlyList<Repository> Repositories { get; init; } = [];

    /// <summary>The variables that the workspace gets, by name. They may be secrets: mask them in every echo.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
