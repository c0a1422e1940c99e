using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Traffic;

internal static class TrafficFeature
{
    public static IServiceCollection AddTraffic(this IServiceCollection services) => services
        .AddSingleton<TrafficReport>();
}
