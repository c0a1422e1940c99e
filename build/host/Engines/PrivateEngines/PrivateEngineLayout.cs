namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>Where a private engine has its parts.</summary>
/// <param name="Folder">The folder <c>.engine/</c> of a checkout.</param>
public sealed record PrivateEngineLayout(string Folder)
{
    /// <summary>Sockets and process ids. Short, because a socket's path has 107 bytes at the most; one a machine, because
    /// two engines would share the host's packet filter.</summary>
    public const string RunFolder = "/run/ai-sandbox-engine";

    private const string FolderName = ".engine";
    private const string DaemonPath = "/root/usr/sbin/dockerd";

    /// <summary>The socket.</summary>
    public const string Socket = RunFolder + "/docker.sock";

    /// <summary>Where the daemon writes its process id.</summary>
    public const string PidFile = RunFolder + "/docker.pid";

    /// <summary>The unpacked packages.</summary>
    public string Root => Path.Combine(Folder, "root");

    /// <summary>Images, containers and volumes.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>What the engine says.</summary>
    public string Log => Path.Combine(Folder, "dockerd.log");

    /// <summary>The daemon's configuration: the machine's own, meant for another daemon, must not be read.</summary>
    public string DaemonConfig => Path.Combine(Folder, "daemon.json");

    /// <summary>The docker CLI.</summary>
    public string Docker => Path.Combine(Root, "usr", "bin", "docker");

    /// <summary>The daemon.</summary>
    public string Daemon => Tool("dockerd");

    /// <summary>The CLI's own folder, with Compose and Buildx as plug-ins.</summary>
    public string ClientConfig => Path.Combine(Folder, "client");

    /// <summary>The program that makes a base image where no registry answers.</summary>
    public string Debootstrap => Tool("debootstrap");

    /// <summary>The folder <c>.engine/</c> that a daemon runs from; <see langword="null"/> for one that lies elsewhere.</summary>
    /// <remarks>Whatever is mounted below it is unmounted in the end, so it must not be just any folder.</remarks>
    public static string? FolderOf(string daemon) =>
        daemon.EndsWith($"/{FolderName}{DaemonPath}", StringComparison.Ordinal) ? daemon[..^DaemonPath.Length] : null;

    /// <summary>A program of the administrator.</summary>
    public string Tool(string name) => Path.Combine(Root, "usr", "sbin", name);

    /// <summary>What a docker process of this engine gets. Whatever the user's shell says about another engine is taken out.</summary>
    public IReadOnlyDictionary<string, string?> ClientEnvironment() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["DOCKER_HOST"] = $"unix://{Socket}",
        ["DOCKER_CONFIG"] = ClientConfig,
        ["DOCKER_CONTEXT"] = null,
        ["DOCKER_TLS"] = null,
        ["DOCKER_TLS_VERIFY"] = null,
        ["DOCKER_CERT_PATH"] = null,
        ["DOCKER_API_VERSION"] = null,
        ["BUILDX_BUILDER"] = null,
        ["BUILDX_CONFIG"] = null,
    };

    /// <summary>What the daemon and its packet filter get: their programs and libraries out of the unpacked packages.</summary>
    public IReadOnlyDictionary<string, string?> DaemonEnvironment()
    {
        var libraries = new[] { Path.Combine(Root, "usr", "lib"), Path.Combine(Root, "lib") }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "*-linux-gnu*"))
            .ToList();
        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin";
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.Combine(Root, "usr", "sbin")}:{Path.Combine(Root, "usr", "bin")}:{path}",
            ["LD_LIBRARY_PATH"] = string.Join(':', libraries),
            ["XTABLES_LIBDIR"] = libraries.Select(folder => Path.Combine(folder, "xtables")).FirstOrDefault(Directory.Exists),
            ["DOCKER_HOST"] = null,
            ["NOTIFY_SOCKET"] = null, // it would report to whoever watches this process
        };
    }
}
