using AiSandbox.Host.Features.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Gateway;

internal static class GatewayFeature
{
    public static IServiceCollection AddGateway(this IServiceCollection services) => services
        .AddSingleton<KeyIntake>()
        .AddSingleton<ILifecycleStep, GatewayStep>();
}
