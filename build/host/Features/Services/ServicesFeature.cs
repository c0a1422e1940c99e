using AiSandbox.Host.Features.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Services;

internal static class ServicesFeature
{
    public static IServiceCollection AddServices(this IServiceCollection services) => services
        .AddSingleton<ILifecycleStep, ServiceImages>();
}
