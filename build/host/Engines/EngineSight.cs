using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines;

/// <summary>Whether the engine sees the checkout's files: one on another machine takes every path for its own.</summary>
public sealed class EngineSight(DockerCli docker, Checkout checkout)
{
    // What the engine says of a mount before it looks for the image, which there is none of: nothing is made.
    private const string Missing = "bind source path does not exist";

    /// <summary>Makes sure that it does.</summary>
    /// <exception cref="SandboxException">It does not (<see cref="ExitCodes.NoEngine"/>).</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        if (await IsBlindAsync(cancellation))
        {
            throw new SandboxException(
                $"The engine does not see {checkout.Root}: it runs on another machine, or sees other files than this one. A sandbox mounts its policy, its keys and your projects from there.",
                "use an engine of this machine: unset DOCKER_HOST DOCKER_CONTEXT, or docker context use default",
                ExitCodes.NoEngine);
        }
    }

    /// <summary>Whether it does not. An engine that says neither is not known to be blind.</summary>
    public async Task<bool> IsBlindAsync(CancellationToken cancellation)
    {
        // New each time, since another machine may well have a checkout at the same place.
        var mark = Path.Combine(Directory.CreateDirectory(checkout.Artifacts).FullName, $".seen-{Path.GetRandomFileName()}");
        await File.WriteAllTextAsync(mark, "", cancellation);
        try
        {
            // The option is a line of CSV.
            var mount = $"type=bind,\"source={mark.Replace("\"", "\"\"", StringComparison.Ordinal)}\",target=/seen";
            var said = await docker.AskAsync(["create", "--pull", "never", "--mount", mount, "ai-sandbox-none"], cancellation);
            return said is { ExitCode: not 0 } && said.Error.Contains(Missing, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(mark);
        }
    }
}
