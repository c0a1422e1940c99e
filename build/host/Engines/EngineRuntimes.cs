using System.Text.Json;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines;

/// <summary>The OCI runtimes that an engine has: runc, and what else was installed.</summary>
public sealed class EngineRuntimes(DockerCli docker)
{
    /// <summary>Makes sure that the engine has a runtime. A sandbox that asks for isolation never starts with less.</summary>
    /// <param name="runtime">Its name; <see langword="null"/> asks for nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">The engine does not have it.</exception>
    public async Task RequireAsync(string? runtime, CancellationToken cancellation)
    {
        if (runtime is null)
            return;

        var known = Parse((await docker.RunAsync(["info", "--format", "{{json .Runtimes}}"], cancellation)).Output);
        if (!known.Contains(runtime, StringComparer.Ordinal))
        {
            throw new SandboxException(
                $"The engine has no runtime '{runtime}'. It has {string.Join(", ", known)}. An installed one is made known "
                    + "to it under \"runtimes\" in its daemon.json: https://docs.docker.com/engine/daemon/alternative-runtimes/",
                "docker info --format '{{json .Runtimes}}'",
                ExitCodes.NoEngine);
        }
    }

    /// <summary>The names in what the engine prints.</summary>
    internal static IReadOnlyList<string> Parse(string json)
    {
        using var runtimes = JsonDocument.Parse(json);
        return [.. runtimes.RootElement.EnumerateObject().Select(runtime => runtime.Name).Order(StringComparer.Ordinal)];
    }
}
