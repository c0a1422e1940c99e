using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Features.Lifecycle.Mounts;
using AiSandbox.Host.Features.Lifecycle.Proof;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Ssh;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Lifecycle;

internal static class LifecycleFeature
{
    public static IServiceCollection AddLifecycle(this IServiceCollection services) => services
        .AddSingleton<SandboxHome>()
        .AddSingleton<MountProof>()
        .AddSingleton<SandboxRemoval>()
        .AddSingleton<SandboxStatus>()
        .AddSingleton<WorkspaceShell>()
        .AddSingleton<NetworkSelfCheck>()
        .AddSingleton<Transparency>()
        .AddSingleton<PresentConfiguration>()
        .AddSingleton<SandboxProof>()
        .AddSingleton<SandboxPreflight>()
        .AddSingleton<SshKeys>()
        .AddSingleton<LostPackages>()
        .AddSingleton<IKeyGenerator>(made => new SshKeygen(made.GetRequiredService<ICommandRunner>()))
        .AddSingleton<IKeyGenerator>(made => new ImageKeygen(
            (arguments, input, cancellation) => made.GetRequiredService<DockerCli>().TryAsync(arguments, cancellation, input),
            $"{made.GetRequiredService<HostOptions>().Name}-workspace"));
}
