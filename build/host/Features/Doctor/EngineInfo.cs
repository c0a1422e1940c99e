using System.Text.Json;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>What <c>docker info --format '{{json .}}'</c> says. What an engine leaves out is empty or false.</summary>
public sealed record EngineInfo
{
    /// <summary>The kernel that containers run on.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>The engine's own system: "Debian GNU/Linux 12 (bookworm)", "Docker Desktop".</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>linux or windows: what containers it runs.</summary>
    public string OSType { get; init; } = "";

    /// <summary>Its processor: x86_64, aarch64.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Its memory in bytes.</summary>
    public long MemTotal { get; init; }

    /// <summary>Whether it can limit memory.</summary>
    public bool MemoryLimit { get; init; }

    /// <summary>Whether it can limit processes.</summary>
    public bool PidsLimit { get; init; }

    /// <summary>Whether it can limit processors.</summary>
    public bool CpuCfsQuota { get; init; }

    /// <summary>name=seccomp,profile=builtin, name=rootless …</summary>
    public IReadOnlyList<string>? SecurityOptions { get; init; }

    /// <summary>The OCI runtimes by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Runtimes { get; init; }

    /// <summary>Whether the daemon runs without root's rights.</summary>
    public bool IsRootless => Has("rootless");

    /// <summary>Whether it is Docker Desktop, whose kernel is that of a virtual machine.</summary>
    public bool IsDesktop => OperatingSystem.Contains("Docker Desktop", StringComparison.Ordinal);

    /// <summary>Whether system calls are filtered by a profile.</summary>
    public bool HasSeccomp => SecurityOptions?.Any(option =>
        option.StartsWith("name=seccomp", StringComparison.Ordinal) && !option.Contains("unconfined", StringComparison.Ordinal)) is true;

    /// <summary>Reads it.</summary>
    /// <exception cref="SandboxException">It is something else.</exception>
    public static EngineInfo Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<EngineInfo>(json) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            throw new SandboxException("`docker info` printed something that cannot be read.", "docker info", ExitCodes.NoEngine, wrong);
        }
    }

    private bool Has(string name) => SecurityOptions?.Any(option => option == $"name={name}") is true;
}
