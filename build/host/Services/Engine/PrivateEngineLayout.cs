namespace AiSandbox.Host.Services.Engine;

/// <summary>Where a private engine has its parts.</summary>
/// <param name="Folder">The folder <c>.engine/</c> of a checkout.</param>
public sealed record PrivateEngineLayout(string Folder)
{
    /// <summary>Sockets and process ids. Short, because a socket's path has 107 bytes at the most; one a machine, because
    /// two engines would share the host's packet filter.</summary>
    public const string RunFolder = "/run/ai-sandbox-engine";

    /// <summary>The socket.</summary>
    public const string Socket = RunFolder + "/docker.sock";

    /// <summary>The unpacked packages.</summary>
    public string Root => Path.Combine(Folder, "root");

    /// <summary>Images, containers and volumes.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>What the engine says.</summary>
    public string Log => Path.Combine(Folder, "dockerd.log");

    /// <summary>The docker CLI.</summary>
    public string Docker => Path.Combine(Root, "usr", "bin", "docker");

    /// <summary>The daemon.</summary>
    public string Daemon => Path.Combine(Root, "usr", "sbin", "dockerd");

    /// <summary>The CLI's own folder, with Compose and Buildx as plug-ins.</summary>
    public string ClientConfig => Path.Combine(Folder, "client");

    /// <summary>The program that makes a base image where no registry answers.</summary>
    public string Debootstrap => Path.Combine(Root, "usr", "sbin", "debootstrap");

    /// <summary>What a docker process of this engine gets.</summary>
    public IReadOnlyDictionary<string, string?> ClientEnvironment() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["DOCKER_HOST"] = $"unix://{Socket}",
        ["DOCKER_CONFIG"] = ClientConfig,
        ["DOCKER_CONTEXT"] = null,
    };

    /// <summary>What the daemon and its packet filter get: their programs and libraries out of the unpacked packages.</summary>
    public IReadOnlyDictionary<string, string?> DaemonEnvironment()
    {
        var lib = Directory.EnumerateDirectories(Path.Combine(Root, "usr", "lib"), "*-linux-gnu*").First();
        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin";
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.Combine(Root, "usr", "sbin")}:{Path.Combine(Root, "usr", "bin")}:{path}",
            ["LD_LIBRARY_PATH"] = lib,
            ["XTABLES_LIBDIR"] = Path.Combine(lib, "xtables"),
            ["DOCKER_HOST"] = null,
        };
    }
}
