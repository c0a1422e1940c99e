using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Dotnet;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Engines;

internal static class EngineServices
{
    public static IServiceCollection AddEngines(this IServiceCollection services) => services
        .AddSingleton(made => new DockerCli(
            made.GetRequiredService<ICommandRunner>(),
            made.GetRequiredService<EngineAccess>().ConnectAsync,
            made.GetRequiredService<Checkout>().Root))
        .AddSingleton<LivePolicy>()
        .AddSingleton<SandboxList>()
        .AddSingleton<SandboxOwner>()
        .AddSingleton<WorkspaceHold>()
        .AddSingleton<KnownStack>()
        .AddSingleton<SandboxStack>()
        .AddSingleton<IProxyLogSource, DockerProxyLogSource>()
        .AddSingleton<KeyLog>()
        .AddSingleton<ProxyLog>()
        .AddSingleton<EngineTraces>()
        .AddSingleton<EnginePackages>()
        .AddSingleton<PrivateEngine>()
        .AddSingleton<EngineLocator>()
        .AddSingleton<EngineAccess>()
        .AddSingleton<EngineRuntimes>()
        .AddSingleton<EngineSight>()
        .AddSingleton<AddressPools>()
        .AddSingleton<BaseImage>()
        .AddSingleton<PackageDay>()
        .AddSingleton<GuardProgram>()
        .AddSingleton<GatewayProgram>()
        .AddSingleton<ImageInspection>()
        .AddSingleton<UnusedImages>()
        .AddSingleton<SandboxImages>()
        .AddSingleton<ContainerPulse>()
        .AddSingleton<ContainerStates>()
        .AddSingleton<PolicyCheck>()
        .AddSingleton<SandboxDrift>()
        .AddSingleton<DiskRoom>()
        .AddSingleton<DiskUse>()
        .AddSingleton<SandboxAttention>()
        .AddSingleton<SandboxStop>()
        .AddSingleton<FailedStart>()
        .AddSingleton<RunningSessions>()
        .AddSingleton(made => new DotnetSdk(made.GetRequiredService<ICommandRunner>(), made.GetRequiredService<Checkout>().Root));
}
