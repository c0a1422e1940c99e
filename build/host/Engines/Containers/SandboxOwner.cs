using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Whose a name is: one engine serves all checkouts of a machine, and two of them may choose the same name.</summary>
public sealed class SandboxOwner(DockerCli docker, HostOptions options, Checkout checkout)
{
    /// <summary>Makes sure that no other checkout has a sandbox of this name, which would be replaced by this one's.</summary>
    /// <exception cref="SandboxException">One has.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        var seen = await docker.RunAsync(
            ["ps", "--all", "--filter", SandboxStack.Containers(options.Name), "--format", $"{{{{.Label \"{ComposeLabels.WorkingDirectory}\"}}}}"], cancellation);
        var others = seen.Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(folder => !folder.Equals(checkout.Root, StringComparison.OrdinalIgnoreCase));
        if (others.FirstOrDefault() is not { } other)
            return;

        throw Directory.Exists(other)
            ? new SandboxException($"Sandbox {options.Name} belongs to the checkout {other}.", "choose another --name")
            : new SandboxException(
                $"Sandbox {options.Name} belongs to the checkout {other}, which is gone. Once its containers are removed, this checkout can have it.",
                $"{options.CommandFor("Clean")}; what it had under /root is kept");
    }
}
