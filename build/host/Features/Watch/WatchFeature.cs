using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Watch;

internal static class WatchFeature
{
    public static IServiceCollection AddWatch(this IServiceCollection services) => services
        .AddSingleton<SandboxWatch>();
}
