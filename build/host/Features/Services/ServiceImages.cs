using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Features.Services;

/// <summary>Sees to it that the images of the services are there. A folder's is built anew where a file of it has changed.</summary>
public sealed class ServiceImages(DockerCli docker, ServicesFile services, SandboxConfig sandboxes, IReporter reporter, HostOptions options, Checkout checkout) : ILifecycleStep
{
    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (services.Read().Count is 0)
            return;

        var sandbox = sandboxes.Load(options);
        var refresh = options.Line.Flag(Option.Refresh);
        foreach (var service in sandbox.Services)
        {
            var image = service.ImageIn(sandbox.Name);
            if (!refresh && (await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellation)).ExitCode is 0)
                continue;
            if (service.Build.Length > 0)
                await BuildAsync(sandbox, service, image, refresh, cancellation);
            else
                await reporter.StepAsync($"Getting the image {image} of {service.Name}", _ => PullAsync(service, image, cancellation));
        }
    }

    private async Task BuildAsync(Sandbox sandbox, Service service, string image, bool refresh, CancellationToken cancellation)
    {
        await reporter.StepAsync($"Building the image of {service.Name}", detail => BuildProgress.RunAsync(
            docker, checkout, ComposeArguments.Of(checkout), service.Name, BuildProgress.By(sandbox.Settings.Upstream, sandbox.Interpolation()), detail, cancellation, refresh));
        // Those before it; one that a container runs from still goes the next time, or with Cleanup.
        var all = await docker.ListAsync(["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference={image.Split(':')[0]}"], cancellation);
        foreach (var old in all.Where(one => one != image))
            await docker.TryAsync(["image", "rm", old], cancellation);
    }

    private async Task PullAsync(Service service, string image, CancellationToken cancellation)
    {
        try
        {
            await docker.RunAsync(["pull", "--quiet", image], cancellation);
        }
        catch (CommandException failed)
        {
            throw new SandboxException($"The image {image} of {service.Name} ({service.Origin}) cannot be had: {failed.Detail.Trim().Split('\n')[^1]}", $"docker pull {image}", inner: failed);
        }
    }
}
