using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Services.Sandboxes;

namespace AiSandbox.Host.Services.Images;

/// <summary>Builds the images of a sandbox.</summary>
/// <param name="docker">The engine.</param>
/// <param name="baseImage">What they build on.</param>
/// <param name="reporter">What the user sees.</param>
/// <param name="checkout">The checkout.</param>
public sealed class SandboxImages(DockerCli docker, BaseImage baseImage, IReporter reporter, Checkout checkout)
{
    /// <summary>Builds both; what is built already comes out of the engine's cache.</summary>
    public async Task BuildAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        await baseImage.EnsureAsync(cancellation);
        foreach (var service in new[] { "proxy", "workspace" })
        {
            await reporter.StepAsync($"Building the {service} image", async detail =>
            {
                await docker.StreamAsync(
                    [.. ComposeArguments.Of(checkout), "--progress", "plain", "build", service],
                    sandbox.Interpolation(),
                    BuildProgress.Steps(detail),
                    cancellation);
            });
        }
    }
}
