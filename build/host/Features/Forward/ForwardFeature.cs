using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Forward;

internal static class ForwardFeature
{
    public static IServiceCollection AddForward(this IServiceCollection services) => services
        .AddSingleton<PortForward>();
}
