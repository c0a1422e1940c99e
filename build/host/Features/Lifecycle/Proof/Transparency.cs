using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Lifecycle.Proof;

/// <summary>Whether programs that know of no proxy reach what is listed: where the gate cannot do it, the variables are the way.</summary>
public sealed class Transparency(DockerCli docker)
{
    // Runtimes whose containers are in the kernel's own network, where the gate's rules are.
    private static readonly string[] OnTheKernel = ["runc", "crun", "io.containerd.runc.v2"];

    private Task<bool>? _asked;

    /// <summary>Whether the gate answers names and takes what is dialled by them to the guard. It is asked once a run.</summary>
    public Task<bool> IsThereAsync(SandboxName name, CancellationToken cancellation) => _asked ??= AskAsync(name, cancellation);

    private async Task<bool> AskAsync(SandboxName name, CancellationToken cancellation) => (await docker.RunAsync(
        ["exec", SandboxStack.Container(name, "gate"), "cat", "/run/gate/mode"], cancellation)).Output.Trim() is "transparent";

    /// <summary>What the user is told where it is not so; <see langword="null"/> where it is.</summary>
    public async Task<string?> NoteAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        const string way = "programs reach listed sites by the proxy variables alone (docs/transparent-egress.md).";
        if (sandbox.Runtime is { } runtime && !OnTheKernel.Contains(runtime, StringComparer.Ordinal))
            return $"Under {runtime} the workspace has a network of its own: {way}";

        return await IsThereAsync(sandbox.Name, cancellation)
            ? null
            : $"The engine's kernel cannot translate addresses (nft_nat, nft_chain_nat): {way}";
    }
}
