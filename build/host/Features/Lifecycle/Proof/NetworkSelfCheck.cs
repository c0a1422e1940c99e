using System.Security.Cryptography;
using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Lifecycle.Proof;

/// <summary>Proves, with no target outside, that a running sandbox is closed.</summary>
public sealed class NetworkSelfCheck(DockerCli docker, Transparency transparency, HostOptions options)
{
    private const string AccessLog = "/var/log/squid/access.log";

    // Any name of the internet will do: where the resolver is closed, the question does not leave the engine.
    private const string OutsideName = "example.com";

    private static readonly TimeSpan LogLimit = TimeSpan.FromSeconds(1);

    /// <summary>Looks from inside, and at the proxy's log.</summary>
    /// <exception cref="SandboxException">Something is not as it must be; the message names each.</exception>
    public async Task ProveAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        var unlisted = $"self-check-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.invalid";
        var proxy = SandboxStack.Container(sandbox.Name, "proxy");
        var transparent = transparency.IsThereAsync(sandbox.Name, cancellation);
        var far = (await docker.RunAsync(
            ["inspect", "--format", $"{{{{(index .NetworkSettings.Networks \"{sandbox.Name}_public\").IPAddress}}}}", proxy], cancellation)).Output.Trim();
        // A container of its own in the same network: what the workspace changed in its files has no say.
        var output = await docker.RunAsync(
            ["run", "--rm", "--interactive", "--network", $"container:{SandboxStack.Container(sandbox.Name, "gate")}",
             "--label", $"{SandboxLabels.Sandbox}={sandbox.Name}", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only",
             "--entrypoint", "python3", $"{sandbox.Name}-workspace", "-", far, "3128", unlisted, OutsideName, await transparent ? "transparent" : "variables"],
            cancellation,
            input: EmbeddedText.Read("probe.py"));
        var probe = NetworkProbe.Parse(output.Output);

        var failures = probe.Failures(await IsLoggedAsync(proxy, unlisted, cancellation), await transparent).ToList();
        if (failures.Count > 0)
        {
            throw new SandboxException(
                $"The sandbox is not closed, and was stopped: {string.Join("; ", failures)}.", options.CommandFor("Verify"));
        }
    }

    private async Task<bool> IsLoggedAsync(string proxy, string host, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited <= LogLimit; waited += TimeSpan.FromMilliseconds(100))
        {
            var found = await docker.TryAsync(["exec", proxy, "grep", "--fixed-strings", host, AccessLog], cancellation);
            if (found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(IsDenial))
                return true;
            await Task.Delay(100, cancellation);
        }

        return false;
    }

    private static bool IsDenial(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("status").GetInt32() == 403 && json.RootElement.GetProperty("reason").GetString() == "name";
    }
}
