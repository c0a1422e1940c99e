using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using Sandbox.Tests.Agents;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests;

/// <summary>
/// The simulated internet of Verify on the public side of a sandbox: a git host over HTTPS and SSH that takes any key, and a web
/// server. It carries the sandbox's label, so the sandbox's Cleanup removes it.
/// </summary>
internal static class Forge
{
    public const string Host = "forge.ai-sandbox.example";

    private static readonly string[] Capabilities = ["CHOWN", "DAC_OVERRIDE", "SETUID", "SETGID", "SYS_CHROOT", "NET_RAW"];

    public const string Repository = "ai-sandbox/demo";

    /// <summary>Starts it under <see cref="Host"/> and more names. The sandbox must be up.</summary>
    /// <returns>The container.</returns>
    public static Task<string> StartAsync(Func<string[], Task<string>> docker, SandboxName sandbox, params string[] more) =>
        StartAsync(docker, sandbox, [], more);

    /// <summary>The same, and it plays the models of agents too, with the authority of the tests.</summary>
    public static Task<string> StartWithModelsAsync(Func<string[], Task<string>> docker, SandboxName sandbox) => StartAsync(
        docker, sandbox, ["--env", "INTERNET_CA=/srv/authority", "--volume", $"{TestAuthority.Folder}:/srv/authority:ro", "--volume", $"{AgentVersions.Models}:/srv/models:ro"],
        AgentBench.Models);

    private static async Task<string> StartAsync(Func<string[], Task<string>> docker, SandboxName sandbox, IReadOnlyList<string> options, IEnumerable<string> more)
    {
        var (image, container) = ($"{sandbox}-internet", $"{sandbox}-forge");
        var label = $"{SandboxLabels.Sandbox}={sandbox}";
        await docker(
            ["build", "--quiet", "--tag", image, "--label", label, "--build-arg", $"BASE_IMAGE={BaseImage.Tag}", Path.Combine(BuildScript.Checkout.Images, "internet")]);
        string[] names = [Host, .. more];
        await docker(
        [
            "run", "--detach", "--init", "--name", container, "--label", label, "--network", $"{sandbox}_public",
            .. names.SelectMany(name => new[] { "--network-alias", name }),
            "--env", $"INTERNET_NAMES={string.Join(' ', names)}", "--env", $"INTERNET_REPOSITORIES={Repository}",
            "--cap-drop", "ALL", .. Capabilities.SelectMany(capability => new[] { "--cap-add", capability }),
            "--sysctl", "net.ipv4.ip_unprivileged_port_start=0", .. options, image,
        ]);
        // A loop in the container: asking the engine again and again takes longer.
        await docker(["exec", container, "timeout", "60", "bash", "-c", "until [ -e /run/internet-ready ]; do sleep 0.1; done"]);

        return container;
    }
}
