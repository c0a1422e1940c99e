using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;
using AiSandbox.Verification.Proofs;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Whether Squid takes the policy that lies in configs/proxy, and whether the proxy that runs still has that folder.</summary>
public sealed class PolicyCheck(DockerCli docker, Checkout checkout, HostOptions options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private string Folder => Path.Combine(checkout.Configs, "proxy");

    private string Upstream => SandboxConfig.UpstreamFile(checkout.Configs);

    private string Conf => Path.Combine(Folder, "squid.conf");

    // What Squid took last, of any sandbox. It is asked again once the file is another.
    private string Accepted => Path.Combine(checkout.Artifacts, "images", "squid.accepted");

    /// <summary>Makes sure, where the image is there to ask, that Squid takes it: a proxy that does not starts again and again.</summary>
    /// <exception cref="SandboxException">It does not; the message has its last line.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        if (await RefusalAsync(cancellation) is { } refusal)
            throw new SandboxException($"Squid refuses {checkout.Show("configs/proxy/squid.conf")}: {refusal}", "look at templates/squid.conf.sbn: git diff templates");
    }

    /// <summary>What is wrong with the policy of a sandbox that is there; <see langword="null"/> where nothing is known to be.</summary>
    public async Task<ContainerTrouble?> LookAsync(IReadOnlyDictionary<string, ContainerState> containers, CancellationToken cancellation)
    {
        var (folder, up) = (checkout.Show("configs/proxy"), options.CommandFor("Up"));
        if (containers.Count > 0 && !Directory.Exists(Folder))
            return new($"{folder} is gone", up);
        if (await IsLostAsync(containers.GetValueOrDefault("proxy"), cancellation))
            return new($"{folder} was removed while guard and proxy ran, and they still use the removed files", up);

        return await RefusalAsync(cancellation) is { } refusal ? new($"Squid refuses {folder}/squid.conf: {refusal}", $"git diff templates, then {up}") : null;
    }

    /// <summary>What Squid says against it; <see langword="null"/> where it takes it, or cannot be asked.</summary>
    public async Task<string?> RefusalAsync(CancellationToken cancellation)
    {
        if (FileStore.Read(Conf) is not { } text)
            return null;

        // The machine's addresses and the sandbox's name are checked where they come from, and change nothing here.
        var hash = EffectiveConfiguration.HashOf(OwnAddresses.Without(text).Replace($"{Option.Name}={options.Name}", "", StringComparison.Ordinal) + FileStore.Read(Upstream));
        if (FileStore.Read(Accepted) == hash)
            return null;

        var said = await docker.AskAsync(
            [
                "run", "--rm", "--pull", "never", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
                "--user", "proxy", "--label", $"{SandboxLabels.Sandbox}={options.Name}", "--entrypoint", "proxy-check",
                "--volume", $"{Folder}:/etc/ai-sandbox/proxy:ro", "--volume", $"{Path.GetDirectoryName(Upstream)}:/etc/ai-sandbox/upstream:ro", $"{options.Name}-proxy",
            ],
            cancellation,
            Limit);
        if (said is { ExitCode: 0 })
            FileStore.Write(Accepted, hash);

        // 1 is its own; the engine's failures are 125 and above.
        return said is { ExitCode: 1 } ? SafeText.Of(said.Error.Trim().Split('\n')[^1].Trim()) : null;
    }

    /// <summary>Whether the proxy that runs holds a folder that is gone: what was deleted stays mounted, empty, also where a new one lies there.</summary>
    public async Task<bool> IsLostAsync(ContainerState? proxy, CancellationToken cancellation) =>
        proxy is { IsRunning: true, Trouble: null }
        && await docker.AskAsync(["exec", SandboxStack.Container(options.Name, "proxy"), "test", "-e", "/etc/ai-sandbox/proxy/squid.conf"], cancellation) is { ExitCode: 1 };
}
